/** Who decided something by hand, as traces name them. */
import type { FieldValue } from '../../shared/model/record.ts';
import type { TraceEntry } from './trace.ts';

export interface Person {
  deviceId: string;
  /** The name of their device. */
  name: string;
}

/** A line of a trace that says who did it. */
export const handLine = (
  by: Person,
  line: Omit<TraceEntry, 'kind' | 'data'>,
  data: Record<string, FieldValue> = {},
): TraceEntry => ({ ...line, kind: 'by-hand', data: { ...data, deviceId: by.deviceId } });
