/** The end of the change feed, to which a unit of work appends: mutations get their places at once and are written when it ends. */
import { isDeepStrictEqual } from 'node:util';
import type { Mutation } from '../../shared/model/mutation.ts';
import type { Tx } from '../core.ts';
import { insertRows, listed } from '../storage/bulk.ts';
import type { NewRow } from '../storage/schema.ts';

export interface Feed {
  /** Looks for mutations that may be in the feed already, with one statement. */
  load(mutationIds: Iterable<string>): Promise<void>;
  /** The place of this very mutation, when it is in the feed; `taken` when another one with its id is. */
  find(mutation: Mutation): Promise<number | 'taken' | undefined>;
  /** @returns its place */
  append(deviceId: string, mutation: Mutation, runId?: string): number;
  flush(): Promise<void>;
}

const COLUMNS = ['seq', 'mutation_id', 'device_id', 'accepted_at', 'mutation_json', 'run_id'] as const;

/** @param last the place of the latest change; no other transaction may append meanwhile */
export function createFeed(tx: Tx, last: number, now: () => string): Feed {
  let seq = last;
  let rows: NewRow<'changes'>[] = [];
  const known = new Map<string, { seq: number; json: string } | undefined>();
  async function load(mutationIds: Iterable<string>): Promise<void> {
    const missing = [...mutationIds].filter((id) => !known.has(id));
    if (missing.length === 0) return;
    for (const id of missing) known.set(id, undefined);
    const found = await tx
      .selectFrom('changes')
      .select(['seq', 'mutation_id', 'mutation_json'])
      .where('mutation_id', 'in', listed(missing))
      .execute();
    for (const row of found) known.set(row.mutation_id, { seq: row.seq, json: row.mutation_json });
  }
  return {
    load,
    async find(mutation) {
      if (!known.has(mutation.id)) await load([mutation.id]);
      const found = known.get(mutation.id);
      if (found === undefined) return undefined;
      return isDeepStrictEqual(JSON.parse(found.json), mutation) ? found.seq : 'taken';
    },
    append(deviceId, mutation, runId) {
      const json = JSON.stringify(mutation);
      rows.push({
        seq: ++seq,
        mutation_id: mutation.id,
        device_id: deviceId,
        accepted_at: now(),
        mutation_json: json,
        run_id: runId ?? null,
      });
      known.set(mutation.id, { seq, json });
      return seq;
    },
    async flush() {
      await insertRows(tx, 'changes', COLUMNS, rows);
      rows = [];
    },
  };
}
