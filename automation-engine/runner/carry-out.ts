/** Carries out all that a step wants done, so that its line in the trace can say what came of it. */
import type { LoggedEvent } from '../../shared/model/event.ts';
import type { Effect } from '../actions/define-action.ts';
import { addToDigest } from '../campaigns/digests.ts';
import { MutationRefused } from '../intake/refusal.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { addToList } from '../records/lists.ts';
import type { Unit } from '../unit.ts';
import { chooseOwner } from './assign-owner.ts';
import { mutate, planSend, type Written } from './effects.ts';
import type { RunRow } from './run-writes.ts';
import type { RunnerParts } from './runner-parts.ts';
import type { Next, Transition } from './situation.ts';
import { startOther } from './start-other.ts';
import type { TraceEntry } from './trace.ts';
import type { Versions } from './versions.ts';
import type { Worldly } from './world-of.ts';

/** The step that is taken, and for whom. */
export interface Taken {
  run: RunRow;
  recipe: Recipe;
  /** What started the run. */
  event: LoggedEvent;
  position: string;
  /** Which mail of the run it would be. */
  visit: number;
}

type Doing = Worldly & Pick<RunnerParts, 'library' | 'mailFrom'> & { versions: Versions };

/** What came of an effect. */
interface Done {
  record?: Written;
  ledgerId?: string;
  /** Instead of what the step meant to do. */
  text?: string;
  isSkipped?: boolean;
}

/** A change that is refused fails the step, with the reason. */
export async function carryOut(
  unit: Unit,
  doing: Doing,
  taken: Taken,
  { line, effects, next }: Transition,
): Promise<{ line: TraceEntry; next: Next }> {
  if (effects.length === 0) return { line, next };
  const done: Done[] = [];
  try {
    for (const effect of effects) done.push(await carryOutOne(unit, doing, taken, effect));
  } catch (error) {
    if (!(error instanceof MutationRefused)) throw error;
    const reason = [error.message, ...error.issues.map((issue) => `${issue.path}: ${issue.message}`)].join('; ');
    return { line: { ...line, outcome: 'failed', text: reason }, next: { state: 'failed', reason } };
  }
  const records = done.flatMap(({ record }) => record ?? []);
  const ledgerId = done.find((one) => one.ledgerId !== undefined)?.ledgerId;
  const made = { ...(records.length === 0 ? {} : { records }), ...(ledgerId === undefined ? {} : { ledgerId }) };
  const text = done.findLast((one) => one.text !== undefined)?.text ?? line.text;
  const outcome = done.some(({ isSkipped }) => isSkipped) ? 'skipped' : line.outcome;
  return { line: { ...line, text, outcome, data: { ...asObject(line.data), ...made } }, next };
}

const asObject = (data: TraceEntry['data']) =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {};

async function carryOutOne(unit: Unit, doing: Doing, taken: Taken, effect: Effect): Promise<Done> {
  const { run, recipe, event, position, visit } = taken;
  switch (effect.type) {
    case 'mutate':
      return { record: await mutate(unit, run, effect) };
    case 'send': {
      const priority = recipe.priority === undefined ? {} : { priority: recipe.priority };
      return { ledgerId: await planSend(unit, run, effect, { position, visit, from: doing.mailFrom, ...priority }) };
    }
    case 'assign': {
      const { kind, recordId } = effect;
      const owner = await chooseOwner(unit, effect, `${recipe.id} ${position}`);
      const record = await mutate(unit, run, { type: 'mutate', kind, recordId, fields: { owner } });
      return { record, text: `Gave the ${kind} to ${owner}` };
    }
    case 'start': {
      const entered = await startOther(unit, doing, { run, origin: event, recipe: effect.recipe });
      return 'refused' in entered
        ? { isSkipped: true, text: `"${effect.recipe}" was not started: ${entered.refused}` }
        : {};
    }
    case 'list':
      addToList(unit, run.id, effect);
      return {};
    case 'digest':
      addToDigest(unit, effect);
      unit.commits.collected();
      return {};
  }
}
