/**
 * Accepts a push from a device: each mutation is checked by itself, all that are good are applied in one transaction, and the bad ones
 * are refused alone, with a reason that the device shows. What it answers as accepted is on the disk.
 */
import { MAX_AHEAD_MS, wallOf } from '../../shared/model/hybrid-clock.ts';
import { mutationSchema, type Mutation } from '../../shared/model/mutation.ts';
import type { PushResult } from '../../shared/model/wire.ts';
import type { Core, Tx } from '../core.ts';
import { applyInTransaction } from './apply.ts';
import type { Author } from './author.ts';
import { MutationRefused } from './refusal.ts';

const MINUTE_MS = 60_000;

/**
 * One result per mutation, in order. Pushing the same again gives the same results.
 * @throws what the storage throws; nothing was accepted then
 */
export async function acceptMutations(
  core: Core,
  author: Author,
  mutations: readonly unknown[],
): Promise<PushResult[]> {
  const { results, lastSeq, lastEventSeq } = await core.db
    .transaction()
    .execute((tx) => applyAll(tx, core, author, mutations));
  // Only now, after the commit: whoever hears it reads the database.
  if (lastSeq !== undefined) core.signals.emit('changes-accepted', { seq: lastSeq });
  if (lastEventSeq !== undefined) core.signals.emit('events-recorded', { seq: lastEventSeq });
  return results;
}

interface Applied {
  results: PushResult[];
  lastSeq?: number;
  lastEventSeq?: number;
}

async function applyAll(tx: Tx, core: Core, author: Author, mutations: readonly unknown[]): Promise<Applied> {
  const applied: Applied = { results: [] };
  for (const input of mutations) {
    try {
      const mutation = readMutation(input, core.clock.now());
      const { seq, eventSeqs } = await applyInTransaction(tx, core, {
        author,
        mutation,
        cause: { deviceId: author.deviceId, depth: 0 },
      });
      applied.results.push({ status: 'accepted', id: mutation.id, seq });
      applied.lastSeq = Math.max(applied.lastSeq ?? 0, seq);
      applied.lastEventSeq = eventSeqs.at(-1) ?? applied.lastEventSeq;
    } catch (error) {
      // A refusal comes before the first write of its mutation, so the others in the transaction are not touched by it.
      if (!(error instanceof MutationRefused)) throw error;
      core.log.info(
        { deviceId: author.deviceId, id: idOf(input), issues: error.issues.map(({ path }) => path) },
        'refused a mutation',
      );
      applied.results.push({ status: 'refused', ...idOf(input), reason: error.message, issues: error.issues });
    }
  }
  return applied;
}

/** @throws MutationRefused when the input is no mutation, or one from the future */
function readMutation(input: unknown, now: number): Mutation {
  const parsed = parse(input);
  const ahead = wallOf(parsed.stamp) - now;
  if (ahead > MAX_AHEAD_MS) {
    throw new MutationRefused(
      `the device's clock is ${Math.round(ahead / MINUTE_MS)} minutes ahead of the engine's: set it right, then make the change again`,
      [{ path: 'stamp', message: `at most ${MAX_AHEAD_MS / MINUTE_MS} minutes ahead` }],
    );
  }
  return parsed;
}

function parse(input: unknown): Mutation {
  let parsed;
  try {
    parsed = mutationSchema.safeParse(input);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new MutationRefused('the mutation is nested too deeply'); // the stack ended before the value did
  }
  if (parsed.success) return parsed.data;
  throw new MutationRefused(
    'the mutation is malformed',
    parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
  );
}

function idOf(input: unknown): { id?: string } {
  if (typeof input !== 'object' || input === null || !('id' in input)) return {};
  return typeof input.id === 'string' ? { id: input.id.slice(0, 100) } : {};
}
