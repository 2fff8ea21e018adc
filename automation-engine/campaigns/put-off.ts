/** Puts a due mail off, and lets its run say why. */
import { moveAndTell } from '../runner/run-rows.ts';
import type { Versions } from '../runner/versions.ts';
import { timeText } from '../schedule/clock.ts';
import type { Unit } from '../unit.ts';
import type { LedgerRow } from './ledger.ts';

export interface Held {
  /** Unix milliseconds. */
  until: number;
  reason: string;
}

/** @param notAfter when the mail is given up (Unix milliseconds) */
export async function putOff(
  unit: Unit,
  versions: Versions,
  row: LedgerRow,
  { until, reason, kind, notAfter }: Held & { kind: 'cap' | 'window'; notAfter: number },
): Promise<void> {
  const { tx } = unit;
  await tx
    .updateTable('ledger')
    .set({ next_attempt_at: timeText(until), not_after: timeText(notAfter), reason })
    .where('id', '=', row.id)
    .execute();
  if (row.run_id === null || row.reason === reason) return;
  const run = await tx.selectFrom('runs').selectAll().where('id', '=', row.run_id).executeTakeFirst();
  if (run?.state !== 'sending') return;
  const text = `The mail waits until ${timeText(until).slice(0, 16).replace('T', ' ')} UTC: ${reason}`;
  const telling = { lines: [{ step: row.step ?? 'mail', kind, outcome: 'waiting' as const, text }] };
  await moveAndTell(unit, run, { reason: text }, { ...telling, recipe: versions.get(run.recipe_hash) });
}
