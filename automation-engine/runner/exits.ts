/** Which events end a run, and which end its wait. Pure. */
import type { EventType } from '../../shared/model/event.ts';
import type { Exit, Recipe } from '../recipe-language/recipe.ts';
import type { Scope } from '../recipe-language/scope.ts';
import type { World } from '../recipe-language/world.ts';
import type { RunContext } from './context.ts';
import { judge } from './judge.ts';
import type { TraceEntry } from './trace.ts';

export interface RunEnd {
  /** `done` when a goal was reached. */
  state: 'done' | 'stopped';
  reason: string;
  line: Pick<TraceEntry, 'kind' | 'wanted' | 'seen' | 'text'>;
}

/** Why a run ended that reached a goal; goals are counted by it. */
export const goalText = (name: string): string => `Goal reached: ${name}`;

type Asked = Pick<Exit, 'event' | 'if'>;

/** How an event of this type ends a run of the recipe, if it does; a goal comes before an exit. */
export function endBy(recipe: Recipe, type: EventType, scope: () => Scope, world?: World): RunEnd | undefined {
  for (const goal of recipe.goals ?? []) {
    const met = meets(goal, type, scope, world);
    const text = goalText(goal.name);
    if (met !== undefined) return { state: 'done', reason: text, line: { kind: 'goal', text, ...met } };
  }
  for (const exit of recipe.exits) {
    const met = meets(exit, type, scope, world);
    const text = `Ended by ${exit.event}`;
    if (met !== undefined) return { state: 'stopped', reason: text, line: { kind: 'exit', text, ...met } };
  }
  return undefined;
}

/** Whether it is the event that the run waits for, and what its condition saw. */
export const endsWait = (
  { waitsFor }: RunContext,
  type: EventType,
  scope: () => Scope,
  world?: World,
): Pick<TraceEntry, 'wanted' | 'seen'> | undefined =>
  waitsFor === undefined ? undefined : meets(waitsFor, type, scope, world);

const heard = new WeakMap<Recipe, readonly string[]>();

/** The types of events that may end a run of the recipe, or its wait. */
export function heardBy(recipe: Recipe): readonly string[] {
  let types = heard.get(recipe);
  if (types === undefined) {
    const asked = [...recipe.exits, ...(recipe.goals ?? []), ...eventWaits(recipe.steps)];
    heard.set(recipe, (types = asked.map(({ event }) => event)));
  }
  return types;
}

/** The waits for an event, in whatever branch they are. */
function eventWaits(part: unknown): { event: string }[] {
  if (typeof part !== 'object' || part === null) return [];
  const own =
    'type' in part && part.type === 'wait-for-event' && 'event' in part && typeof part.event === 'string'
      ? [{ event: part.event }]
      : [];
  return [...own, ...Object.values(part).flatMap(eventWaits)];
}

function meets(
  asked: Asked,
  type: EventType,
  scope: () => Scope,
  world: World | undefined,
): Pick<TraceEntry, 'wanted' | 'seen'> | undefined {
  if (asked.event !== type) return undefined;
  if (asked.if === undefined) return {};
  const { isMet, seen } = judge(asked.if, scope(), world);
  return isMet ? { wanted: asked.if, seen } : undefined;
}
