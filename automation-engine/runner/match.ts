/** Which recipes an event starts. Pure: the index is brought up to date when recipes change, and asked once per event. */
import { isDeepStrictEqual } from 'node:util';
import { eventData, type EventType, type LoggedEvent } from '../../shared/model/event.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import { liftCondition } from '../recipe-language/lift.ts';
import {
  compilePredicate,
  PERHAPS,
  YES,
  type Attribute,
  type Predicate,
  type Test,
} from '../recipe-language/predicate.ts';
import {
  alternativesOf,
  createPredicateIndex,
  type Alternative,
  type PredicateIndex,
} from '../recipe-language/predicate-index.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import type { Scope } from '../recipe-language/scope.ts';
import type { World } from '../recipe-language/world.ts';
import { judge, keyOf } from './judge.ts';
import type { ActiveRecipe } from './recipe-source.ts';

/** One trigger of a recipe, for events of one type. */
interface Rule {
  active: ActiveRecipe;
  inputs: Record<string, FieldValue>;
  /** The trigger's place in its recipe. */
  at: number;
  wanted: Wanted;
  test: Test;
}

/** What a trigger wants of an event: `own` by its parameters, `asked` by the recipe's `if`. What is `undefined` is always met. */
interface Wanted {
  own: string | undefined;
  asked: string | undefined;
}

/** Which recipes listen to which events; brought up to date as recipes come and go. */
export interface MatchIndex {
  /** Puts a recipe in, in the place of an earlier version of it. */
  put(active: ActiveRecipe): void;
  remove(recipeId: string): void;
  /** Makes the index one of these recipes. Only what is new or gone is worked on. */
  update(recipes: readonly ActiveRecipe[]): void;
  /** Shows the triggers that an event may pull (it leaves out none that it does), and whether that is sure. */
  candidates(event: LoggedEvent, show: (rule: Rule, isSure: boolean) => void): void;
  /** Whether a recipe has a trigger for events of this type. */
  listensTo(type: string): boolean;
  /** Every recipe in it. */
  recipes(): Recipe[];
}

/** The values of a recipe's inputs: the person's, or the defaults. */
export function inputsOf(recipe: Recipe, given: Record<string, FieldValue>): Record<string, FieldValue> {
  const defaults = Object.fromEntries(Object.entries(recipe.inputs).map(([name, input]) => [name, input.default]));
  return { ...defaults, ...given };
}

/** Recipes that an event cannot concern cost next to nothing: sorted by type of event, then by what their conditions demand. */
export function createMatchIndex(blocks: Blocks, recipes: readonly ActiveRecipe[] = []): MatchIndex {
  const byType = new Map<EventType, PredicateIndex<Rule>>();
  const known = new Map<string, { active: ActiveRecipe; rules: readonly [EventType, Rule][] }>();

  function put(active: ActiveRecipe): void {
    remove(active.recipe.id);
    const rules = rulesOf(active, blocks);
    known.set(active.recipe.id, { active, rules: rules.map(({ type, rule }) => [type, rule]) });
    for (const { type, rule, alternatives } of rules) {
      const index = byType.get(type) ?? createPredicateIndex<Rule>();
      byType.set(type, index);
      index.add(rule, alternatives);
    }
  }
  function remove(recipeId: string): void {
    for (const [type, rule] of known.get(recipeId)?.rules ?? []) byType.get(type)?.remove(rule);
    known.delete(recipeId);
  }
  const index: MatchIndex = {
    put,
    remove,
    update(wanted) {
      const ids = new Set(wanted.map(({ recipe }) => recipe.id));
      for (const id of known.keys()) if (!ids.has(id)) remove(id);
      for (const active of wanted) if (!isSame(known.get(active.recipe.id)?.active, active)) put(active);
    },
    candidates: (event, show) => byType.get(event.type)?.candidates(event.data, show),
    listensTo: (type) => (byType as ReadonlyMap<string, unknown>).has(type),
    recipes: () => [...known.values()].map(({ active }) => active.recipe),
  };
  index.update(recipes);
  return index;
}

const isSame = (one: ActiveRecipe | undefined, other: ActiveRecipe): boolean =>
  one === other ||
  (one?.hash === other.hash &&
    one.enabledAfterSeq === other.enabledAfterSeq &&
    isDeepStrictEqual(one.inputs, other.inputs));

/** The event of a timetable names its recipe. */
const ADDRESSEE: Attribute = { path: ['event', 'recipeId'], isList: false, read: (data) => data['recipeId'] };

