/** Which recipes an event starts. Pure: the index is made when recipes change, and asked once per event. */
import type { EventType, LoggedEvent } from '../../shared/model/event.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import type { Entry, Recipe } from '../recipe-language/recipe.ts';
import type { Scope } from '../recipe-language/scope.ts';
import { judge, keyOf } from './judge.ts';
import type { ActiveRecipe } from './recipe-source.ts';

/** The triggers of one recipe that an event of one type may pull. */
interface Rule {
  active: ActiveRecipe;
  inputs: Record<string, FieldValue>;
  conditions: Wanted[];
}

/** What a trigger wants of an event: `own` by its parameters, `asked` by the recipe's `if`. What is `undefined` is always met. */
interface Wanted {
  own: string | undefined;
  asked: string | undefined;
}

export type MatchIndex = ReadonlyMap<EventType, readonly Rule[]>;

/** The values of a recipe's inputs: the person's, or the defaults. */
export function inputsOf(recipe: Recipe, given: Record<string, FieldValue>): Record<string, FieldValue> {
  const defaults = Object.fromEntries(Object.entries(recipe.inputs).map(([name, input]) => [name, input.default]));
  return { ...defaults, ...given };
}

/** Sorted by type of event: recipes that an event cannot concern cost nothing. */
export function indexRecipes(recipes: readonly ActiveRecipe[], blocks: Blocks): MatchIndex {
  const index = new Map<EventType, Rule[]>();
  for (const active of recipes) {
    const inputs = inputsOf(active.recipe, active.inputs);
    const byType = new Map<EventType, Rule>();
    for (const [at, use] of active.recipe.triggers.entries()) {
      const trigger = blocks.triggers.get(use.trigger);
      for (const type of trigger?.eventTypes(use.params) ?? []) {
        const rule = byType.get(type) ?? { active, inputs, conditions: [] };
        rule.conditions.push({ own: trigger?.condition?.(use.params, at), asked: use.if });
        byType.set(type, rule);
      }
    }
    for (const [type, rule] of byType) index.set(type, [...(index.get(type) ?? []), rule]);
  }
  return index;
}

/** Whether any recipe has a trigger for events of this type. */
export const listensTo = (index: MatchIndex, type: string): boolean =>
  (index as ReadonlyMap<string, unknown>).has(type);

/** The recipes that the index was made of and that listen to any event. */
export const recipesOf = (index: MatchIndex): Recipe[] => [
  ...new Set([...index.values()].flatMap((rules) => rules.map((rule) => rule.active.recipe))),
];

export interface Matched {
  active: ActiveRecipe;
  inputs: Record<string, FieldValue>;
  /** The value of the entry's key. */
  key: string;
  /** The condition of the trigger that was pulled, and what it saw. */
  wanted?: string;
  seen?: string;
}

export type Match =
  | Matched
  /** Why the recipe does not look at this event any further. */
  | { active: ActiveRecipe; refused: string };

/** At most one match per recipe: the first trigger that is pulled. `see` gives what a recipe with these inputs can see. */
export function matchEvent(
  index: MatchIndex,
  event: LoggedEvent,
  see: (inputs: Record<string, FieldValue>) => Scope,
): Match[] {
  return (index.get(event.type) ?? [])
    .filter((rule) => isAddressed(rule, event))
    .map((rule) => matchRule(rule, see(rule.inputs)));
}

function isAddressed({ active }: Rule, event: LoggedEvent): boolean {
  if (event.seq <= active.enabledAfterSeq) return false;
  // A timetable belongs to its recipe.
  return !('recipeId' in event.data) || event.data.recipeId === active.recipe.id;
}

function matchRule({ active, inputs, conditions }: Rule, scope: Scope): Match {
  let refused = '';
  for (const { own, asked } of conditions) {
    const first = own === undefined ? undefined : judge(own, scope);
    if (first !== undefined && !first.isMet) {
      refused = first.text;
      continue;
    }
    const judgement = asked === undefined ? undefined : judge(asked, scope);
    if (judgement !== undefined && !judgement.isMet) {
      refused = judgement.text;
      continue;
    }
    const found = keyOf(active.recipe.entry.key, scope);
    if ('unknown' in found) return { active, refused: `the entry has no key: ${found.unknown}` };
    return {
      active,
      inputs,
      key: found.key,
      ...(judgement === undefined ? {} : { wanted: asked, seen: judgement.seen }),
    };
  }
  return { active, refused };
}

/** What is known about earlier runs with the same key. */
export interface Earlier {
  /** Ids of runs under way, waiting in the queue or not. */
  underWay: readonly string[];
  /** When the last one ended (Unix milliseconds); `undefined` when none ever did. */
  endedAt?: number;
  /** How many there were in all; asked for only when there is a limit. */
  entered?: number;
  /** How many runs of the recipe are under way, whatever their keys; asked for only when there is a limit. */
  running?: number;
}

export type EntryDecision =
  | { enter: 'start' | 'queue' }
  | { enter: 'restart'; stop: readonly string[] }
  | { refused: string };

/** The entry rule: the mode decides while a run is under way, `again` decides after it. */
export function decideEntry(entry: Entry, earlier: Earlier, now: number): EntryDecision {
  const { maxRunning, again } = entry;
  const decision = decideByKey(entry, earlier, now);
  if ('refused' in decision) return decision;
  if (again?.max !== undefined && (earlier.entered ?? 0) >= again.max)
    return { refused: `this key entered ${earlier.entered} times, which is as often as it may` };
  // Whoever restarts takes the place of the run that it stops.
  const isNew = decision.enter !== 'restart';
  if (isNew && maxRunning !== undefined && (earlier.running ?? 0) >= maxRunning)
    return { refused: `${earlier.running} runs of this recipe are under way, which is as many as there may be` };
  return decision;
}

function decideByKey(entry: Entry, earlier: Earlier, now: number): EntryDecision {
  if (earlier.underWay.length > 0) {
    switch (entry.mode) {
      case 'single':
        return { refused: 'a run with this key is under way' };
      case 'restart':
        return { enter: 'restart', stop: earlier.underWay };
      case 'queue':
        return { enter: 'queue' };
      case 'parallel':
        return { enter: 'start' };
    }
  }
  if (earlier.endedAt === undefined) return { enter: 'start' };
  if (entry.again === undefined) return { refused: 'this key entered before, and the recipe runs once per key' };
  const from = earlier.endedAt + entry.again.afterMs;
  if (now < from) return { refused: `this key may enter again from ${new Date(from).toISOString()}` };
  return { enter: 'start' };
}
