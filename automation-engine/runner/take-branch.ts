/** Steps that choose where a run goes on. Pure. */
import type { FieldValue } from '../../shared/model/record.ts';
import type { ChooseStep, IfStep, RepeatStep, SplitStep } from '../recipe-language/recipe.ts';
import type { Scope, ScopeValue } from '../recipe-language/scope.ts';
import { judge } from './judge.ts';
import { intoBranch, positionAfter, repeatOf, stepAt, timesAround } from './position.ts';
import { chanceAt, failed, remember, to, type Memory, type Situation, type Transition } from './situation.ts';

/** Lists are kept with the run: they must not make its row a large one. */
const LIST_CHARS_MAX = 50_000;

export function takeIf(situation: Situation, step: IfStep): Transition {
  const { recipe, position, scope, world, memory, now } = situation;
  const { isMet, seen, text } = judge(step.condition, scope, world);
  const branch = isMet ? 'then' : 'else';
  return {
    line: { step: position, kind: 'if', outcome: 'done', wanted: step.condition, seen, text },
    effects: [],
    next: to(intoBranch(recipe, position, branch)),
    ...remember(memory, step, now, { branch }),
  };
}

export function takeChoose(situation: Situation, step: ChooseStep): Transition {
  const { recipe, position, scope, world, memory, now } = situation;
  const judged: string[] = [];
  for (const [index, { condition }] of step.cases.entries()) {
    const { isMet, seen, text } = judge(condition, scope, world);
    judged.push(`${condition}: ${text}`);
    if (!isMet) continue;
    return {
      line: {
        step: position,
        kind: 'choose',
        outcome: 'done',
        wanted: condition,
        seen,
        text: `Case ${index + 1}: met`,
      },
      effects: [],
      next: to(intoBranch(recipe, position, `choose[${index}].then`)),
      ...remember(memory, step, now, { branch: index + 1 }),
    };
  }
  return {
    line: {
      step: position,
      kind: 'choose',
      outcome: 'done',
      seen: judged.join('; ').slice(0, 1_000),
      text: 'No case was met',
    },
    effects: [],
    next: to(intoBranch(recipe, position, 'else')),
    ...remember(memory, step, now, { branch: 'else' }),
  };
}

export function takeSplit(situation: Situation, step: SplitStep): Transition {
  const { recipe, position, memory, now } = situation;
  const chance = chanceAt(situation, step);
  const total = step.ways.reduce((sum, way) => sum + way.weight, 0);
  let reached = 0;
  const found = step.ways.findIndex((way) => (reached += way.weight) > chance * total);
  const index = found < 0 ? step.ways.length - 1 : found;
  const { label = '', weight = 0 } = step.ways[index] ?? {};
  const percent = Math.round((weight / total) * 1_000) / 10;
  return {
    line: {
      step: position,
      kind: 'split',
      outcome: 'done',
      seen: `chance ${chance.toFixed(4)}`,
      text: `Way "${label}" (${percent} %)`,
    },
    effects: [],
    next: to(intoBranch(recipe, position, `split[${index}].then`)),
    ...remember(memory, step, now, { branch: label }),
  };
}

/** Taken before the first time, and again before each further one. */
export function takeRepeat(situation: Situation, step: RepeatStep): Transition {
  const { recipe, position, scope, memory, now } = situation;
  const { path, time } = repeatOf(position) ?? { path: position, time: 0 };
  const begun = path === position ? listAt(scope, step.list) : memory.lists?.[path];
  if (begun === undefined) return failed(situation, 'repeat', `there is no list ${step.list} here`);
  const list = begun.slice(0, step.max);
  if (JSON.stringify(list).length > LIST_CHARS_MAX)
    return failed(situation, 'repeat', `the list ${step.list} is too large`);
  const isOver = time >= list.length;
  const lists = { ...memory.lists, [path]: list };
  if (isOver) delete lists[path];
  const kept: Memory = { ...memory, lists };
  const left = begun.length > list.length ? `, of ${begun.length}` : '';
  const text = isOver
    ? `${time === 0 ? 'The list is empty' : 'The list is at its end'}`
    : `${step.as} ${time + 1} of ${list.length}${left}: ${JSON.stringify(list[time]).slice(0, 100)}`;
  return {
    line: { step: position, kind: 'repeat', outcome: 'done', wanted: step.list, text },
    effects: [],
    next: to(isOver ? positionAfter(recipe, path) : intoBranch(recipe, path, `each[${time}].steps`)),
    memory: kept,
    ...(isOver ? remember(kept, step, now, { count: time }) : {}),
  };
}

/** The list at a path such as `contact.tags`. */
function listAt(scope: Scope, path: string): FieldValue[] | undefined {
  const found = path.split('.').reduce<ScopeValue | undefined>((value, name) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
      return undefined;
    return value[name];
  }, scope);
  return Array.isArray(found) ? found : undefined;
}

/** What the scope has besides at this place: what became of named steps, and the entries of the lists that are gone through. */
export function scopeInside({
  recipe,
  position,
  scope,
  memory,
}: Pick<Situation, 'recipe' | 'position' | 'scope' | 'memory'>): Scope {
  const inside: Scope = { ...scope, steps: memory.steps ?? {} };
  for (const { path, time } of timesAround(position)) {
    const step = stepAt(recipe, path);
    const entry = memory.lists?.[path]?.[time];
    if (step?.type === 'repeat' && entry !== undefined) inside[step.as] = entry;
  }
  return inside;
}
