import { describe, expect, it } from 'vitest';
import { leaveOut, ruleForAddress, ruleFromTyped, textOfRule } from '../../../extension/capture/never-capture.ts';
import type { Draft, DraftContact, DraftField } from '../../../shared/model/draft.ts';
import type { NeverRule } from '../../../shared/model/never-rule.ts';

const rule = (typed: string): NeverRule => {
  const read = ruleFromTyped(typed);
  if (read === undefined) throw new Error(`no rule: ${typed}`);
  return read;
};
const field = (path: string, value: DraftField['value'] = {}): DraftField => ({ path, value, evidence: [] });
const person = (email: string, ...more: string[]): DraftContact => ({
  key: email,
  role: 'listed',
  fields: [email, ...more].map((address) => field(`emails/${address}`)),
});
const draft = (contacts: DraftContact[], parties: Record<string, string> = {}, more: Partial<Draft> = {}): Draft => ({
  adapter: 'roundcube',
  url: 'https://mail.test/',
  readAt: '2026-03-01T09:00:00Z',
  contacts,
  interactions: [
    {
      fields: [
        field('subject', 'Hi'),
        ...Object.entries(parties).map(([at, role]) => field(`parties/${at}`, { role })),
      ],
    },
  ],
  warnings: [],
  ...more,
});

describe('what a person types', () => {
  it.each([
    ['dana@Globex.test', { kind: 'address', value: 'dana@globex.test' }],
    ['@globex.test', { kind: 'domain', value: 'globex.test' }],
    ['*@globex.test', { kind: 'domain', value: 'globex.test' }],
    ['Globex.test', { kind: 'domain', value: 'globex.test' }],
    ['@müller.test', { kind: 'domain', value: 'xn--mller-kva.test' }],
    ['<dev.lists.globex.test>', { kind: 'list', value: 'dev.lists.globex.test' }],
    ['Developers <Dev.Lists.Globex.test>', { kind: 'list', value: 'dev.lists.globex.test' }],
    ['Dana', undefined],
    ['', undefined],
    ['<not a list>', undefined],
  ])('%s', (typed, expected) => {
    expect(ruleFromTyped(typed)).toEqual(expected);
  });

  it('is shown as it can be typed again', () => {
    for (const typed of ['dana@globex.test', '@globex.test', '<dev.lists.globex.test>'])
      expect(textOfRule(rule(typed))).toBe(typed);
  });
});

describe('an address', () => {
  it.each([
    ['dana@globex.test', 'dana@globex.test', true],
    ['dana@globex.test', 'dana+news@globex.test', true],
    ['dana@globex.test', 'bo@globex.test', false],
    ['@globex.test', 'bo@mail.globex.test', true],
    ['@globex.test', 'bo@notglobex.test', false],
    ['<dev.lists.globex.test>', 'dev@lists.globex.test', true],
    ['<dev.lists.globex.test>', 'ops@lists.globex.test', false],
  ])('under %s: %s is %s', (typed, address, isUnder) => {
    expect(ruleForAddress([rule(typed)], address) !== undefined).toBe(isUnder);
  });
});

describe('leaving people out', () => {
  it('takes them off the list, off the message, and says by which rule', () => {
    const read = draft([person('bo@initech.test'), person('x@private.test', 'dana@globex.test')], {
      'bo@initech.test': 'from',
      'dana@globex.test': 'cc',
    });
    const left = leaveOut(read, [rule('@globex.test')]);
    expect(left.contacts.map(({ key }) => key)).toEqual(['bo@initech.test']);
    expect(left.leftOut).toEqual([{ key: 'x@private.test', rule: '@globex.test' }]);
    expect(left.interactions[0]?.fields.map(({ path }) => path)).toEqual(['subject', 'parties/bo@initech.test']);
    expect(left.skipped).toBeUndefined();
    expect(leaveOut(left, [rule('@globex.test')])).toEqual(left);
  });

  it('logs no message from them', () => {
    const read = draft([person('dana@globex.test'), person('bo@initech.test')], { 'dana@globex.test': 'from' });
    expect(leaveOut(read, [rule('dana@globex.test')]).interactions).toEqual([]);
  });

  it('says why nobody is left', () => {
    const left = leaveOut(draft([person('dana@globex.test')], { 'dana@globex.test': 'from' }), [rule('@globex.test')]);
    expect(left).toMatchObject({ contacts: [], interactions: [], skipped: { reason: 'never-captured' } });
    expect(left.skipped?.text).toBe('You said never to capture @globex.test.');
  });

  it('leaves a whole mailing list out', () => {
    const read = draft([person('bo@initech.test')], {}, { listId: 'dev.lists.globex.test' });
    const left = leaveOut(read, [rule('<dev.lists.globex.test>')]);
    expect(left.contacts).toEqual([]);
    expect(left.skipped?.text).toBe('You said never to capture <dev.lists.globex.test>.');
  });

  it('changes nothing without a rule that fits', () => {
    const read = draft([person('bo@initech.test')], { 'bo@initech.test': 'from' });
    expect(leaveOut(read, [rule('@globex.test')])).toEqual(read);
  });
});