function rulesOf(active: ActiveRecipe, blocks: Blocks): { type: EventType; rule: Rule; alternatives: Alternative[] }[] {
  const inputs = inputsOf(active.recipe, active.inputs);
  const isMine: Predicate = { op: 'is', attribute: ADDRESSEE, values: [active.recipe.id] };
  return triggersOf(active.recipe, blocks).flatMap(({ wanted, types }, at) => {
    const parts = [wanted.own, wanted.asked].map((condition) => liftCondition(condition, inputs));
    const rule = { active, inputs, at, wanted, test: compilePredicate({ op: 'and', parts }) };
    return types.map((type) => {
      const all = 'recipeId' in eventData[type].shape ? [isMine, ...parts] : parts;
      return { type, rule, alternatives: alternativesOf({ op: 'and', parts: all }) };
    });
  });
}

/** What each trigger of a recipe listens to and wants. */
export const triggersOf = (recipe: Recipe, blocks: Blocks): { wanted: Wanted; types: readonly EventType[] }[] =>
  recipe.triggers.map((use, at) => {
    const trigger = blocks.triggers.get(use.trigger);
    const wanted = { own: trigger?.condition?.(use.params, at), asked: use.if };
    return { wanted, types: trigger?.eventTypes(use.params) ?? [] };
  });

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

/** What a recipe with these inputs can see of the event: no records besides those that the event carries. */
export type See = (inputs: Record<string, FieldValue>) => Scope;

/** The recipes that an event starts, by id, each with its first trigger that is pulled. CEL is asked only where the index can't tell. */
export function pulledBy(index: MatchIndex, event: LoggedEvent, see: See, world?: World): Rule[] {
  const pulled: Rule[] = [];
  index.candidates(event, (rule, isSure) => {
    if (event.seq <= rule.active.enabledAfterSeq) return;
    const answer = isSure ? YES : rule.test(event.data);
    if (answer === YES || (answer === PERHAPS && isMet(rule, see, world))) pulled.push(rule);
  });
  if (pulled.length < 2) return pulled;
  pulled.sort((a, b) => compareIds(a.active.recipe.id, b.active.recipe.id) || a.at - b.at);
  return pulled.filter(({ active }, n) => active !== pulled[n - 1]?.active);
}

const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isMet = ({ wanted: { own, asked }, inputs }: Rule, see: See, world: World | undefined): boolean =>
  [own, asked].every((condition) => condition === undefined || judge(condition, see(inputs), world).isMet);

/** At most one match per recipe: the first trigger that is pulled. */
export const matchEvent = (index: MatchIndex, event: LoggedEvent, see: See, world?: World): Match[] =>
  pulledBy(index, event, see, world).map(({ active, inputs, wanted }) =>
    matchWanted({ active, inputs, triggers: [wanted] }, see(inputs), world),
  );

/** Why a recipe looks at an event or not, asked of CEL alone; `undefined` when it does not listen for such events. */
export function explainMatch(
  active: ActiveRecipe,
  blocks: Blocks,
  event: LoggedEvent,
  see: See,
  world?: World,
): Match | undefined {
  const triggers = triggersOf(active.recipe, blocks)
    .filter(({ types }) => types.includes(event.type))
    .map(({ wanted }) => wanted);
  if (triggers.length === 0 || !isAddressed(active, event)) return undefined;
  const inputs = inputsOf(active.recipe, active.inputs);
  return matchWanted({ active, inputs, triggers }, see(inputs), world);
}

function isAddressed(active: ActiveRecipe, event: LoggedEvent): boolean {
  if (event.seq <= active.enabledAfterSeq) return false;
  // A timetable belongs to its recipe.
  return !('recipeId' in event.data) || event.data.recipeId === active.recipe.id;
}

interface Asked {
  active: ActiveRecipe;
  inputs: Record<string, FieldValue>;
  triggers: readonly Wanted[];
}

function matchWanted({ active, inputs, triggers }: Asked, scope: Scope, world: World | undefined): Match {
  let refused = '';
  for (const { own, asked } of triggers) {
    const first = own === undefined ? undefined : judge(own, scope, world);
    if (first !== undefined && !first.isMet) {
      refused = first.text;
      continue;
    }
    const judgement = asked === undefined ? undefined : judge(asked, scope, world);
    if (judgement !== undefined && !judgement.isMet) {
      refused = judgement.text;
      continue;
    }
    const found = keyOf(active.recipe.entry.key, scope, world);
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
