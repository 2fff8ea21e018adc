/**
 * Applies one mutation: record, addresses, change feed and derived events, all in the caller's unit of work. Everything that changes a
 * record goes through here, whether a device or a run asked for it.
 */
import type { Cause } from '../../shared/model/event.ts';
import { applyMutation, problemsWith, type Mutation } from '../../shared/model/mutation.ts';
import type { FieldPath } from '../../shared/model/record.ts';
import type { Core, Tx } from '../core.ts';
import { keptContact } from '../records/kept-contact.ts';
import { openUnit, type Unit } from '../unit.ts';
import type { Author } from './author.ts';
import { refusalOf } from './authorise.ts';
import { deriveEvents, subjectOf } from './derive-events.ts';
import { MutationRefused } from './refusal.ts';

export interface ApplyRequest {
  author: Author;
  mutation: Mutation;
  cause: Cause;
}

export interface ApplyResult {
  /** The mutation's place in the change feed. */
  seq: number;
  /** Fields whose value is another one now; empty when the mutation came late or twice. */
  changed: FieldPath[];
  /** The events that it led to, in order; empty when the mutation came twice. */
  eventSeqs: number[];
}

/** Applies a single mutation; tell the signals `changes-accepted` and `events-recorded` after the commit. */
export async function applyInTransaction(tx: Tx, core: Core, request: ApplyRequest): Promise<ApplyResult> {
  const unit = await openUnit(tx, core);
  const result = await apply(unit, request);
  await unit.written();
  return result;
}

/** @throws MutationRefused before anything is done, when the author may not make this change or a field does not fit its kind */
export async function apply(unit: Unit, request: ApplyRequest): Promise<ApplyResult> {
  const { author, mutation } = request;
  const refusal = refusalOf(author, mutation);
  if (refusal !== undefined) throw refusal;
  const problems = problemsWith(mutation);
  if (problems.length > 0) {
    throw new MutationRefused(
      `the ${mutation.kind} was not changed: ${problems.length === 1 ? 'a field does' : `${problems.length} fields do`} not fit`,
      problems.map(({ path, problem }) => ({ path: `fields.${path}`, message: problem })),
    );
  }
  // The engine makes each of its mutations once, with an id of its own.
  const known = author.role === 'engine' ? undefined : await acceptedBefore(unit, mutation);
  return known === undefined ? applyFitting(unit, request) : { seq: known, changed: [], eventSeqs: [] };
}

/** Applies what is known to fit its kind, to be its author's to change, and to be new. */
export async function applyFitting(unit: Unit, { author, mutation, ...request }: ApplyRequest): Promise<ApplyResult> {
  const { records, feed, events, core, commits } = unit;
  const before = await records.state(mutation.kind, mutation.recordId);
  const { state, changed } = applyMutation(before, mutation);
  const contactId = subjectOf(mutation.kind, state);
  records.put({ before, state, changed, contactId });
  const seq = feed.append(author.deviceId, mutation, request.cause.runId);
  commits.changed(seq);
  unit.observe(mutation.stamp);

  const contact = contactId === undefined ? undefined : await keptContact(records, contactId);
  const cause = { ...request.cause, mutationId: mutation.id };
  const derived = deriveEvents({ before, state, changed, mutation, contact, cause, newId: core.newId });
  const eventSeqs = derived.map((event) => events.append(event));
  commits.recorded(eventSeqs);
  return { seq, changed, eventSeqs };
}

/** The place in the feed when this very mutation is in it already: pushing twice is harmless, and must stay so. */
async function acceptedBefore({ feed }: Unit, mutation: Mutation): Promise<number | undefined> {
  const found = await feed.find(mutation);
  if (found !== 'taken') return found;
  // Taking it for a repetition would lose it without a word.
  throw new MutationRefused('another mutation with this id was accepted before; give the change a new id', [
    { path: 'id', message: `${mutation.id} is taken` },
  ]);
}
