import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptMutations } from '../../../automation-engine/intake/accept.ts';
import { readChanges } from '../../../automation-engine/records/changes.ts';
import { readTyped } from '../../../automation-engine/records/read.ts';
import { createHybridClock, MAX_AHEAD_MS, type HybridClock } from '../../../shared/model/hybrid-clock.ts';
import type { Mutation } from '../../../shared/model/mutation.ts';
import { makeCore, START, type TestCore } from '../make-core.ts';

let core: TestCore;
let deviceId: string;
let clock: HybridClock;
beforeEach(async () => {
  core = await makeCore();
  deviceId = core.newId();
  clock = createHybridClock({ now: core.clock.now, device: deviceId });
});
afterEach(() => core.close());

const contact = (fields: Mutation['fields']): Mutation => ({
  id: core.newId(),
  kind: 'contact',
  recordId: core.newId(),
  fields,
  stamp: clock.tick(),
});
const push = (...mutations: unknown[]) => acceptMutations(core, { deviceId, role: 'seller' }, mutations);

describe('a push', () => {
  it('applies what is good, refuses what is bad alone, and answers in order', async () => {
    const [first, second] = [contact({ name: 'Dana' }), contact({ name: 'Eli' })];
    const misfit = contact({ name: 'Two\nlines' });
    const results = await push(first, 'nonsense', { id: 'x', kind: 'contact' }, misfit, second);
    expect(results.map((result) => result.status)).toEqual(['accepted', 'refused', 'refused', 'refused', 'accepted']);
    expect(results[0]).toEqual({ status: 'accepted', id: first.id, seq: 1 });
    expect(results[1]).not.toHaveProperty('id');
    expect(results[2]).toMatchObject({ id: 'x', reason: 'the mutation is malformed' });
    expect(results[2]).toHaveProperty('issues.1.path');
    expect(results[3]).toMatchObject({
      id: misfit.id,
      issues: [{ path: 'fields.name', message: expect.stringContaining('one line') }],
    });
    expect(results[4]).toEqual({ status: 'accepted', id: second.id, seq: 2 });
    expect(await readTyped(core.db, 'contact', second.recordId)).toMatchObject({ name: 'Eli' });
  });

  it('gives the same answer again when it is repeated, and changes nothing', async () => {
    const mutations = [contact({ name: 'Dana' }), contact({ birthday: 'never' })];
    const first = await push(...mutations);
    expect(await push(...mutations)).toEqual(first);
    expect((await readChanges(core.db, { after: 0, limit: 10 })).changes).toHaveLength(1);
  });

  it('refuses a stamp from too far in the future, and says that the clock is wrong', async () => {
    const ahead = createHybridClock({ now: () => START + MAX_AHEAD_MS + 60_000, device: deviceId });
    const onTime = createHybridClock({ now: () => START + MAX_AHEAD_MS, device: deviceId });
    const [late, good] = await push(
      { ...contact({ name: 'A' }), stamp: ahead.tick() },
      { ...contact({ name: 'B' }), stamp: onTime.tick() },
    );
    expect(late).toMatchObject({
      status: 'refused',
      reason: expect.stringContaining('6 minutes ahead'),
      issues: [{ path: 'stamp' }],
    });
    expect(good).toMatchObject({ status: 'accepted' });
  });

  it('tells the rest of the engine once, after the commit', async () => {
    const heard: unknown[] = [];
    core.signals.on('changes-accepted', (details) => heard.push(details));
    core.signals.on('events-recorded', (details) => heard.push(details));
    await push(contact({ name: 'Dana', 'tags/lead': true }), contact({ name: 'Eli' }));
    expect(heard).toEqual([{ seq: 2 }, { seq: 3 }]);
    await push('nonsense');
    expect(heard).toHaveLength(2);
  });

  it('refuses what is nested so deeply that checking it would end the stack', async () => {
    let deep: unknown = 1;
    for (let at = 0; at < 100_000; at++) deep = [deep];
    const [result, next] = await push({ ...contact({}), fields: { name: deep } }, contact({ name: 'Dana' }));
    expect(result).toMatchObject({ status: 'refused' });
    expect(next).toMatchObject({ status: 'accepted' });
  });

  it('keeps a record whole when its fields have the names of object members', async () => {
    const mutation = contact({ 'custom/__proto__': 'x', 'custom/constructor': 'y' });
    expect(await push(mutation)).toMatchObject([{ status: 'accepted' }]);
    const stored = await readTyped(core.db, 'contact', mutation.recordId);
    expect(Object.entries(stored?.custom ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});

describe('who may change what', () => {
  const as = (role: Parameters<typeof acceptMutations>[1]['role'], mutation: Mutation) =>
    acceptMutations(core, { deviceId, role }, [mutation]);

  it.each(['viewer', 'partner'] as const)('lets a %s change nothing, and says whom to ask', async (role) => {
    expect(await as(role, contact({ name: 'Dana' }))).toMatchObject([
      { status: 'refused', reason: expect.stringContaining('ask an owner') },
    ]);
  });

  it.each(['owner', 'manager', 'seller'] as const)('lets a %s write records', async (role) => {
    expect(await as(role, contact({ name: 'Dana' }))).toMatchObject([{ status: 'accepted' }]);
  });

  it('lets nobody but the engine write runs', async () => {
    const mutation: Mutation = { ...contact({ state: 'done' }), kind: 'run' };
    expect(await as('owner', mutation)).toMatchObject([{ status: 'refused' }]);
    expect(await as('engine', mutation)).toMatchObject([{ status: 'accepted' }]);
  });

  it('lets a device mark a notification as read, and no more', async () => {
    const read: Mutation = { ...contact({ readAt: '2026-03-06T10:00:00.000Z' }), kind: 'notification' };
    expect(await as('seller', read)).toMatchObject([{ status: 'accepted' }]);
    const made: Mutation = { ...contact({ title: 'Urgent', readAt: null }), kind: 'notification' };
    expect(await as('owner', made)).toMatchObject([{ status: 'refused', issues: [{ path: 'fields.title' }] }]);
  });
});
