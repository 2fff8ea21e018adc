import { expect, it } from 'vitest';
import { checkSegment } from '../../../automation-engine/recipe-language/check-segment.ts';

it.each([
  'hasTag(contact, "vip")',
  'contact.language == "sv" && daysSince(contact.lastInteractionAt) > 30',
  'contact.emails.exists(address, address.endsWith("@globex.example"))',
])('finds nothing wrong with %s', (condition) => {
  expect(checkSegment(condition)).toEqual([]);
});

it.each([
  ['contact.langage == "sv"', 7, 'contact has no field "langage"', 'did you mean "contact.language"?'],
  ['contact.language == "sv" && contact.createdAt > 3', 46, expect.any(String), expect.any(String)],
  ['contact.name', 0, 'a condition gives true or false, this gives a text', expect.any(String)],
  ['hasTag(contact, "vip") &&', expect.any(Number), expect.any(String), undefined],
  ['hasTag(contact, vip)', 16, 'there is nothing called "vip"', expect.stringContaining('quotes')],
  ['inSegment(contact, "vips")', 0, 'a segment cannot ask for inSegment()', 'write its condition here instead'],
  ['deal.amount > 10', undefined, 'a segment looks at its contacts alone, not at "deal.amount"', undefined],
  ['daysSince(contact.createdAt) + 1 > 3', undefined, expect.stringContaining('time stands alone'), undefined],
  ['', undefined, 'the condition is empty', undefined],
])('says what is wrong with %j, and where', (condition, offset, message, hint) => {
  const [first] = checkSegment(condition);
  expect(first).toEqual({
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(offset === undefined ? {} : { offset }),
  });
});
