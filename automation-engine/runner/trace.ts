/** The trace of a run: what each step wanted, saw and did. Lines are only ever added. */
import type { TraceLine } from '../../shared/model/wire.ts';
import type { Core, Tx } from '../core.ts';
import { timeText } from '../schedule/clock.ts';

/** A line before it has its number and its time. */
export type TraceEntry = Omit<TraceLine, 'n' | 'at'>;

/** Writes the lines after those that are there, and returns them with their numbers. */
export async function addTrace(
  tx: Tx,
  core: Core,
  runId: string,
  entries: readonly TraceEntry[],
): Promise<TraceLine[]> {
  if (entries.length === 0) return [];
  const last = await tx
    .selectFrom('run_steps')
    .select('n')
    .where('run_id', '=', runId)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  const at = timeText(core.clock.now());
  const lines = entries.map((entry, index) => ({ ...entry, n: (last?.n ?? 0) + index + 1, at }));
  await tx
    .insertInto('run_steps')
    .values(
      lines.map((line) => ({
        run_id: runId,
        n: line.n,
        at,
        step: line.step,
        kind: line.kind,
        outcome: line.outcome,
        wanted: line.wanted ?? null,
        seen: line.seen ?? null,
        text: line.text,
        data_json: line.data === undefined ? null : JSON.stringify(line.data),
      })),
    )
    .execute();
  return lines;
}
