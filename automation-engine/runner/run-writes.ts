/** The runs that a unit of work made and moved, and the lines of their traces: written together when it ends. */
import type { TraceLine } from '../../shared/model/wire.ts';
import type { Tx } from '../core.ts';
import { forEachRow, insertRows } from '../storage/bulk.ts';
import type { NewRow, Row } from '../storage/schema.ts';
import { createEntries, type Entries } from './entries.ts';
import { readTraces } from './run-store.ts';

export type RunRow = Row<'runs'>;

/** Somebody else moved the run first; the transaction it is thrown in must be given up. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}

export interface RunWrites {
  entries: Entries;
  insert(run: RunRow): void;
  /** Fetches what the traces of these runs begin with, with one statement. */
  loadBegun(runIds: readonly string[]): Promise<void>;
  /** The lines that the trace of a run that never moved has. */
  begun(runId: string): Promise<readonly TraceLine[]>;
  /** Whether there are runs that wait for an earlier one to end; asked of the database once. */
  areSomeQueued(): Promise<boolean>;
  /** @param from the run as it was read, or as an earlier move of this unit left it */
  move(from: RunRow, to: RunRow): void;
  trace(runId: string, lines: readonly TraceLine[]): void;
  /** @throws LostRace */
  flush(): Promise<void>;
}

const MOVED = [
  'state',
  'position',
  'recipe_hash',
  'wake_at',
  'attempts',
  'context_json',
  'lines',
  'ended_at',
  'reason',
] as const;
const ALL = [
  'id',
  'recipe_id',
  'entry_key',
  'contact_id',
  'event_seq',
  'depth',
  'started_at',
  'revision',
  ...MOVED,
] as const;
/** Each move names the revision that it starts from, so it has exactly one winner. */
const MOVE = `update runs set ${[...MOVED, 'revision'].map((column) => `${column} = ?`).join(', ')} where id = ? and revision = ?`;
const LINE = ['run_id', 'n', 'at', 'step', 'kind', 'outcome', 'wanted', 'seen', 'text', 'data_json'] as const;

export function createRunWrites(tx: Tx): RunWrites {
  const entries = createEntries(tx);
  let inserts: RunRow[] = [];
  const moves = new Map<string, { revision: number; to: RunRow }>();
  let lines: NewRow<'run_steps'>[] = [];
  let queued: boolean | undefined;
  const begun = new Map<string, readonly TraceLine[]>();
  async function loadBegun(runIds: readonly string[]): Promise<void> {
    const found = await readTraces(tx, runIds);
    for (const id of runIds) begun.set(id, found.get(id) ?? []);
  }
  return {
    entries,
    insert(run) {
      inserts.push(run);
      entries.note(run);
      if (run.state === 'queued') queued = true;
    },
    loadBegun,
    async begun(runId) {
      if (!begun.has(runId)) await loadBegun([runId]);
      return begun.get(runId) ?? [];
    },
    async areSomeQueued() {
      const first = () => tx.selectFrom('runs').select('id').where('state', '=', 'queued').limit(1).executeTakeFirst();
      return (queued ??= (await first()) !== undefined);
    },
    move(from, to) {
      const earlier = moves.get(from.id);
      if (earlier !== undefined && earlier.to.revision !== from.revision) throw lost(from);
      entries.note(to);
      moves.set(from.id, { revision: earlier?.revision ?? from.revision, to });
    },
    trace(runId, added) {
      if (added[0]?.n === 1) begun.set(runId, added);
      for (const line of added) {
        lines.push({
          run_id: runId,
          n: line.n,
          at: line.at,
          step: line.step,
          kind: line.kind,
          outcome: line.outcome,
          wanted: line.wanted ?? null,
          seen: line.seen ?? null,
          text: line.text,
          data_json: line.data === undefined ? null : JSON.stringify(line.data),
        });
      }
    },
    async flush() {
      await insertRows(tx, 'runs', ALL, inserts);
      inserts = [];
      const rows = [...moves.values()];
      const moved = await forEachRow(
        tx,
        MOVE,
        rows.map(({ revision, to }) => [...MOVED.map((column) => to[column]), to.revision, to.id, revision]),
      );
      if (moved !== rows.length) throw new LostRace('runs were moved by somebody else meanwhile');
      moves.clear();
      await insertRows(tx, 'run_steps', LINE, lines);
      lines = [];
    },
  };
}

const lost = (run: RunRow) => new LostRace(`run ${run.id} was moved from revision ${run.revision} meanwhile`);
