import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTypes } from '../../../automation-engine/recipe-language/check-types.ts';
import { readExpression } from '../../../automation-engine/recipe-language/conditions.ts';
import { scopeTypes } from '../../../automation-engine/recipe-language/scope-types.ts';
import type { ValueType } from '../../../automation-engine/recipe-language/value-types.ts';

const inputs: ValueType = {
  is: 'record',
  named: 'inputs',
  fields: new Map<string, ValueType>([
    ['tag', { is: 'string' }],
    ['least', { is: 'number' }],
  ]),
};
const scope = new Map(scopeTypes).set('inputs', inputs);

/** `column: message (hint)` for each problem. */
function problemsOf(source: string, wanted: 'condition' | 'key' | 'any' = 'condition'): string[] {
  const read = readExpression(source);
  if ('problem' in read) throw new Error(read.problem);
  return checkTypes(source, read.tree, scope, wanted).map(
    ({ offset, message, hint }) => `${offset + 1}: ${message} (${hint})`,
  );
}

describe('a condition of the right types', () => {
  it.each([
    'contact.name == "Dana Fox" && !contact.doNotContact',
    '"vip" in contact.tags || contact.tags.exists(tag, tag.startsWith("vip-"))',
    'contact.tags.filter(tag, tag != "old").map(tag, tag.upper()).join(",").contains("VIP")',
    'contact.tags[0] == inputs.tag && contact.tags.size() > 1',
    'deal.amount >= 1000000 && deal.amount / 2 > inputs.least',
    'deal.amount * 2 > 5 && double(deal.amount) * 1.5 > 1.0',
    'deal.amount > 1.5',
    'contact.custom.seats > 10 || contact.custom["plan"] == "gold"',
    'contact.consent["email:marketing"].state == "granted"',
    'interaction.direction == "in" && interaction.channel in ["email", "call"]',
    'interaction.direction == "" || interaction.parties.exists(party, party.role == "to")',
    'now - timestamp(contact.createdAt) > duration("192h")',
    'contact.createdAt < contact.updatedAt && daysSince(now) == 0',
    'daysSince(contact.createdAt) > 3 && daysUntil("2026-12-31") < 40 && daysSince(inputs.tag) > 1',
    'anniversary(contact.birthday) == 0 && yearsSince(contact.birthday, contact.timeZone) > 17',
    'daysSince(lastInteraction(contact, "email", "in")) > 30 && lastInteraction(contact, "", "out") != ""',
    'inSegment(contact, "buyers") && hasConsent(contact, "email", "marketing") && hasTag(deal, "x")',
    'localHour(now, contact.timeZone) >= 9 && weekday(now) < 6 && inZone(now, "UTC") > "2026"',
    'has(task.title) ? task.title == "x" : true',
    'event.tag == "vip" && "name" in event.changed && event.type == "contact.created"',
    'contact.name == null || dyn(contact.name) == 5 || type(contact.name) == string',
    '[1, 2].exists(n, n > 1) && {"a": 1}.all(key, key == "a") && contact.tags.exists_one(t, t == "a")',
    '[[1, 2], [3]].map(row, row.map(n, n * 2)) == [[2, 4], [6]]',
    'contact.name.matches("^D") && size(contact.name) > 3 && strings.quote(contact.name) != ""',
    'run.startedAt < event.at && entry.key != ""',
    '[] == contact.tags && contact.tags + ["x"] != []',
    'nobody.knows > 5 && nobody.knows == "x"',
  ])('%s has no problem', (source) => {
    expect(problemsOf(source)).toEqual([]);
  });

  it.each(['contact.id', 'contact.email + "/" + deal.currency', 'deal.amount', 'event.at', 'contact.custom.plan'])(
    '%s tells runs apart',
    (source) => {
      expect(problemsOf(source, 'key')).toEqual([]);
    },
  );
});

