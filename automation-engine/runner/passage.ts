/**
 * Takes a run through its recipe, as far as it gets without waiting, inside one unit of work: effects, trace, the run's new place and one
 * summary for devices. The whole passage is one transition of the run and has one winner.
 */
import type { LoggedEvent } from '../../shared/model/event.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { timeText } from '../schedule/clock.ts';
import { dayOf } from '../schedule/due-times.ts';
import type { Unit } from '../unit.ts';
import { advance, type Next } from './advance.ts';
import { carryOut } from './carry-out.ts';
import { readContext, writeContext, type RunContext } from './context.ts';
import { mutate } from './effects.ts';
import { followMerge } from './follow-merge.ts';
import type { Use } from './limits.ts';
import { afterFailure, type Handled } from './on-error.ts';
import { stepAt } from './position.ts';
import { endRun, moveAndTell } from './run-rows.ts';
import type { RunnerTools } from './runner-parts.ts';
import { see } from './see.ts';
import type { RunRow } from './run-writes.ts';
import type { TraceEntry } from './trace.ts';
import type { Versions } from './versions.ts';
import { worldOf } from './world-of.ts';

/** A run, and what it is pinned to. */
export interface Ready {
  run: RunRow;
  recipe: Recipe | undefined;
  event: LoggedEvent | undefined;
  versions: Versions;
}

/** @returns how many steps were taken */
export async function passThrough(unit: Unit, parts: RunnerTools, ready: Ready, stepsMax: number): Promise<number> {
  const { run, recipe, event, versions } = ready;
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

  let context = readContext(run);
  const lines: TraceEntry[] = [];
  let position = run.position ?? '';
  let isWoken = context.waitsAt === position && (run.state === 'waiting' || context.came !== undefined);
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
    if ('mergedInto' in seen) {
      // Nothing was done yet: nobody is merged inside a unit of work.
      await followMerge(unit, run.contact_id ?? '', seen.mergedInto);
      return steps;
    }
    if ('contactDeleted' in seen) {
      const reason = 'The contact was deleted';
      lines.push({ step: position, kind: 'exit', outcome: 'done', text: reason });
      await endRun(unit, run, { state: 'stopped', reason }, { lines, recipe });
      return steps;
    }
    const uses = limitedUses(recipe, position, run.contact_id, () => dayOf(now, parts.ownerZone));
    const used = (use: Use | undefined) => (use === undefined ? 0 : unit.uses.count(use));
    const transition = advance({
      recipe,
      position,
      isWoken,
      ...(isWoken && context.came !== undefined ? { came: context.came } : {}),
      memory: context,
      scope: seen.scope,
      world: worldOf(unit, parts, seen.contact),
      inputs: context.inputs,
      usedToday: await used(uses.perDay),
      usedForContact: await used(uses.perContact),
      now,
      zone: parts.ownerZone,
      holidays: parts.holidays ?? [],
      blocks: parts.blocks,
      mailTemplates: parts.library.mailTemplates,
    });
    const visit = (context.mails ?? 0) + 1;
    const carried = await carryOut(unit, { ...parts, versions }, { run, recipe, event, position, visit }, transition);
    const { line } = carried;
    lines.push(line);
    if (transition.counts !== undefined && carried.next.state !== 'failed')
      for (const use of Object.values(uses)) await unit.uses.add(use);
    const attempts = position === run.position ? run.attempts : 0;
    const handled =
      carried.next.state === 'failed'
        ? await handleFailure(unit, {
            run,
            recipe,
            position,
            attempts,
            context,
            reason: carried.next.reason,
          })
        : { next: carried.next, memory: transition.memory, line: undefined };
    const { next } = handled;
    if (handled.line !== undefined) lines.push(handled.line);
    context = {
      ...context,
      ...handled.memory,
      ...(next.state === 'sending' ? { mails: visit } : {}),
    };
    if (next.state === 'ready' && steps < stepsMax) {
      position = next.position;
      isWoken = false;
      continue;
    }
    await settle(unit, ready, { next, position, context, lines, attempts });
    return steps;
  }
}

/** What counts against the limits of the step's action; only actions with limits are counted. */
function limitedUses(
  recipe: Recipe,
  position: string,
  contactId: string | null,
  day: () => string,
): { perDay?: Use; perContact?: Use } {
  const step = stepAt(recipe, position);
  if (step?.type !== 'action') return {};
  const { action } = step;
  const capability = recipe.capabilities.find((known) => known.action === action);
  const use = { recipeId: recipe.id, action };
  return {
    ...(capability?.perDay === undefined ? {} : { perDay: { ...use, period: day() } }),
    ...(capability?.perContact === undefined || contactId === null
      ? {}
      : { perContact: { ...use, period: `contact ${contactId}` } }),
  };
}

/** Does what the step's own rule says about its failure. */
export async function handleFailure(
  unit: Unit,
  failing: { run: RunRow; recipe: Recipe; position: string; attempts: number; context: RunContext; reason: string },
): Promise<Handled> {
  const { run, context } = failing;
  const handled = afterFailure({
    ...failing,
    run: { id: run.id, contactId: run.contact_id },
    memory: context,
    now: unit.core.clock.now(),
    newId: unit.core.newId,
  });
  for (const effect of handled.effects) await mutate(unit, run, effect);
  return handled;
}

export interface Stop {
  next: Next;
  position: string;
  context: RunContext;
  lines: TraceEntry[];
  /** How often the step was tried again before. */
  attempts: number;
}

/** Puts a run where it is to stand, and tells of it. */
export async function settle(
  unit: Unit,
  { run, recipe }: Pick<Ready, 'run' | 'recipe'>,
  { next, position, context, lines, attempts }: Stop,
): Promise<void> {
  const telling = { lines, recipe };
  const { waitsAt: _, waitsFor: _event, came: _came, ...kept } = context;
  const still = { wake_at: null, attempts: 0, context_json: writeContext(kept) };
  switch (next.state) {
    case 'ready': {
      const change = { ...still, state: 'ready', position: next.position, reason: null };
      await moveAndTell(unit, run, change, telling);
      return;
    }
    case 'waiting': {
      const { wakeAt, waitsFor, isStep, isRetry, reason } = next;
      const waits = {
        ...(isStep === true ? { waitsAt: position } : {}),
        ...(waitsFor === undefined ? {} : { waitsFor }),
      };
      const change = {
        state: 'waiting',
        position,
        wake_at: wakeAt === undefined ? null : timeText(wakeAt),
        attempts: isRetry === true ? attempts + 1 : 0,
        reason,
        context_json: writeContext({ ...kept, ...waits }),
      };
      await moveAndTell(unit, run, change, telling);
      return;
    }
    case 'sending':
      // The tries so far count on: whether the mail is refused is known only later.
      await moveAndTell(unit, run, { ...still, state: 'sending', position, attempts, reason: next.reason }, telling);
      return;
    case 'done':
      return endRun(unit, run, { state: 'done', reason: null }, telling);
    case 'stopped':
      return endRun(unit, run, { state: 'stopped', reason: next.reason }, telling);
    case 'failed': {
      // Somebody may have the step taken again: it is to find what the run knew.
      const failed = { state: 'failed' as const, reason: next.reason, context_json: still.context_json };
      return endRun(unit, run, failed, telling);
    }
  }
}
