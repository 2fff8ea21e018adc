import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apply } from '../../automation-engine/intake/apply.ts';
import { contactsWithAddress, readTyped } from '../../automation-engine/records/read.ts';
import { LostRace, type RunRow } from '../../automation-engine/runner/run-writes.ts';
import { inUnit, type Unit } from '../../automation-engine/unit.ts';
import type { Mutation } from '../../shared/model/mutation.ts';
import { makeCore, type TestCore } from './make-core.ts';

let core: TestCore;
beforeEach(async () => {
  core = await makeCore();
});
afterEach(() => core.close());

function write(unit: Unit, recordId: string, fields: Mutation['fields']) {
  const mutation: Mutation = { id: core.newId(), kind: 'contact', recordId, fields, stamp: core.stamps.tick() };
  return apply(unit, { author: { deviceId: core.engineId, role: 'engine' }, mutation, cause: { depth: 0 } });
}

const run = (id: string): RunRow => ({
  id,
  recipe_id: 'r',
  recipe_hash: 'h',
  entry_key: id,
  contact_id: null,
  event_seq: 1,
  state: 'ready',
  position: 'steps[0]',
  revision: 0,
  wake_at: null,
  attempts: 0,
  context_json: '{"inputs":{}}',
  depth: 0,
  lines: 0,
  started_at: '2026-03-06T10:00:00.000Z',
  ended_at: null,
  reason: null,
});
const moved = (from: RunRow, state: string): RunRow => ({ ...from, state, revision: from.revision + 1 });

describe('a unit of work', () => {
  it('sees what it did, writes it once at its end, and tells of it after the commit', async () => {
    const id = core.newId();
    const told: unknown[] = [];
    core.signals.on('changes-accepted', (details) => told.push(details));
    core.signals.on('events-recorded', (details) => told.push(details));
    await inUnit(core, async (unit) => {
      await write(unit, id, { name: 'Dana', 'emails/old@globex.test': {} });
      await write(unit, id, { 'emails/old@globex.test': null, 'emails/new@globex.test': {}, 'tags/met': true });
      expect(await unit.records.typed('contact', id)).toMatchObject({ name: 'Dana', tags: { met: true } });
      expect(await readTyped(unit.tx, 'contact', id)).toBeUndefined();
      expect(await readTyped(await unit.written(), 'contact', id)).toMatchObject({ name: 'Dana' });
      await write(unit, id, { 'tags/late': true });
      expect(told).toEqual([]);
    });
    expect(told).toEqual([{ seq: 3 }, { seq: 4 }]);
    expect(await contactsWithAddress(core.db, 'new@globex.test')).toMatchObject([{ tags: { met: true, late: true } }]);
    expect(await contactsWithAddress(core.db, 'old@globex.test')).toEqual([]);
    const places = await core.db.selectFrom('changes').select('seq').orderBy('seq').execute();
    expect(places.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('leaves nothing and tells nothing when it fails', async () => {
    const told: unknown[] = [];
    core.signals.on('changes-accepted', (details) => told.push(details));
    const attempt = inUnit(core, async (unit) => {
      await write(unit, core.newId(), { name: 'Dana' });
      await unit.written();
      throw new Error('changed my mind');
    });
    await expect(attempt).rejects.toThrow('changed my mind');
    expect(told).toEqual([]);
    expect(await core.db.selectFrom('changes').selectAll().execute()).toEqual([]);
  });

  it('has one winner when two start from the same revision of a run', async () => {
    const one = run(core.newId());
    await inUnit(core, async (unit) => {
      unit.runs.insert(one);
      await Promise.resolve();
    });
    const move = (from: RunRow, state: string) =>
      inUnit(core, async (unit) => {
        await write(unit, core.newId(), { name: state });
        unit.runs.move(from, moved(from, state));
      });
    await move(one, 'done');
    await expect(move(one, 'failed')).rejects.toThrow(LostRace);
    expect(await core.db.selectFrom('runs').select(['state', 'revision']).execute()).toEqual([
      { state: 'done', revision: 1 },
    ]);
    expect(await core.db.selectFrom('changes').selectAll().execute()).toHaveLength(1);
  });

  it('moves a run as often as it likes, but always from where the last move left it', async () => {
    const one = run(core.newId());
    await inUnit(core, async (unit) => {
      unit.runs.insert(one);
      const second = moved(one, 'waiting');
      unit.runs.move(one, second);
      unit.runs.move(second, moved(second, 'done'));
      expect(() => unit.runs.move(one, second)).toThrow(LostRace);
      await Promise.resolve();
    });
    expect(await core.db.selectFrom('runs').select(['state', 'revision']).execute()).toEqual([
      { state: 'done', revision: 2 },
    ]);
  });
});
