/** How the stamps of a record are stored: one for all its fields while one mutation set them all, which most records stay with. */
import type { Stamp } from '../../shared/model/hybrid-clock.ts';
import type { RecordState } from '../../shared/model/record.ts';

export function writeStamps({ stamps }: RecordState): string {
  const [first, ...others] = Object.values(stamps);
  return JSON.stringify(first !== undefined && others.every((stamp) => stamp === first) ? first : stamps);
}

/** @param values of the same record: each field has a value and a stamp */
export function readStamps(json: string, values: RecordState['values']): RecordState['stamps'] {
  // Only what writeStamps wrote is read.
  const stored = JSON.parse(json) as Stamp | RecordState['stamps'];
  if (typeof stored !== 'string') return stored;
  return Object.fromEntries(Object.keys(values).map((path) => [path, stored]));
}
