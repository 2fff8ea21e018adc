/** Changes made on this device: one transaction writes the records and the outbox, so that neither is ever without the other. */
import { createHybridClock } from '../../shared/model/hybrid-clock.ts';
import type { Kind } from '../../shared/model/kinds.ts';
import { applyMutation, problemsWith, type Mutation } from '../../shared/model/mutation.ts';
import type { FieldPath, FieldValue } from '../../shared/model/record.ts';
import { recordTables, tableOf } from './db.ts';
import { readFact, writeFact } from './device.ts';
import { addToCount } from './people-count.ts';
import { stateOf, toRow } from './rows.ts';
import type { Store } from './store.ts';

/** A change that somebody wants: fields of one record. */
export interface Change {
  kind: Kind;
  recordId: string;
  fields: Record<FieldPath, FieldValue>;
}

/** A change that does not fit its kind. */
export class InvalidChange extends Error {
  readonly change: Change;
  constructor(change: Change, problems: readonly { path: string; problem: string }[]) {
    super(problems.map(({ path, problem }) => `${path}: ${problem}`).join('; '));
    this.name = 'InvalidChange';
    this.change = change;
  }
}

/** Applies the changes here, in order, and queues them for the engine. All of them or, when one does not fit, none. */
export async function write(store: Store, changes: readonly Change[]): Promise<Mutation[]> {
  const { db } = store;
  return db.transaction('rw', [...recordTables(db), db.outbox, db.device], async () => {
    // Read inside the transaction: another page of the extension may have given a stamp a moment ago.
    const known = await readFact(store, 'clock');
    const device = known?.device ?? store.newId();
    const clock = createHybridClock({ now: store.now, device, last: known?.last });
    const mutations: Mutation[] = [];
    let people = 0;
    for (const change of changes) {
      if (Object.keys(change.fields).length === 0) continue;
      const mutation: Mutation = { id: store.newId(), ...change, stamp: clock.tick() };
      const problems = problemsWith(mutation);
      if (problems.length > 0) throw new InvalidChange(change, problems);
      const table = tableOf(db, mutation.kind);
      const row = await table.get(mutation.recordId);
      const { state } = applyMutation(row && stateOf(mutation.kind, row), mutation);
      if (row === undefined && mutation.kind === 'contact') people++;
      await table.put(toRow(mutation.kind, state));
      mutations.push(mutation);
    }
    await db.outbox.bulkAdd(mutations.map((mutation) => ({ ...outboxKeys(mutation), mutation })));
    await addToCount(store, people);
    const last = mutations.at(-1)?.stamp ?? known?.last;
    await writeFact(store, 'clock', { device, last });
    return mutations;
  });
}

const outboxKeys = (mutation: Mutation) => ({
  id: mutation.id,
  recordId: mutation.recordId,
  state: 'waiting' as const,
});
