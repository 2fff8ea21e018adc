/**
 * What became of a mutation, as events: a pure function of the record before and after. Each event carries its records as they are
 * now, so that the past can be replayed without asking the present. A change to a tombstone is no event.
 */
import { wallOf } from '../../shared/model/hybrid-clock.ts';
import type { NewId } from '../../shared/model/ids.ts';
import type { Kind } from '../../shared/model/kinds.ts';
import type { Applied, Mutation } from '../../shared/model/mutation.ts';
import { splitPath, type FieldPath, type FieldValue, type RecordState } from '../../shared/model/record.ts';
import type { Cause, EventData, EventType, NewEvent } from '../../shared/model/event.ts';
import { typedOf } from '../records/record-view.ts';
import { timeText } from '../schedule/clock.ts';

export interface Derivation extends Applied {
  before: RecordState | undefined;
  mutation: Mutation;
  /** The contact in which the one goes on that the record belongs to, or that it is; `undefined` when it is unknown. */
  contact: RecordState | undefined;
  cause: Cause;
  newId: NewId;
}

/** Makes one event of this record's contact. */
type Emit = <T extends EventType>(type: T, data: EventData[T]) => void;
export type Snapshot = EventData['contact.created']['contact'];

/** The events of a mutation, in the order in which they are to be recorded. */
export function deriveEvents(derivation: Derivation): NewEvent[] {
  const { before, state, changed, mutation, cause, newId } = derivation;
  const events: NewEvent[] = [];
  const subject = subjectOf(mutation.kind, state);
  // What becomes of a merged contact's records is news of the one that was kept; its own end is not.
  const contactId = mutation.kind === 'contact' && isDeleted(state) ? subject : (derivation.contact?.id ?? subject);
  const emit: Emit = (type, data) => {
    const at = timeText(wallOf(mutation.stamp));
    events.push({ id: newId(), type, at, ...(contactId === undefined ? {} : { contactId }), cause, data });
  };
  const isNew = before === undefined;
  if (isDeleted(state)) {
    // Only people have an event for going; a record that came already deleted never was there.
    if (mutation.kind === 'contact' && !isNew && !isDeleted(before))
      emit('contact.deleted', { contact: snapshotOf('contact', state) });
    return events;
  }
  // Merging is no deletion: what happened to the contact goes on in the one that it was merged into.
  if (mutation.kind === 'contact' && valueOf(state, 'mergedInto') !== null) {
    const { contact } = derivation;
    if (changed.includes('mergedInto') && contact !== undefined && contact.id !== state.id)
      emit('contact.merged', { contact: snapshotOf('contact', contact), merged: state.id });
    return events;
  }
  if (isNew || changed.length > 0) deriveByKind[mutation.kind]?.(derivation, emit);
  return events;
}

/** Fields of a contact whose changes change nothing about the person, or have events of their own. */
const UNTOLD = new Set(['tags', 'evidence', 'distinctFrom', 'suggestions']);

function tellOfContact({ before, state, changed }: Derivation, emit: Emit): void {
  const contact = snapshotOf('contact', state);
  if (before === undefined) emit('contact.created', { contact });
  else {
    const told = changed.filter((path) => !UNTOLD.has(splitPath(path).field));
    if (told.length > 0) emit('contact.updated', { contact, changed: told });
  }
  for (const path of changed) {
    const { field, key } = splitPath(path);
    if (key === undefined) continue;
    if (field === 'suggestions') tellOfDetail(key, valueOf(state, path), contact, emit);
    if (field === 'tags')
      emit(valueOf(state, path) === null ? 'contact.tag-removed' : 'contact.tag-added', { contact, tag: key });
  }
}

/** News once, when it is noticed; the person's answer is none. */
function tellOfDetail(path: FieldPath, suggestion: FieldValue, contact: Snapshot, emit: Emit): void {
  if (typeof suggestion !== 'object' || suggestion === null || Array.isArray(suggestion)) return;
  const { from, to, answer } = suggestion;
  if (answer !== undefined || typeof from !== 'string' || typeof to !== 'string') return;
  emit('contact.detail-changed', { contact, field: splitPath(path).field, from, to });
}

