/** What becomes of a run whose step failed: the step's own rule, or the run fails. Pure. */
import { type MutateEffect, oneLine } from '../actions/define-action.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { timeText } from '../schedule/clock.ts';
import { stepAt } from './position.ts';
import { onwards, remember, type Memory, type Next } from './situation.ts';
import type { TraceEntry } from './trace.ts';

export interface Failing {
  recipe: Recipe;
  position: string;
  run: { id: string; contactId: string | null };
  reason: string;
  /** How often the step was tried again before. */
  attempts: number;
  memory: Memory;
  /** Unix milliseconds. */
  now: number;
  newId(): string;
}

export interface Handled {
  next: Next;
  effects: MutateEffect[];
  /** What is done about it, when the run does not just fail. */
  line?: TraceEntry;
  memory?: Memory;
}

const BACKOFF_MAX_MS = 7 * 86_400_000;

export function afterFailure(failing: Failing): Handled {
  const { recipe, position, reason, attempts, memory, now } = failing;
  const step = stepAt(recipe, position);
  const policy = step?.type === 'action' ? step.onError : undefined;
  if (step === undefined || policy === undefined) return { next: { state: 'failed', reason }, effects: [] };
  const { retry, then } = policy;
  const lineOf = (outcome: TraceEntry['outcome'], text: string): TraceEntry => ({
    step: position,
    kind: 'on-error',
    outcome,
    text,
  });
  if (retry !== undefined && attempts < retry.times) {
    const delay = Math.min(retry.backoffMs * 2 ** attempts, BACKOFF_MAX_MS);
    const text = `Tried again, ${attempts + 1} of ${retry.times}: ${reason}`;
    return {
      next: { state: 'waiting', wakeAt: now + delay, reason: text, isRetry: true },
      effects: [],
      line: lineOf('retrying', text),
    };
  }
  if (then === 'stop') return { next: { state: 'failed', reason }, effects: [] };
  const remembered = remember(memory, step, now, { failed: true, done: false, skipped: false, reason });
  if (then === 'go-on') {
    return {
      next: onwards(failing),
      effects: [],
      line: lineOf('done', `Goes on in spite of it: ${reason}`),
      ...remembered,
    };
  }
  const { effect, taskId } = taskFor(failing);
  const text = `Handed over to you: the step is taken again when the task is done. ${reason}`;
  return {
    next: { state: 'waiting', reason: text, waitsFor: { event: 'task.completed', if: `task.id == "${taskId}"` } },
    effects: [effect],
    line: lineOf('waiting', text),
    ...remembered,
  };
}

function taskFor({ recipe, position, run, reason, now, newId }: Failing): { effect: MutateEffect; taskId: string } {
  const taskId = newId();
  const fields = {
    title: oneLine(`Mend what stopped "${recipe.title}"`),
    note: `${reason}\n\nThe step is ${position}. When this task is done, it is taken again.`,
    dueAt: timeText(now),
    runId: run.id,
    ...(run.contactId === null ? {} : { contactId: run.contactId }),
  };
  return { effect: { type: 'mutate', kind: 'task', recordId: taskId, fields }, taskId };
}
