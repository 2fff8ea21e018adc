/** Two descriptions of one person, field by field, for a person to compare. */
import { splitPath, type FieldPath, type FieldValue } from '../../../shared/model/record.ts';
import { SHOWN, textOfField } from '../panel/draft-edit.ts';

export interface MergeRow {
  /** `name`, `emails`, … */
  field: string;
  kept: string[];
  other: string[];
  /** They say different things, and only one of them can stay. */
  isConflict: boolean;
}

type Values = Readonly<Record<FieldPath, FieldValue>>;

/** @returns a row for each field that the other side says something about */
export function mergeRows(kept: Values, other: Values): MergeRow[] {
  return SHOWN.flatMap((field): MergeRow[] => {
    const left = entriesOf(kept, field);
    const right = entriesOf(other, field);
    if (right.length === 0) return [];
    const isSingle = right.every(([path]) => !path.includes('/'));
    const isConflict = isSingle && left.length > 0 && JSON.stringify(left) !== JSON.stringify(right);
    return [{ field, kept: left.map(textOf), other: right.map(textOf), isConflict }];
  });
}

type Entry = [FieldPath, FieldValue];

const entriesOf = (values: Values, field: string): Entry[] =>
  Object.entries(values)
    .filter(([path, value]) => value !== null && splitPath(path).field === field)
    .sort(([a], [b]) => (a < b ? -1 : 1));

const textOf = ([path, value]: Entry): string => textOfField({ path, value, evidence: [] });
