/**
 * The unit of sync: the changed fields of one record and one stamp. Applying mutations is commutative, associative and
 * idempotent, so devices and engine reach the same state whatever the order and however often each mutation arrives.
 */
import { z } from 'zod';
import { stampSchema } from './hybrid-clock.ts';
import { idSchema } from './ids.ts';
import { kinds, kindSchema, type Kind, type RecordByKind } from './kinds.ts';
import type { FieldPath, FieldValue, RecordState } from './record.ts';

/** More fields than this in one mutation is a mistake or an attack. */
const FIELDS_MAX = 500;

export const mutationSchema = z.object({
  /** Makes pushing it twice harmless. */
  id: idSchema,
  kind: kindSchema,
  recordId: idSchema,
  /** The new value of each changed field; `null` empties a field or removes a map entry. */
  fields: z
    .record(z.string().min(1).max(2_100), z.json())
    .refine((fields) => Object.keys(fields).length > 0 && Object.keys(fields).length <= FIELDS_MAX, {
      message: `a mutation changes 1 to ${FIELDS_MAX} fields`,
    }),
  stamp: stampSchema,
});
export type Mutation = z.infer<typeof mutationSchema>;

/** A field of a mutation that its kind does not take, and why. */
export interface FieldProblem {
  path: FieldPath;
  problem: string;
}

/** Checks the fields against the kind's schema; an empty list means that the mutation can be applied. */
export function problemsWith(mutation: Mutation): FieldProblem[] {
  const definition = kinds[mutation.kind];
  return Object.entries(mutation.fields).flatMap(([path, value]) => {
    const problem = definition.problemWith(path, value);
    return problem === undefined ? [] : [{ path, problem }];
  });
}

/** What a mutation made of a record. */
export interface Applied {
  state: RecordState;
  /** The fields whose value is another one now; empty when the mutation came late or twice. */
  changed: FieldPath[];
}

/** Last writer wins, per field, by stamp. The state passed in is not changed. */
export function applyMutation(before: RecordState | undefined, mutation: Mutation): Applied {
  const values: Record<FieldPath, FieldValue> = { ...before?.values };
  const stamps = { ...before?.stamps };
  const changed: FieldPath[] = [];
  for (const [path, value] of Object.entries(mutation.fields)) {
    const stamp = Object.hasOwn(stamps, path) ? stamps[path] : undefined;
    if (stamp !== undefined && stamp >= mutation.stamp) continue;
    stamps[path] = mutation.stamp;
    const old = Object.hasOwn(values, path) ? values[path] : null;
    if (!isSame(old, value)) changed.push(path);
    values[path] = value;
  }
  return { state: { kind: mutation.kind, id: mutation.recordId, values, stamps }, changed };
}

/** Reads a state as the record of its kind. */
export function readRecord<K extends Kind>(kind: K, state: RecordState): RecordByKind[K] {
  // Each definition reads its own kind; the compiler does not follow that through the union.
  return kinds[kind].read(state) as RecordByKind[K];
}

/** Equality of JSON values, the order of keys aside. */
function isSame(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  }
  const keys = Object.keys(a ?? {});
  return keys.length === Object.keys(b ?? {}).length && keys.every((key) => isSame(a?.[key], b?.[key]));
}
