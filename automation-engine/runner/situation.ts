/** What the step machine is told and what it answers: see advance.ts. */
import type { FieldValue } from '../../shared/model/record.ts';
import type { Effect } from '../actions/define-action.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import { parseDuration } from '../recipe-language/durations.ts';
import type { Recipe, Step } from '../recipe-language/recipe.ts';
import type { Scope, ScopeValue } from '../recipe-language/scope.ts';
import { inputNamed } from '../recipe-language/texts.ts';
import type { World } from '../recipe-language/world.ts';
import { timeText } from '../schedule/clock.ts';
import { wallTime } from '../schedule/due-times.ts';
import { resolveZone, type Zone } from '../schedule/zones.ts';
import { stableChance } from './chance.ts';
import { positionAfter } from './position.ts';
import type { MailTemplate } from './recipe-source.ts';
import type { TraceEntry } from './trace.ts';

/** What a run remembers of its steps. */
export interface Memory {
  /** What became of named steps, by name. */
  steps?: Record<string, Record<string, FieldValue>>;
  /** The lists that are gone through, by the path of their `repeat`. */
  lists?: Record<string, FieldValue[]>;
}

/** An event that a run may wait for. */
export interface Awaited {
  event: string;
  /** CEL */
  if?: string;
}

export interface Situation {
  recipe: Recipe;
  position: string;
  /** The wait at this position is over. */
  isWoken: boolean;
  /** The event that ended the wait at this position. */
  came?: { type: string; at: string };
  memory: Memory;
  scope: Scope;
  /** What conditions can ask besides. */
  world?: World;
  inputs: Record<string, FieldValue>;
  /** How often the recipe took this step's action today. */
  usedToday: number;
  /** How often for this contact, ever; asked for only when there is a limit. */
  usedForContact: number;
  /** Unix milliseconds. */
  now: number;
  /** IANA zone of the engine's owner. */
  zone: string;
  /** The engine's own pause dates. */
  holidays: readonly string[];
  blocks: Blocks;
  mailTemplates: ReadonlyMap<string, MailTemplate>;
}

export type Next =
  | { state: 'ready'; position: string }
  /** Position stays on the step that waits. Without `wakeAt` only what it waits for ends the wait. */
  | {
      state: 'waiting';
      wakeAt?: number;
      reason: string;
      waitsFor?: Awaited;
      /** When it is over the step is done, and is not taken once more. */
      isStep?: boolean;
      /** The step failed and is tried again. */
      isRetry?: boolean;
    }
  /** For the ledger row that the step's mail gets. */
  | { state: 'sending'; reason: string }
  | { state: 'done' }
  | { state: 'stopped' | 'failed'; reason: string };

export interface Transition {
  line: TraceEntry;
  effects: Effect[];
  next: Next;
  /** What the run remembers from now on, when it is something else than before. */
  memory?: Memory;
  /** The action whose use counts against its daily limit. */
  counts?: string;
}

/** To the next step, or to the end. */
export function onwards({ recipe, position }: Pick<Situation, 'recipe' | 'position'>): Next {
  return to(positionAfter(recipe, position));
}
export const to = (position: string | undefined): Next =>
  position === undefined ? { state: 'done' } : { state: 'ready', position };

export const failed = (
  { position }: Situation,
  kind: string,
  reason: string,
  data?: TraceEntry['data'],
): Transition => ({
  line: { step: position, kind, outcome: 'failed', text: reason, ...(data === undefined ? {} : { data }) },
  effects: [],
  next: { state: 'failed', reason },
});

/** The memory with what became of a step, if it has a name. */
export function remember(
  memory: Memory,
  step: Step,
  now: number,
  result: Record<string, FieldValue> = {},
): { memory?: Memory } {
  const name = 'name' in step ? step.name : undefined;
  if (name === undefined) return {};
  return { memory: { ...memory, steps: { ...memory.steps, [name]: { at: timeText(now), ...result } } } };
}

/** Milliseconds of a duration that is written out or an input. */
export function durationOf(text: string, inputs: Situation['inputs']): number | string {
  const name = inputNamed(text);
  const asked = name === undefined ? text : inputs[name];
  const millis = typeof asked === 'string' ? parseDuration(asked) : typeof asked === 'number' ? asked : undefined;
  return millis ?? `"${String(asked)}" is no duration`;
}

/** Stable chance for this step: the same contact (or, where there is none, the same key) always gets the same. */
export function chanceAt({ recipe, position, scope }: Situation, step: Step): number {
  const key = textAt(scope['contact'], 'id') ?? textAt(scope['entry'], 'key') ?? '';
  return stableChance(recipe.id, ('name' in step ? step.name : undefined) ?? position, key);
}

const textAt = (value: ScopeValue | undefined, name: string): string | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
    return undefined;
  const text = value[name];
  return typeof text === 'string' && text !== '' ? text : undefined;
};

/** The zone that a window names, for the contact of this run. */
export function zoneAt({ scope, zone, now }: Pick<Situation, 'scope' | 'zone' | 'now'>, wanted: string): Zone {
  const about = {
    timeZone: textAt(scope['contact'], 'timeZone'),
    phone: textAt(scope['contact'], 'phone'),
    country: textAt(scope['company'], 'country'),
  };
  return resolveZone(
    wanted,
    zone,
    Object.fromEntries(Object.entries(about).filter(([, text]) => text !== undefined)),
    now,
  );
}

export const pausesOf = ({ holidays, recipe }: Pick<Situation, 'holidays' | 'recipe'>): readonly string[] => [
  ...holidays,
  ...(recipe.holidays ?? []),
];

/** A time as a person reads it. */
export const moment = (at: number, zone: string): string =>
  `${wallTime(at, zone).slice(0, 16).replace('T', ' ')} (${zone})`;
