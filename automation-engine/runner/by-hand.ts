/**
 * What people do with runs: have a failed step taken again, skip the step that a run stands on, stop it. Each is one transition with one
 * winner, and the trace says who.
 */
import type { Core, Tx } from '../core.ts';
import type { Recipe, Step } from '../recipe-language/recipe.ts';
import { timeText } from '../schedule/clock.ts';
import { inUnit, type Unit } from '../unit.ts';
import { readContext, writeContext } from './context.ts';
import { UNDER_WAY } from './entries.ts';
import { handLine, type Person } from './person.ts';
import { positionAfter, stepAt } from './position.ts';
import { endRun, moveAndTell } from './run-rows.ts';
import { LostRace, type RunRow } from './run-writes.ts';
import { remember } from './situation.ts';
import type { Versions } from './versions.ts';

export interface Handling {
  core: Core;
  versions: Versions;
}

/** What became of it; `undefined` when there is nothing of this id. */
export type ByHand = { done: true } | { refused: string } | undefined;

/** Does it, or says why it can't be done; then nothing was written. */
type Act = (unit: Unit, run: RunRow, recipe: Recipe | undefined) => Promise<string | undefined>;

const GONE_ON = 'it moved just now: look again';

export const retryRun = (handling: Handling, id: string, by: Person): Promise<ByHand> => actOn(handling, id, retry(by));

/** Takes up every failed run of a recipe again. */
export async function retryAll(
  handling: Handling,
  recipeId: string,
  by: Person,
): Promise<{ retried: number; refused: { runId: string; reason: string }[] }> {
  const runs = await handling.core.db
    .selectFrom('runs')
    .select('id')
    .where('recipe_id', '=', recipeId)
    .where('state', '=', 'failed')
    .orderBy('id')
    .execute();
  const refused: { runId: string; reason: string }[] = [];
  for (const { id } of runs) {
    const result = await actOn(handling, id, retry(by));
    if (result !== undefined && 'refused' in result) refused.push({ runId: id, reason: result.refused });
  }
  return { retried: runs.length - refused.length, refused };
}

const retry =
  (by: Person): Act =>
  async (unit, run, recipe) => {
    if (run.state !== 'failed') return 'only a run that failed can be taken up again';
    const failed = await failedStep(unit.tx, run, recipe);
    if (failed === undefined) return 'the step that failed is not known any more';
    if (await isKeyTaken(unit, run, recipe)) return 'a later run with its key is under way';
    const change = { state: 'ready', position: failed.position, ended_at: null, attempts: 0, reason: null };
    const text = `${by.name} had the step taken again`;
    const lines = [handLine(by, { step: failed.position, outcome: 'retrying', text })];
    await moveAndTell(unit, run, change, { lines, recipe });
    return undefined;
  };

/** The step counts as skipped, as if it had skipped itself. */
export const skipStep = (handling: Handling, id: string, by: Person): Promise<ByHand> =>
  actOn(handling, id, async (unit, run, recipe) => {
    const isFailed = run.state === 'failed';
    if (!isFailed && !['waiting', 'sending', 'paused'].includes(run.state)) return 'it stands at no step to skip';
    const stands = isFailed ? await failedStep(unit.tx, run, recipe) : placeOf(recipe, run.position);
    if (recipe === undefined || stands === undefined) return 'the step is not known any more';
    if (isFailed && (await isKeyTaken(unit, run, recipe))) return 'a later run with its key is under way';
    const reason = `Skipped by ${by.name}`;
    if (run.state === 'sending' && !(await dropMail(unit, run, reason)))
      return 'its mail is being handed over just now';
    const { position, step } = stands;
    const { waitsAt: _, waitsFor: _event, came: _came, ...kept } = readContext(run);
    const result = { skipped: true, done: false, failed: false, reason };
    const { memory } = remember(kept, step, unit.core.clock.now(), result);
    const context_json = writeContext({ ...kept, ...memory });
    const telling = { lines: [handLine(by, { step: position, outcome: 'skipped', text: reason })], recipe };
    const next = positionAfter(recipe, position);
    if (next === undefined) {
      await endRun(unit, run, { state: 'done', reason: null, context_json }, telling);
      return undefined;
    }
    const isPaused = run.state === 'paused';
    const change = {
      state: isPaused ? 'paused' : 'ready',
      reason: isPaused ? run.reason : null,
      position: next,
      wake_at: null,
      ended_at: null,
      attempts: 0,
      context_json,
    };
    await moveAndTell(unit, run, change, telling);
    return undefined;
  });

export const stopRun = (handling: Handling, id: string, by: Person): Promise<ByHand> =>
  actOn(handling, id, async (unit, run, recipe) => {
    if (!UNDER_WAY.some((state) => state === run.state)) return 'it has ended';
    const reason = `Stopped by ${by.name}`;
    // A mail that is being handed over may still leave; the trace will say so.
    if (run.state === 'sending') await dropMail(unit, run, reason);
    const lines = [handLine(by, { step: run.position ?? 'run', outcome: 'done', text: reason })];
    await endRun(unit, run, { state: 'stopped', reason }, { lines, recipe });
    return undefined;
  });

async function actOn({ core, versions }: Handling, id: string, act: Act): Promise<ByHand> {
  const known = await core.db.selectFrom('runs').select('recipe_hash').where('id', '=', id).executeTakeFirst();
  if (known === undefined) return undefined;
  await versions.load([known.recipe_hash]);
  try {
    return await inUnit(core, async (unit) => {
      const run = await unit.tx.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      const refused = await act(unit, run, versions.get(run.recipe_hash));
      return refused === undefined ? { done: true } : { refused };
    });
  } catch (error) {
    if (error instanceof LostRace) return { refused: GONE_ON };
    throw error;
  }
}

interface Place {
  position: string;
  step: Step;
}

function placeOf(recipe: Recipe | undefined, position: string | null | undefined): Place | undefined {
  const step = recipe === undefined || position == null ? undefined : stepAt(recipe, position);
  return step === undefined || position == null ? undefined : { position, step };
}

/** A run that ended stands nowhere; its trace knows where it failed. */
async function failedStep(tx: Tx, run: RunRow, recipe: Recipe | undefined): Promise<Place | undefined> {
  const row = await tx
    .selectFrom('run_steps')
    .select('step')
    .where('run_id', '=', run.id)
    .where('outcome', '=', 'failed')
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  return placeOf(recipe, row?.step);
}

/** Whoever waits for an earlier run to end must not meet it again. */
async function isKeyTaken({ tx }: Unit, run: RunRow, recipe: Recipe | undefined): Promise<boolean> {
  if (recipe?.entry.mode === 'parallel') return false;
  const other = await tx
    .selectFrom('runs')
    .select('id')
    .where('recipe_id', '=', run.recipe_id)
    .where('entry_key', '=', run.entry_key)
    .where('state', 'in', UNDER_WAY)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

/** Takes back the mail that the run waits for; `false` when it is on its way. */
async function dropMail({ tx, core }: Unit, run: RunRow, reason: string): Promise<boolean> {
  const dropped = await tx
    .updateTable('ledger')
    .set({ state: 'skipped', reason, next_attempt_at: null, settled_at: timeText(core.clock.now()) })
    .where('run_id', '=', run.id)
    .where('step', '=', run.position)
    .where('state', 'in', ['planned', 'draft'])
    .executeTakeFirst();
  return dropped.numUpdatedRows > 0n;
}
