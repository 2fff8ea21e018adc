import { describe, expect, it } from 'vitest';
import { addressesOf, findKnown, type KnownContact } from '../../../extension/capture/find-known.ts';
import type { DraftContact } from '../../../shared/model/draft.ts';

const draft = (key: string, ...emails: string[]): DraftContact => ({
  key,
  role: 'sender',
  fields: emails.map((email) => ({
    path: `emails/${email}`,
    value: {},
    evidence: [{ source: 'raw-header', at: '2026-11-22T12:00:00.000Z', confidence: 1 }],
  })),
});
const known = (id: string, ...emails: string[]): KnownContact => ({
  id,
  emails: Object.fromEntries(emails.map((email) => [email, {}])),
});

describe('who is known', () => {
  it('is found by any form of an address', async () => {
    const stored = known('1', 'lena@xn--mller-kva.test');
    const matches = await findKnown(
      [draft('LENA@müller.test'), draft('Dana Whitfield', 'dana@globex.test')],
      (addresses) => {
        expect(addresses).toEqual(['lena@xn--mller-kva.test', 'dana@globex.test']);
        return [stored];
      },
    );
    expect([...matches]).toEqual([['LENA@müller.test', { contact: stored, address: 'lena@xn--mller-kva.test' }]]);
  });

  it('is the sender’s own address before others, the older contact before the newer, and nobody who was deleted', async () => {
    const [old, young, gone, other] = [
      known('1', 'a@x.test'),
      known('2', 'a@x.test'),
      { ...known('0', 'a@x.test'), deletedAt: 'then' },
      known('3', 'b@x.test'),
    ];
    const matches = await findKnown([draft('a@x.test', 'b@x.test', 'a@x.test')], () => [other, young, gone, old]);
    expect(matches.get('a@x.test')?.contact).toBe(old);
  });

  it('is not asked for a draft without addresses', async () => {
    const matches = await findKnown([draft('Dana')], () => {
      throw new Error('not to be called');
    });
    expect(matches.size).toBe(0);
    expect(addressesOf(draft('Dana'))).toEqual([]);
  });
});