const deriveByKind: Partial<Record<Kind, (derivation: Derivation, emit: Emit) => void>> = {
  contact(derivation, emit) {
    const { state, changed, mutation } = derivation;
    // What a merge carries over is no news: its tags and fields set their recipes off when they were new.
    const isMerge = Object.keys(mutation.fields).some((path) => splitPath(path).field === 'mergedFrom');
    if (!isMerge) tellOfContact(derivation, emit);
    if (changed.some((path) => stopsMail(path, valueOf(state, path))))
      emit('contact.unsubscribed', { contact: snapshotOf('contact', state) });
  },
  company({ before, state, changed }, emit) {
    const company = snapshotOf('company', state);
    if (before === undefined) return emit('company.created', { company });
    const told = changed.filter((path) => splitPath(path).field !== 'evidence');
    if (told.length > 0) emit('company.updated', { company, changed: told });
  },
  interaction(derivation, emit) {
    if (derivation.before !== undefined) return;
    emit('interaction.logged', { interaction: snapshotOf('interaction', derivation.state), ...contactOf(derivation) });
  },
  task(derivation, emit) {
    const { before, state, changed } = derivation;
    const data = { task: snapshotOf('task', state), ...contactOf(derivation) };
    if (before === undefined) emit('task.created', data);
    // Moving the time at which it was done is not doing it again.
    const wasDone = before !== undefined && valueOf(before, 'doneAt') !== null;
    if (changed.includes('doneAt') && valueOf(state, 'doneAt') !== null && !wasDone) emit('task.completed', data);
  },
  note(derivation, emit) {
    if (derivation.before !== undefined) return;
    emit('note.added', { note: snapshotOf('note', derivation.state), ...contactOf(derivation) });
  },
  deal(derivation, emit) {
    const { before, state, changed } = derivation;
    const data = { deal: snapshotOf('deal', state), ...contactOf(derivation) };
    if (before === undefined) return emit('deal.created', data);
    const from = valueOf(before, 'stage');
    const to = valueOf(state, 'stage');
    if (!changed.includes('stage') || typeof to !== 'string') return;
    emit('deal.stage-changed', { ...data, ...(typeof from === 'string' ? { from } : {}), to });
  },
};

/** Whether this value of this field means that the person does not want mail. */
function stopsMail(path: FieldPath, value: FieldValue): boolean {
  if (path === 'doNotContact') return value === true;
  if (!path.startsWith('consent/email:')) return false;
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value['state'] === 'withdrawn';
}

/** The contact that a record belongs to; a contact belongs to itself. */
export function subjectOf(kind: Kind, state: RecordState): string | undefined {
  if (kind === 'contact') return state.id;
  const contactId = valueOf(state, 'contactId');
  return typeof contactId === 'string' ? contactId : undefined;
}

export const isDeleted = (state: RecordState): boolean => valueOf(state, 'deletedAt') !== null;

function valueOf(state: RecordState, path: FieldPath): FieldValue {
  return Object.hasOwn(state.values, path) ? (state.values[path] ?? null) : null;
}

/** Evidence stays out: it is long, no recipe asks for it, and the log is kept for ever. */
export function snapshotOf(kind: Kind, state: RecordState): Snapshot {
  let snapshot = snapshots.get(state);
  if (snapshot !== undefined) return snapshot;
  const record = typedOf(kind, state);
  snapshot = 'evidence' in record ? { ...record, evidence: {} } : { ...record };
  snapshots.set(state, snapshot);
  return snapshot;
}
/** A state is never changed, and a person who much happens to is in many events. */
const snapshots = new WeakMap<RecordState, Snapshot>();

function contactOf({ contact }: Derivation): { contact?: Snapshot } {
  return contact === undefined || isDeleted(contact) ? {} : { contact: snapshotOf('contact', contact) };
}
