/**
 * Accepts a push from a device: each mutation is checked by itself, all that are good are applied in one transaction, and the bad ones
 * are refused alone, with a reason that the device shows. What it answers as accepted is on the disk.
 */
import { MAX_AHEAD_MS, wallOf } from '../../shared/model/hybrid-clock.ts';
import { mutationSchema, type Mutation } from '../../shared/model/mutation.ts';
import type { PushResult } from '../../shared/model/wire.ts';
import type { Core } from '../core.ts';
import { inUnit, type Unit } from '../unit.ts';
import { apply } from './apply.ts';
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
  const inputs = mutations.map((input) => readMutation(input, core.clock.now()));
  return inUnit(core, async (unit) => {
    await loadFor(
      unit,
      inputs.filter((input): input is Mutation => !isRefusal(input)),
    );
    const results: PushResult[] = [];
    for (const [at, input] of inputs.entries()) {
      const result = isRefusal(input) ? input : await attempt(unit, author, input);
      results.push(isRefusal(result) ? refused(core, author, mutations[at], result) : result);
    }
    return results;
  });
}

const isRefusal = (value: object): value is MutationRefused => value instanceof MutationRefused;

/** What these mutations are checked against and change, with few statements. */
async function loadFor({ feed, records }: Unit, mutations: readonly Mutation[]): Promise<void> {
  await feed.load(mutations.map(({ id }) => id));
  for (const [kind, some] of Map.groupBy(mutations, (mutation) => mutation.kind)) {
    await records.load(
      kind,
      some.map(({ recordId }) => recordId),
    );
  }
  const contactIds = mutations.map(({ fields }) => fields['contactId']);
  await records.load(
    'contact',
    contactIds.filter((id) => typeof id === 'string'),
  );
}

async function attempt(unit: Unit, author: Author, mutation: Mutation): Promise<PushResult | MutationRefused> {
  try {
    const { seq } = await apply(unit, { author, mutation, cause: { deviceId: author.deviceId, depth: 0 } });
    return { status: 'accepted', id: mutation.id, seq };
  } catch (error) {
    // A refusal comes before its mutation did anything, so the others are not touched by it.
    if (error instanceof MutationRefused) return error;
    throw error;
  }
}

function refused(
  { log }: Core,
  { deviceId }: Author,
  input: unknown,
  { message, issues }: MutationRefused,
): PushResult {
  log.info({ deviceId, id: idOf(input), issues: issues.map(({ path }) => path) }, 'refused a mutation');
  return { status: 'refused', ...idOf(input), reason: message, issues };
}

/** Refused is what is no mutation, or one from the future. */
function readMutation(input: unknown, now: number): Mutation | MutationRefused {
  const parsed = parse(input);
  if (parsed instanceof MutationRefused) return parsed;
  const ahead = wallOf(parsed.stamp) - now;
  if (ahead > MAX_AHEAD_MS) {
    return new MutationRefused(
      `the device's clock is ${Math.round(ahead / MINUTE_MS)} minutes ahead of the engine's: set it right, then make the change again`,
      [{ path: 'stamp', message: `at most ${MAX_AHEAD_MS / MINUTE_MS} minutes ahead` }],
    );
  }
  return parsed;
}

function parse(input: unknown): Mutation | MutationRefused {
  let parsed;
  try {
    parsed = mutationSchema.safeParse(input);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new MutationRefused('the mutation is nested too deeply'); // the stack ended before the value did
  }
  if (parsed.success) return parsed.data;
  return new MutationRefused(
    'the mutation is malformed',
    parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
  );
}

function idOf(input: unknown): { id?: string } {
  if (typeof input !== 'object' || input === null || !('id' in input)) return {};
  return typeof input.id === 'string' ? { id: input.id.slice(0, 100) } : {};
}
