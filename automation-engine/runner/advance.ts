/**
 * The step machine, pure: a recipe, a place in it and what can be seen from there give the next transition. Nothing is done here; the
 * transition says what is to be done (see take-steps.ts).
 */
import { z } from 'zod';
import type { FieldValue } from '../../shared/model/record.ts';
import type { Effect } from '../actions/define-action.ts';
import type { ActionStep, Capability } from '../recipe-language/recipe.ts';
import { windowSchema } from '../recipe-language/schema.ts';
import { fillParams, inputNamed } from '../recipe-language/texts.ts';
import { nextDayStart } from '../schedule/due-times.ts';
import { stepAt } from './position.ts';
import { failed, moment, onwards, remember, type Situation, type Transition } from './situation.ts';
import type { TraceEntry } from './trace.ts';
import { scopeInside, takeChoose, takeIf, takeRepeat, takeSplit } from './take-branch.ts';
import { shutNow, takeEventWait, takeWait } from './take-wait.ts';

export type { Next, Situation, Transition } from './situation.ts';

/** Characters of each text. */
export const TRACED_MAX = 20_000;

export function advance(outside: Situation): Transition {
  const situation = { ...outside, scope: scopeInside(outside) };
  const { recipe, position } = situation;
  const step = stepAt(recipe, position);
  switch (step?.type) {
    case 'action':
      return takeAction(situation, step);
    case 'wait':
      return takeWait(situation, step);
    case 'wait-for-event':
      return takeEventWait(situation, step);
    case 'if':
      return takeIf(situation, step);
    case 'choose':
      return takeChoose(situation, step);
    case 'split':
      return takeSplit(situation, step);
    case 'repeat':
      return takeRepeat(situation, step);
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

function takeAction(situation: Situation, step: ActionStep): Transition {
  const { recipe, position, scope, now, zone, blocks, memory } = situation;
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
  const { perContact } = capability;
  if (perContact !== undefined && situation.usedForContact >= perContact) {
    return skip(situation, step, `the recipe may ${kind} ${perContact} times for one contact, and did`);
  }
  const shut = shutFor(situation, step);
  if (shut !== undefined) return shut;
  const filled = fillParams(withTemplate(step.params, situation), action.texts, scope, situation.inputs);
  if ('problem' in filled) return failed(situation, kind, `${filled.param}: ${filled.problem}`);
  const parsed = action.params.safeParse(filled.params);
  const data = { params: shortened(filled.params) };
  if (!parsed.success) return failed(situation, kind, z.prettifyError(parsed.error), data);
  const listed = action.listed === undefined ? undefined : String(filled.params[action.listed]);
  if (listed !== undefined && capability.only?.includes(listed) !== true)
    return failed(situation, kind, `the recipe may not ${kind} "${listed}": its capabilities do not name it`);
  const plan = action.plan(parsed.data, { scope, now, zone });
  if ('fail' in plan) return failed(situation, kind, plan.fail, data);
  if ('skip' in plan) return skip(situation, step, plan.skip, data);
  const forbidden = forbiddenHost(capability, plan.effects);
  if (forbidden !== undefined) {
    const allowed = capability.hosts?.join(', ');
    return failed(situation, kind, `the recipe may not call ${forbidden}: its capabilities name ${allowed}`, data);
  }
  const sends = plan.effects.filter((effect) => effect.type === 'send').length;
  if (sends > 1) return failed(situation, kind, 'one step sends one mail', data);
  const isDraft = plan.effects.some((effect) => effect.type === 'send' && effect.draft !== undefined);
  const waits = isDraft ? 'is waiting for approval' : 'is waiting to be handed over';
  return {
    // A draft is done when it is there; what becomes of it is told by lines of their own.
    line: { step: position, kind, outcome: sends === 1 && !isDraft ? 'waiting' : 'done', text: plan.text, data },
    effects: plan.effects,
    next: sends === 1 ? { state: 'sending', reason: `${plan.text} ${waits}` } : onwards(situation),
    counts: kind,
    ...remember(memory, step, now, { done: true, skipped: false, failed: false }),
  };
}

/** Rendered texts as the trace keeps them: all of a mail, but not of a book. */
const shortened = (params: Record<string, FieldValue>): Record<string, FieldValue> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && value.length > TRACED_MAX ? `${value.slice(0, TRACED_MAX)}…` : value,
    ]),
  );

function skip(situation: Situation, step: ActionStep, reason: string, data?: TraceEntry['data']): Transition {
  const text = `Skipped: ${reason}`;
  return {
    line: {
      step: situation.position,
      kind: step.action,
      outcome: 'skipped',
      text,
      ...(data === undefined ? {} : { data }),
    },
    effects: [],
    next: onwards(situation),
    ...remember(situation.memory, step, situation.now, { skipped: true, done: false, failed: false, reason }),
  };
}

/** The host that these effects would call though the capability names others. */
function forbiddenHost({ hosts }: Capability, effects: readonly Effect[]): string | undefined {
  if (hosts === undefined) return undefined;
  const called = effects.flatMap((effect) =>
    effect.type === 'send' && URL.canParse(effect.recipient.address) ? [new URL(effect.recipient.address).host] : [],
  );
  return called.find((host) => !hosts.includes(host));
}

/** An action with a window waits for it, and is then taken as it is then. */
function shutFor(situation: Situation, { params, action }: ActionStep): Transition | undefined {
  const window = params['window'] === undefined ? undefined : windowSchema.parse(params['window']);
  const shut = window === undefined ? undefined : shutNow(situation, window);
  if (shut === undefined) return undefined;
  if (shut.opensAt === undefined) return failed(situation, action, shut.reason);
  return {
    line: { step: situation.position, kind: 'window', outcome: 'waiting', text: shut.reason },
    effects: [],
    next: { state: 'waiting', wakeAt: shut.opensAt, reason: shut.reason },
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
