/**
 * Takes a run through its recipe, as far as it gets without waiting, inside one unit of work: effects, trace, the run's new place and one
 * summary for devices. The whole passage is one transition of the run and has one winner.
 */
import type { LoggedEvent } from '../../shared/model/event.ts';
import { MutationRefused } from '../intake/refusal.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { timeText } from '../schedule/clock.ts';
import { dayOf } from '../schedule/due-times.ts';
import type { Unit } from '../unit.ts';
import { advance, type Next, type Transition } from './advance.ts';
import { readContext, writeContext, type RunContext } from './context.ts';
import { mutate, planSend, type Written } from './effects.ts';
import type { Use } from './limits.ts';
import { stepAt } from './position.ts';
import { endRun, moveAndTell } from './run-rows.ts';
import type { RunnerParts } from './runner-parts.ts';
import { see } from './see.ts';
import type { RunRow } from './run-writes.ts';
import type { TraceEntry } from './trace.ts';

/** A run, and what it is pinned to. */
export interface Ready {
  run: RunRow;
  recipe: Recipe | undefined;
  event: LoggedEvent | undefined;
}

/** @returns how many steps were taken */
export async function passThrough(unit: Unit, parts: RunnerParts, ready: Ready, stepsMax: number): Promise<number> {
  const { run, recipe, event } = ready;
  const fail = (reason: string) =>
    endRun(
      unit,
      run,
      { state: 'failed', reason },
      { recipe, lines: [{ step: run.position ?? 'run', kind: 'lost', outcome: 'failed', text: reason }] },
    );
  if (recipe === undefined)
    return (await fail(`the version of ${run.recipe_id} that this run began with is not known any more`), 0);
  if (event === undefined) return (await fail('the event that started this run is not in the log'), 0);

  const context = readContext(run);
  const lines: TraceEntry[] = [];
  let position = run.position ?? '';
  let isWoken = run.state === 'waiting' && context.waitsAt === position;
  for (let steps = 1; ; steps++) {
    const now = unit.core.clock.now();
    const seen = await see(unit, {
      recipe,
      event,
      contactId: run.contact_id,
      inputs: context.inputs,
      entryKey: run.entry_key,
      run: { id: run.id, recipeId: recipe.id, startedAt: run.started_at },
      now,
    });
    if ('contactDeleted' in seen) {
      const reason = 'The contact was deleted';
      lines.push({ step: position, kind: 'exit', outcome: 'done', text: reason });
      await endRun(unit, run, { state: 'stopped', reason }, { lines, recipe });
      return steps;
    }
    const use = limitedUse(recipe, position, () => dayOf(now, parts.ownerZone));
    const transition = advance({
      recipe,
      position,
      isWoken,
      scope: seen.scope,
      inputs: context.inputs,
      usedToday: use === undefined ? 0 : await unit.uses.today(use),
      now,
      zone: parts.ownerZone,
      blocks: parts.blocks,
      mailTemplates: parts.library.mailTemplates,
    });
    const { line, next } = await carryOut(unit, parts, run, position, transition);
    lines.push(line);
    if (use !== undefined && transition.counts !== undefined && next.state !== 'failed') await unit.uses.count(use);
    if (next.state === 'ready' && steps < stepsMax) {
      position = next.position;
      isWoken = false;
      continue;
    }
    await settle(unit, ready, { next, position, context, lines });
    return steps;
  }
}

function limitedUse(recipe: Recipe, position: string, day: () => string): Use | undefined {
  const step = stepAt(recipe, position);
  if (step?.type !== 'action') return undefined;
  const isLimited = recipe.capabilities.some((known) => known.action === step.action && known.perDay !== undefined);
  return isLimited ? { recipeId: recipe.id, action: step.action, day: day() } : undefined;
}

/** Effects first, so that the line can say what they made; a change that is refused fails the step, with the reason. */
async function carryOut(
  unit: Unit,
  parts: RunnerParts,
  run: RunRow,
  position: string,
  transition: Transition,
): Promise<{ line: TraceEntry; next: Next }> {
  const { line, effects, next } = transition;
  if (effects.length === 0) return { line, next };
  const records: Written[] = [];
  let ledgerId: string | undefined;
  try {
    for (const effect of effects) {
      if (effect.type === 'mutate') records.push(await mutate(unit, run, effect));
      else ledgerId = await planSend(unit, run, effect, { position, from: parts.mailFrom });
    }
  } catch (error) {
    if (!(error instanceof MutationRefused)) throw error;
    const reason = [error.message, ...error.issues.map((issue) => `${issue.path}: ${issue.message}`)].join('; ');
    return { line: { ...line, outcome: 'failed', text: reason }, next: { state: 'failed', reason } };
  }
  const made = { ...(records.length === 0 ? {} : { records }), ...(ledgerId === undefined ? {} : { ledgerId }) };
  return { line: { ...line, data: { ...asObject(line.data), ...made } }, next };
}

const asObject = (data: TraceEntry['data']) =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {};

interface Stop {
  next: Next;
  position: string;
  context: RunContext;
  lines: TraceEntry[];
}

async function settle(unit: Unit, { run, recipe }: Ready, { next, position, context, lines }: Stop): Promise<void> {
  const telling = { lines, recipe };
  const { inputs } = context;
  switch (next.state) {
    case 'ready': {
      const change = {
        state: 'ready',
        position: next.position,
        wake_at: null,
        attempts: 0,
        reason: null,
        context_json: writeContext({ inputs }),
      };
      await moveAndTell(unit, run, change, telling);
      return;
    }
    case 'waiting': {
      const waits = lines.at(-1)?.kind === 'wait' ? { waitsAt: position } : {};
      const change = {
        state: 'waiting',
        position,
        wake_at: timeText(next.wakeAt),
        attempts: 0,
        reason: next.reason,
        context_json: writeContext({ inputs, ...waits }),
      };
      await moveAndTell(unit, run, change, telling);
      return;
    }
    case 'sending':
      await moveAndTell(
        unit,
        run,
        { state: 'sending', position, wake_at: null, attempts: 0, reason: next.reason },
        telling,
      );
      return;
    case 'done':
      return endRun(unit, run, { state: 'done', reason: null }, telling);
    case 'stopped':
    case 'failed':
      return endRun(unit, run, { state: next.state, reason: next.reason }, telling);
  }
}
