/** Changes that the engine sent: applied by the same pure function as our own, so that any order gives the same records. */
import type { Stamp } from '../../shared/model/hybrid-clock.ts';
import type { Kind } from '../../shared/model/kinds.ts';
import { applyMutation } from '../../shared/model/mutation.ts';
import type { RecordState } from '../../shared/model/record.ts';
import type { Change } from '../../shared/model/wire.ts';
import { recordTables, tableOf } from './db.ts';
import { readFact, writeFact } from './device.ts';
import { addToCount } from './people-count.ts';
import { stateOf, toRow } from './rows.ts';
import type { Store } from './store.ts';

/** Applies changes of the feed and moves the cursor, in one transaction. Applying one twice does no harm. */
export async function applyPulled(
  store: Store,
  engineId: string,
  changes: readonly Change[],
  next: number,
): Promise<void> {
  const { db } = store;
  await db.transaction('rw', [...recordTables(db), db.outbox, db.device], async () => {
    for (const [kind, ids] of idsByKind(changes)) {
      const table = tableOf(db, kind);
      const rows = await table.bulkGet(ids);
      const states = new Map<string, RecordState>();
      for (const row of rows) if (row !== undefined) states.set(row.id, stateOf(kind, row));
      const known = states.size;
      const touched = new Set<string>();
      for (const { mutation } of changes) {
        if (mutation.kind !== kind) continue;
        const before = states.get(mutation.recordId);
        const { state } = applyMutation(before, mutation);
        if (before !== undefined && !isNewer(before, state)) continue; // our own change, come back to us
        states.set(mutation.recordId, state);
        touched.add(mutation.recordId);
      }
      if (kind === 'contact') await addToCount(store, states.size - known);
      await table.bulkPut([...touched].flatMap((id) => states.get(id) ?? []).map((state) => toRow(kind, state)));
    }
    // The engine has these, whether or not its answer to our push arrived.
    await db.outbox
      .where('id')
      .anyOf(changes.map(({ mutation }) => mutation.id))
      .delete();
    await writeFact(store, 'cursor', { engineId, next });
    await observe(store, changes);
  });
}

function idsByKind(changes: readonly Change[]): Map<Kind, string[]> {
  const found = new Map<Kind, Set<string>>();
  for (const { mutation } of changes) {
    const ids = found.get(mutation.kind) ?? new Set();
    found.set(mutation.kind, ids.add(mutation.recordId));
  }
  return new Map([...found].map(([kind, ids]) => [kind, [...ids]]));
}

const isNewer = (before: RecordState, after: RecordState) =>
  Object.entries(after.stamps).some(([path, stamp]) => before.stamps[path] !== stamp);

/** The device's clock takes note of the latest stamp, so that what the person does next is later than what they see. */
async function observe(store: Store, changes: readonly Change[]): Promise<void> {
  const known = await readFact(store, 'clock');
  const latest = changes.reduce<Stamp | undefined>(
    (last, { mutation }) => (last === undefined || mutation.stamp > last ? mutation.stamp : last),
    known?.last,
  );
  if (latest !== known?.last) await writeFact(store, 'clock', { device: known?.device ?? store.newId(), last: latest });
}
