/** The trace of a run: what each step wanted, saw and did. Lines are only ever added. */
import type { TraceLine } from '../../shared/model/wire.ts';

/** A line before it has its number and its time. */
export type TraceEntry = Omit<TraceLine, 'n' | 'at'>;

/** Gives the lines their numbers, after the `last` that are there, and their time. */
export function numberLines(entries: readonly TraceEntry[], last: number, at: string): TraceLine[] {
  return entries.map((entry, index) => ({ ...entry, n: last + index + 1, at }));
}
