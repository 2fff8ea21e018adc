/**
 * Applies one mutation: record, addresses, change feed and derived events, all in the caller's transaction. Everything that changes a
 * record goes through here, whether a device or a run asked for it.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Cause } from '../../shared/model/event.ts';
import { applyMutation, problemsWith, type Mutation } from '../../shared/model/mutation.ts';
import type { FieldPath } from '../../shared/model/record.ts';
import type { Core, Tx } from '../core.ts';
import { appendEvent } from '../event-log/append.ts';
import { readState } from '../records/read.ts';
import { writeRecord } from '../records/write.ts';
import { timeText } from '../schedule/clock.ts';
import { rememberStamp } from '../storage/meta.ts';
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

/**
 * Call it inside a transaction, and tell the signals `changes-accepted` and `events-recorded` after the commit.
 * @throws MutationRefused before anything is written, when the author may not make this change or a field does not fit its kind
 */
export async function applyInTransaction(tx: Tx, core: Core, request: ApplyRequest): Promise<ApplyResult> {
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
  const known = await acceptedBefore(tx, mutation);
  if (known !== undefined) return { seq: known, changed: [], eventSeqs: [] };

  const before = await readState(tx, mutation.kind, mutation.recordId);
  const { state, changed } = applyMutation(before, mutation);
  const contactId = subjectOf(mutation.kind, state);
  await writeRecord(tx, { before, state, changed, contactId });
  const seq = await appendChange(tx, core, request);
  core.stamps.observe(mutation.stamp);
  await rememberStamp(tx, mutation.stamp);

  const contact =
    mutation.kind === 'contact' || contactId === undefined ? undefined : await readState(tx, 'contact', contactId);
  const cause = { ...request.cause, mutationId: mutation.id };
  const eventSeqs: number[] = [];
  for (const event of deriveEvents({ before, state, changed, mutation, contact, cause, newId: core.newId })) {
    eventSeqs.push(await appendEvent(tx, core, event));
  }
  return { seq, changed, eventSeqs };
}

/** The place in the feed when this very mutation is in it already: pushing twice is harmless, and must stay so. */
async function acceptedBefore(tx: Tx, mutation: Mutation): Promise<number | undefined> {
  const row = await tx
    .selectFrom('changes')
    .select(['seq', 'mutation_json'])
    .where('mutation_id', '=', mutation.id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (isDeepStrictEqual(JSON.parse(row.mutation_json), mutation)) return row.seq;
  // Taking it for a repetition would lose it without a word.
  throw new MutationRefused('another mutation with this id was accepted before; give the change a new id', [
    { path: 'id', message: `${mutation.id} is taken` },
  ]);
}

async function appendChange(tx: Tx, core: Core, { author, mutation }: ApplyRequest): Promise<number> {
  const row = await tx
    .insertInto('changes')
    .values({
      mutation_id: mutation.id,
      device_id: author.deviceId,
      accepted_at: timeText(core.clock.now()),
      mutation_json: JSON.stringify(mutation),
    })
    .returning('seq')
    .executeTakeFirstOrThrow();
  return row.seq;
}
