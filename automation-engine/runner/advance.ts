/**
 * The step machine, pure: a recipe, a place in it and what can be seen from there give the next transition. Nothing is done here; the
 * transition says what is to be done (see take-steps.ts).
 */
import { z } from 'zod';
import type { FieldValue } from '../../shared/model/record.ts';
import type { Effect } from '../actions/define-action.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import { parseDuration } from '../recipe-language/durations.ts';
import type { ActionStep, IfStep, Recipe, WaitStep } from '../recipe-language/recipe.ts';
import type { Scope } from '../recipe-language/scope.ts';
import { fillParams, inputNamed } from '../recipe-language/texts.ts';
import { timeText } from '../schedule/clock.ts';
import { addDuration, nextDayStart, wallTime } from '../schedule/due-times.ts';
import { judge } from './judge.ts';
import { intoBranch, positionAfter, stepAt } from './position.ts';
import type { MailTemplate } from './recipe-source.ts';
import type { TraceEntry } from './trace.ts';

export interface Situation {
  recipe: Recipe;
  position: string;
  /** The wait at this position is over. */
  isWoken: boolean;
  scope: Scope;
  inputs: Record<string, FieldValue>;
  /** How often the recipe took this step's action today. */
  usedToday: number;
  /** Unix milliseconds. */
  now: number;
  /** IANA zone of the engine's owner. */
  zone: string;
  blocks: Blocks;
  mailTemplates: ReadonlyMap<string, MailTemplate>;
}

export type Next =
  | { state: 'ready'; position: string }
  /** Position stays on the step that waits. */
  | { state: 'waiting'; wakeAt: number; reason: string }
  /** For the ledger row that the step's mail gets. */
  | { state: 'sending'; reason: string }
  | { state: 'done' }
  | { state: 'stopped' | 'failed'; reason: string };

export interface Transition {
  line: TraceEntry;
  effects: Effect[];
  next: Next;
  /** The action whose use counts against its daily limit. */
  counts?: string;
}

export function advance(situation: Situation): Transition {
  const { recipe, position } = situation;
  const step = stepAt(recipe, position);
  switch (step?.type) {
    case 'action':
      return takeAction(situation, step);
    case 'wait':
      return takeWait(situation, step);
    case 'if':
      return takeIf(situation, step);
    case 'stop':
      return {
        line: { step: position, kind: 'stop', outcome: 'done', text: `Stopped: ${step.reason}` },
        effects: [],
        next: { state: 'stopped', reason: step.reason },
      };
    case undefined:
      return failed(situation, 'lost', `this version of the recipe has no step at ${position}`);
  }
}

function onwards({ recipe, position }: Situation): Next {
  const next = positionAfter(recipe, position);
  return next === undefined ? { state: 'done' } : { state: 'ready', position: next };
}

const failed = ({ position }: Situation, kind: string, reason: string, data?: TraceEntry['data']): Transition => ({
  line: { step: position, kind, outcome: 'failed', text: reason, ...(data === undefined ? {} : { data }) },
  effects: [],
  next: { state: 'failed', reason },
});

function takeIf(situation: Situation, step: IfStep): Transition {
  const { recipe, position, scope } = situation;
  const { isMet, seen, text } = judge(step.condition, scope);
  const next = intoBranch(recipe, position, isMet ? 'then' : 'else');
  return {
    line: { step: position, kind: 'if', outcome: 'done', wanted: step.condition, seen, text },
    effects: [],
    next: next === undefined ? { state: 'done' } : { state: 'ready', position: next },
  };
}

function takeWait(situation: Situation, step: WaitStep): Transition {
  const { position, now, zone, inputs } = situation;
  const wanted = `${step.for}${step.calendar === 'business' ? ', Monday to Friday' : ''}`;
  if (situation.isWoken) {
    const line: TraceEntry = { step: position, kind: 'wait', outcome: 'done', wanted, text: 'The wait is over' };
    return { line, effects: [], next: onwards(situation) };
  }
  const name = inputNamed(step.for);
  const asked = name === undefined ? step.for : inputs[name];
  const millis = typeof asked === 'string' ? parseDuration(asked) : typeof asked === 'number' ? asked : undefined;
  if (millis === undefined) return failed(situation, 'wait', `"${String(asked)}" is no duration`);
  const wakeAt = addDuration(now, millis, step.calendar, zone);
  const reason = `Waits until ${moment(wakeAt, zone)}`;
  return {
    line: { step: position, kind: 'wait', outcome: 'waiting', wanted, seen: `now ${timeText(now)}`, text: reason },
    effects: [],
    next: { state: 'waiting', wakeAt, reason },
  };
}

const moment = (at: number, zone: string): string => `${wallTime(at, zone).slice(0, 16).replace('T', ' ')} (${zone})`;

function takeAction(situation: Situation, step: ActionStep): Transition {
  const { recipe, position, scope, now, zone, blocks } = situation;
  const kind = step.action;
  const action = blocks.actions.get(kind);
  if (action === undefined) return failed(situation, kind, `there is no action called ${kind}`);
  const capability = recipe.capabilities.find((known) => known.action === kind);
  if (capability === undefined) {
    return failed(situation, kind, `the recipe may not ${kind}: its capabilities do not name it`);
  }
  if (capability.perDay !== undefined && situation.usedToday >= capability.perDay) {
    const wakeAt = nextDayStart(now, zone);
    const reason = `The recipe may ${kind} ${capability.perDay} times a day and did; it goes on ${moment(wakeAt, zone)}`;
    return {
      line: {
        step: position,
        kind: 'limit',
        outcome: 'waiting',
        wanted: `${capability.perDay} a day`,
        seen: `${situation.usedToday} today`,
        text: reason,
      },
      effects: [],
      next: { state: 'waiting', wakeAt, reason },
    };
  }
  const filled = fillParams(withTemplate(step.params, situation), action.texts, scope, situation.inputs);
  if ('problem' in filled) return failed(situation, kind, `${filled.param}: ${filled.problem}`);
  const parsed = action.params.safeParse(filled.params);
  if (!parsed.success) return failed(situation, kind, z.prettifyError(parsed.error), { params: filled.params });
  const plan = action.plan(parsed.data, { scope, now, zone });
  const data = { params: filled.params };
  if ('fail' in plan) return failed(situation, kind, plan.fail, data);
  if ('skip' in plan) {
    const text = `Skipped: ${plan.skip}`;
    return { line: { step: position, kind, outcome: 'skipped', text, data }, effects: [], next: onwards(situation) };
  }
  const sends = plan.effects.filter((effect) => effect.type === 'send').length;
  if (sends > 1) return failed(situation, kind, 'one step sends one mail', data);
  return {
    line: { step: position, kind, outcome: sends === 1 ? 'waiting' : 'done', text: plan.text, data },
    effects: plan.effects,
    next: sends === 1 ? { state: 'sending', reason: `${plan.text} is waiting to be handed over` } : onwards(situation),
    counts: kind,
  };
}

/** A parameter `template` names texts of the library: they come in as if the recipe had written them itself. */
function withTemplate(
  params: Record<string, FieldValue>,
  { inputs, mailTemplates }: Situation,
): Record<string, FieldValue> {
  const name = inputNamed(params['template']);
  const template = mailTemplates.get(String(name === undefined ? params['template'] : inputs[name]));
  return template === undefined ? params : { ...params, subject: template.subject, text: template.text };
}
