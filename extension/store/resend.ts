/** Sends everything that this device knows to an engine that it meets for the first time. */
import { kinds, type Kind } from '../../shared/model/kinds.ts';
import type { Mutation } from '../../shared/model/mutation.ts';
import type { RecordState } from '../../shared/model/record.ts';
import { tableOf } from './db.ts';
import { stateOf } from './rows.ts';
import type { Store } from './store.ts';

/** Kinds that the engine alone writes: what one engine's recipes did means nothing to another. */
const MADE_BY_ENGINE: readonly Kind[] = ['run', 'notification'];
const CHUNK = 500;

/**
 * Queues the mutations that would make every record as it is. The fields keep their stamps, so an engine that has them already
 * changes nothing.
 */
export async function resendEverything(store: Store): Promise<number> {
  const { db } = store;
  let queued = 0;
  for (const kind of Object.keys(kinds).filter((name): name is Kind => Object.hasOwn(kinds, name))) {
    if (MADE_BY_ENGINE.includes(kind)) continue;
    const table = tableOf(db, kind);
    let after = '';
    for (;;) {
      const rows = await table.where('id').above(after).limit(CHUNK).toArray();
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
      const mutations = rows.flatMap((row) => mutationsOf(stateOf(kind, row), kind, store));
      await db.outbox.bulkAdd(
        mutations.map((mutation) => ({ id: mutation.id, recordId: mutation.recordId, state: 'waiting', mutation })),
      );
      queued += mutations.length;
    }
  }
  return queued;
}

/** One mutation for each stamp in the record: what that mutation still says. */
function mutationsOf(state: RecordState, kind: Kind, store: Store): Mutation[] {
  const byStamp = new Map<string, Mutation>();
  for (const [path, stamp] of Object.entries(state.stamps)) {
    const mutation = byStamp.get(stamp) ?? { id: store.newId(), kind, recordId: state.id, fields: {}, stamp };
    mutation.fields[path] = state.values[path] ?? null;
    byStamp.set(stamp, mutation);
  }
  return [...byStamp.values()].sort((a, b) => (a.stamp < b.stamp ? -1 : 1));
}
