import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyInTransaction, type ApplyResult } from '../../../automation-engine/intake/apply.ts';
import { MutationRefused } from '../../../automation-engine/intake/refusal.ts';
import { readEvents } from '../../../automation-engine/event-log/read.ts';
import { contactsWithAddress, listForContact, readState, readTyped } from '../../../automation-engine/records/read.ts';
import { lastStamp } from '../../../automation-engine/storage/meta.ts';
import { createHybridClock, type HybridClock } from '../../../shared/model/hybrid-clock.ts';
import type { Kind } from '../../../shared/model/kinds.ts';
import type { Mutation } from '../../../shared/model/mutation.ts';
import type { Role } from '../../../shared/model/wire.ts';
import { makeCore, type TestCore } from '../make-core.ts';

let core: TestCore;
let device: string;
let clock: HybridClock;

beforeEach(async () => {
  core = await makeCore();
  device = core.newId();
  clock = createHybridClock({ now: core.clock.now, device });
});
afterEach(() => core.close());

const change = (kind: Kind, recordId: string, fields: Mutation['fields']): Mutation => ({
  id: core.newId(),
  kind,
  recordId,
  fields,
  stamp: clock.tick(),
});

function apply(mutation: Mutation, role: Role | 'engine' = 'seller'): Promise<ApplyResult> {
  return core.db.transaction().execute((tx) =>
    applyInTransaction(tx, core, {
      author: { deviceId: device, role },
      mutation,
      cause: { deviceId: device, depth: 0 },
    }),
  );
}

describe('applying a mutation', () => {
  it('writes the record, its addresses, the change feed and the events together', async () => {
    const id = core.newId();
    const result = await apply(
      change('contact', id, { name: 'Dana Reyes', 'emails/dana@globex.test': {}, 'tags/lead': true }),
    );
    expect(result).toEqual({ seq: 1, changed: ['name', 'emails/dana@globex.test', 'tags/lead'], eventSeqs: [1, 2] });
    expect(await readTyped(core.db, 'contact', id)).toMatchObject({ name: 'Dana Reyes', tags: { lead: true } });
    expect((await contactsWithAddress(core.db, 'Dana@Globex.test')).map((found) => found.id)).toEqual([id]);
    const events = await readEvents(core.db, { after: 0, limit: 10 });
    expect(events.map((event) => [event.type, event.contactId])).toEqual([
      ['contact.created', id],
      ['contact.tag-added', id],
    ]);
    expect(events[0]?.data).toMatchObject({
      contact: { kind: 'contact', id, name: 'Dana Reyes', tags: { lead: true } },
    });
  });

  it('answers a repetition with the place of the first, and records nothing again', async () => {
    const mutation = change('contact', core.newId(), { name: 'Dana' });
    const first = await apply(mutation);
    expect(await apply(mutation)).toEqual({ seq: first.seq, changed: [], eventSeqs: [] });
    expect(await readEvents(core.db, { after: 0, limit: 10 })).toHaveLength(1);
  });

  it('refuses another change under an id that was used, instead of losing it', async () => {
    const mutation = change('contact', core.newId(), { name: 'Dana' });
    await apply(mutation);
    await expect(apply({ ...mutation, fields: { name: 'Somebody else' } })).rejects.toThrow(/id was accepted before/);
  });

  it('names every field that does not fit, and writes nothing', async () => {
    const mutation = change('contact', core.newId(), { nickname: 'D', birthday: 'soon', name: 'Dana' });
    const refused = await apply(mutation).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MutationRefused);
    expect((refused as MutationRefused).issues.map((issue) => issue.path)).toEqual([
      'fields.nickname',
      'fields.birthday',
    ]);
    expect(await readState(core.db, 'contact', mutation.recordId)).toBeUndefined();
  });

  it('finds a contact by its new address only, after the address changed, and not at all after it was deleted', async () => {
    const id = core.newId();
    await apply(change('contact', id, { 'emails/old@globex.test': {} }));
    await apply(change('contact', id, { 'emails/old@globex.test': null, 'emails/new@globex.test': {} }));
    expect(await contactsWithAddress(core.db, 'old@globex.test')).toEqual([]);
    expect(await contactsWithAddress(core.db, 'new@globex.test')).toHaveLength(1);
    await apply(change('contact', id, { deletedAt: '2026-03-06T10:00:00.000Z' }));
    expect(await contactsWithAddress(core.db, 'new@globex.test')).toEqual([]);
    expect(await readTyped(core.db, 'contact', id)).toBeUndefined();
    await apply(change('contact', id, { deletedAt: null }));
    expect(await contactsWithAddress(core.db, 'new@globex.test')).toHaveLength(1);
  });

  it('finds a merged contact no more, until the two are separated', async () => {
    const [id, other] = [core.newId(), core.newId()];
    await apply(change('contact', other, { name: 'Dana', 'emails/dana@globex.test': {} }));
    await apply(change('contact', other, { mergedInto: id }));
    expect(await contactsWithAddress(core.db, 'dana@globex.test')).toEqual([]);
    expect(await readTyped(core.db, 'contact', other)).toBeUndefined();
    await apply(change('contact', other, { mergedInto: null }));
    expect(await contactsWithAddress(core.db, 'dana@globex.test')).toHaveLength(1);
  });

  it('lists what belongs to a contact, deleted records aside', async () => {
    const contactId = core.newId();
    const [kept, gone] = [core.newId(), core.newId()];
    await apply(change('task', kept, { title: 'Call', contactId }));
    await apply(change('task', gone, { title: 'Write', contactId }));
    await apply(change('task', gone, { deletedAt: '2026-03-06T10:00:00.000Z' }));
    expect((await listForContact(core.db, 'task', contactId)).map((task) => task.id)).toEqual([kept]);
  });

  it('keeps the latest stamp, so that a restart does not take the clock back', async () => {
    const late = change('contact', core.newId(), { name: 'B' });
    const early = { ...change('contact', core.newId(), { name: 'A' }), stamp: `000000000001-0000-${device}` };
    await apply(late);
    await apply(early);
    expect(await lastStamp(core.db)).toBe(late.stamp);
    expect(core.stamps.tick() > late.stamp).toBe(true);
  });
});
