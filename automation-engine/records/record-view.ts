/**
 * The records that a unit of work looks at: fetched with few statements, seen with the changes that the unit made to them, and written
 * once each when it ends, however often they were changed.
 */
import type { Kind, RecordByKind } from '../../shared/model/kinds.ts';
import { readRecord } from '../../shared/model/mutation.ts';
import type { RecordState } from '../../shared/model/record.ts';
import type { Tx } from '../core.ts';
import { isThere, readStates } from './read.ts';
import { writeRecords, type RecordWrite } from './write.ts';

export interface RecordView {
  /** Fetches those that are not known yet, with one statement. */
  load(kind: Kind, ids: Iterable<string>): Promise<void>;
  /** The record as it is stored, tombstones too. */
  state(kind: Kind, id: string): Promise<RecordState | undefined>;
  /** The record as code reads it; `undefined` when there is none, or it was deleted or merged into another. */
  typed<K extends Kind>(kind: K, id: string): Promise<RecordByKind[K] | undefined>;
  /** Nobody has this id yet: it was made just now. */
  isNew(kind: Kind, id: string): void;
  put(write: RecordWrite): void;
  flush(): Promise<void>;
}

/** A state is never changed, so it is read once. */
const read = new WeakMap<RecordState, unknown>();

/** The same as readRecord, remembered: whoever gets it must leave it as it is. */
export function typedOf<K extends Kind>(kind: K, state: RecordState): RecordByKind[K] {
  let record = read.get(state) as RecordByKind[K] | undefined;
  if (record === undefined) read.set(state, (record = readRecord(kind, state)));
  return record;
}

export function createRecordView(tx: Tx): RecordView {
  const known = new Map<string, Map<string, RecordState | undefined>>();
  const writes = new Map<RecordState, RecordWrite>();
  function ofKind(kind: string): Map<string, RecordState | undefined> {
    let states = known.get(kind);
    if (states === undefined) known.set(kind, (states = new Map()));
    return states;
  }
  async function load(kind: Kind, ids: Iterable<string>): Promise<void> {
    const states = ofKind(kind);
    const missing = [...new Set(ids)].filter((id) => !states.has(id));
    if (missing.length === 0) return;
    for (const id of missing) states.set(id, undefined);
    for (const state of await readStates(tx, kind, missing)) states.set(state.id, state);
  }
  async function state(kind: Kind, id: string): Promise<RecordState | undefined> {
    const states = ofKind(kind);
    if (!states.has(id)) await load(kind, [id]);
    return states.get(id);
  }
  return {
    load,
    state,
    async typed(kind, id) {
      const found = await state(kind, id);
      if (found === undefined) return undefined;
      const record = typedOf(kind, found);
      return isThere(record) ? record : undefined;
    },
    isNew: (kind, id) => void ofKind(kind).set(id, undefined),
    put(write) {
      const states = ofKind(write.state.kind);
      const last = states.get(write.state.id);
      const earlier = last === undefined ? undefined : writes.get(last);
      states.set(write.state.id, write.state);
      if (last === undefined || earlier === undefined) writes.set(write.state, write);
      else {
        writes.delete(last);
        const changed = [...earlier.changed, ...write.changed];
        writes.set(write.state, { ...write, before: earlier.before, changed });
      }
    },
    async flush() {
      await writeRecords(tx, [...writes.values()]);
      writes.clear();
    },
  };
}
