/** What entry rules ask: the runs of the same recipe and key. Fetched in bulk, and kept in line with what the unit of work does to runs. */
import { sql } from 'kysely';
import type { Tx } from '../core.ts';
import type { Earlier } from './entry-rule.ts';
import type { RunRow } from './run-writes.ts';

/** queued: for an earlier run with its key; paused: its recipe is switched off; held: for a person's yes (see blast-radius.ts). For the others see storage/schema.ts. */
export const UNDER_WAY = ['ready', 'waiting', 'sending', 'queued', 'paused', 'held'] as const;

/** An event that wants to start a recipe. */
export interface Start {
  recipeId: string;
  key: string;
  eventSeq: number;
}

export interface Entries {
  /** Fetches what is known about these, with few statements. */
  load(starts: readonly Start[]): Promise<void>;
  earlier(start: Start): Earlier;
  /** Whether this very event started this recipe with this key before. */
  isStarted(start: Start): boolean;
  /** A run was made or moved. */
  note(run: RunRow): void;
}

interface Known {
  underWay: Set<string>;
  endedAt?: number;
}

export function createEntries(tx: Tx): Entries {
  const known = new Map<string, Known>();
  const started = new Set<string>();
  const keyOf = (recipeId: string, key: string) => `${recipeId} ${key}`;
  const startOf = (recipeId: string, key: string, eventSeq: number) => `${eventSeq} ${recipeId} ${key}`;
  const knownOf = ({ recipeId, key }: Start) => known.get(keyOf(recipeId, key));
  return {
    async load(starts) {
      const missing = starts.filter((start) => knownOf(start) === undefined);
      if (missing.length === 0) return;
      for (const { recipeId, key } of missing) known.set(keyOf(recipeId, key), { underWay: new Set() });
      for (const run of await runsLike(tx, missing)) {
        const one = known.get(keyOf(run.recipe_id, run.entry_key));
        if (isUnderWay(run.state)) one?.underWay.add(run.id);
        started.add(startOf(run.recipe_id, run.entry_key, run.event_seq));
      }
      for (const row of await lastEnds(tx, missing)) {
        const one = known.get(keyOf(row.recipe_id, row.entry_key));
        if (one !== undefined) one.endedAt = Date.parse(row.ended_at);
      }
    },
    earlier(start) {
      const { underWay, endedAt } = knownOf(start) ?? { underWay: new Set() };
      return { underWay: [...underWay], ...(endedAt === undefined ? {} : { endedAt }) };
    },
    isStarted: ({ recipeId, key, eventSeq }) => started.has(startOf(recipeId, key, eventSeq)),
    note(run) {
      started.add(startOf(run.recipe_id, run.entry_key, run.event_seq));
      const one = known.get(keyOf(run.recipe_id, run.entry_key));
      if (one === undefined) return;
      if (isUnderWay(run.state)) one.underWay.add(run.id);
      else one.underWay.delete(run.id);
      if (run.ended_at !== null && run.state !== 'refused') one.endedAt = Date.parse(run.ended_at);
    },
  };
}

const isUnderWay = (state: string): boolean => UNDER_WAY.some((one) => one === state);

const asked = (starts: readonly Start[]) =>
  sql`json_each(${JSON.stringify(starts.map(({ recipeId, key, eventSeq }) => [recipeId, key, eventSeq]))}) as asked`;

type Like = Pick<RunRow, 'id' | 'recipe_id' | 'entry_key' | 'event_seq' | 'state'>;

/** Runs under way with these keys, the oldest first, and those that these events started. */
async function runsLike(tx: Tx, starts: readonly Start[]): Promise<Like[]> {
  const columns = sql`runs.id, runs.recipe_id, runs.entry_key, runs.event_seq, runs.state`;
  const { rows } = await sql<Like>`
    select ${columns} from ${asked(starts)} cross join runs
      on runs.recipe_id = asked.value ->> 0 and runs.entry_key = asked.value ->> 1
      where runs.state in (${sql.join([...UNDER_WAY])})
    union
    select ${columns} from ${asked(starts)} cross join runs
      on runs.recipe_id = asked.value ->> 0 and runs.event_seq = asked.value ->> 2 and runs.entry_key = asked.value ->> 1
    order by 1`.execute(tx);
  return rows;
}

/** When the last run with each of these keys ended; what was refused never ran. */
async function lastEnds(
  tx: Tx,
  starts: readonly Start[],
): Promise<{ recipe_id: string; entry_key: string; ended_at: string }[]> {
  const { rows } = await sql<{ recipe_id: string; entry_key: string; ended_at: string }>`
    select runs.recipe_id, runs.entry_key, max(runs.ended_at) as ended_at from ${asked(starts)} cross join runs
      on runs.recipe_id = asked.value ->> 0 and runs.entry_key = asked.value ->> 1
      where runs.state in ('done', 'stopped', 'failed')
      group by runs.recipe_id, runs.entry_key`.execute(tx);
  return rows;
}