describe('a condition of wrong types', () => {
  it.each([
    [
      'contact.tags == "vip"',
      '14: "==" compares things of one type, found a list and a text ("vip" in contact.tags looks into the list)',
    ],
    [
      'deal.amount > "5000"',
      '13: ">" compares things of one type, found a whole number and a text (leave the quotes around the number out)',
    ],
    [
      'deal.amount > contact.name',
      '13: ">" compares things of one type, found a whole number and a text (int(contact.name) reads a number from a text)',
    ],
    [
      'deal.amount * 1.5 > 1.0',
      '13: "*" joins things of one type, found a whole number and a number with a point (a whole number and one with a point do not mix: double(deal.amount) makes a whole one fit)',
    ],
    [
      'contact.createdAt > now',
      '19: ">" compares things of one type, found a time as text and a point in time (timestamp(contact.createdAt) > now)',
    ],
    [
      'contact.name + 5 == "x"',
      '14: "+" joins things of one type, found a text and a whole number (string(5) makes a text of it)',
    ],
    [
      'now - 5 > now',
      '5: "-" joins things of one type, found a point in time and a whole number (a time takes a duration, such as now - duration("24h"); daysSince(…) gives a number)',
    ],
    [
      'contact.doNotContact == "yes"',
      /^22: "==" compares .*found true or false and a text \(contact\.doNotContact is true or false already/,
    ],
    [
      '"vip" in contact.name',
      '7: "in" looks into a list or the keys of a map, found a text and a text (contact.name.contains("vip") looks into a text)',
    ],
    [
      '5 in contact.tags',
      '3: "in" looks into a list or the keys of a map, found a whole number and a list (the list holds a text in each place)',
    ],
    ['contact.tags.exists(tag, tag > 5)', /^30: ">" compares things of one type, found a text and a whole number/],
    [
      'contact.tags.contains("vip")',
      /^14: contains\(\) is asked of a text, found a list \(look at each: contact\.tags\.exists/,
    ],
    ['contact.name.exists(c, c == "x")', /^14: this goes through a list, found a text/],
    ['contact.tags[0].size > 1', /^17: a text has no field "size"/],
    ['contact.tags["vip"] == "x"', /^13: a list is asked by a number from 0 on, found a text/],
    ['contact.name[0] == "D"', /^13: \[…\] is asked of a list or a map, found a text/],
    [
      'contact.consent["email:marketing"].stat == "granted"',
      '36: contact.consent[…] has no field "stat" (did you mean "state"?)',
    ],
    ['contact["nmae"] == "x"', '8: contact has no field "nmae" (did you mean "name"?)'],
    ['interaction.direction == "inn"', '26: this is never "inn" (did you mean "in"?)'],
    [
      'interaction.channel in ["email", "phone"]',
      '34: this is never "phone" (there is "email", "call", "meeting", "chat", "form", "visit", "note")',
    ],
    ['"wno" == deal.outcome', '1: this is never "wno" (did you mean "won"?)'],
    ['lastInteraction(contact, "mail") == ""', '26: this is never "mail" (did you mean "email"?)'],
    [
      'daysSince(contact.name) > 1',
      '11: daysSince() takes a time here, found a field with another text (such as "2026-03-06" or contact.createdAt)',
    ],
    ['daysSince("soon") > 1', /^11: daysSince\(\) takes a time here, found the text "soon"/],
    [
      'daysSince(5) > 1',
      '11: daysSince() takes a text or a point in time here, found a whole number (such as daysSince(time))',
    ],
    ['daysSince() > 1', '1: daysSince() takes 1 value, found 0 (such as daysSince(time))'],
    ['hasTag(contact)', '1: hasTag() takes 2 values, found 1 (such as hasTag(record, tag))'],
    ['hasTag("vip", contact)', '8: hasTag() takes a map here, found a text (such as hasTag(record, tag))'],
    ['contact.hasTag("vip")', '9: hasTag() takes its value in the brackets (such as hasTag(record, tag))'],
    ['startsWith(contact.name, "D")', '1: startsWith() is asked of a value (such as text.startsWith(…))'],
    ['contact.name.startsWith("D", "E")', /^14: startsWith\(\) takes 1 value, found 2/],
    [
      'contact.name',
      '1: a condition gives true or false, this gives a text (contact.name != "" asks whether it is filled in)',
    ],
    ['contact.tags', /^1: a condition gives .*a list \(contact\.tags\.size\(\) > 0/],
    ['deal.amount', /^1: a condition gives .*a whole number \(deal\.amount > 0 compares it/],
    [
      'contact.name && true',
      '1: "&&" takes true or false, found a text (contact.name != "" asks whether it is filled in)',
    ],
    ['contact.name ? true : false', /^1: "\?" takes true or false, found a text/],
    ['!contact.name', '1: "!" cannot stand before a text (contact.name != "" asks whether it is filled in)'],
    ['-contact.name == 1', /^1: "-" cannot stand before a text/],
  ])('%s says so', (source, problem) => {
    expect(problemsOf(source)).toEqual([typeof problem === 'string' ? problem : expect.stringMatching(problem)]);
  });

  it('has each of its problems', () => {
    expect(problemsOf('contact.tags == "a" && deal.amount > "x" || deal.stage')).toHaveLength(3);
  });

  it.each(['contact.tags', 'now', 'contact'])('%s tells no runs apart', (source) => {
    expect(problemsOf(source, 'key')).toEqual([expect.stringMatching(/^1: a key is a text or a number/)]);
  });
});

describe('any expression', () => {
  const words = fc.constantFrom(
    'contact',
    '.name',
    '.tags',
    'deal.amount',
    'inputs.least',
    ' == ',
    ' && ',
    ' + ',
    ' in ',
    '(',
    ')',
    '"x"',
    '1',
    '1.5',
    '!',
    '.exists(t, t',
    '[0]',
    ' ? ',
    ' : ',
    '{"a": ',
    '}',
    '.size()',
    'daysSince(',
    'now',
  );

  it('is checked without throwing, each problem with its place and its hint', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 24 }), (parts) => {
        const source = parts.join('');
        const read = readExpression(source);
        if ('problem' in read) return;
        for (const { offset, message, hint } of checkTypes(source, read.tree, scope, 'condition')) {
          expect(offset).toBeLessThan(source.length);
          expect([message, hint]).not.toContain('');
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('may be as deep as it gets', () => {
    const source = `${'!'.repeat(1_990)}true`;
    expect(problemsOf(source)).toEqual([]);
  });
});
