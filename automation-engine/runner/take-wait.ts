/** Steps that wait. Pure. */
import type { FieldValue } from '../../shared/model/record.ts';
import { parseOffset } from '../recipe-language/durations.ts';
import type { EventWaitStep, WaitStep, Window } from '../recipe-language/recipe.ts';
import { timeText } from '../schedule/clock.ts';
import { addDuration, instantOf } from '../schedule/due-times.ts';
import { openFrom } from '../schedule/windows.ts';
import { keyOf } from './judge.ts';
import { intoBranch } from './position.ts';
import {
  chanceAt,
  durationOf,
  failed,
  moment,
  onwards,
  pausesOf,
  remember,
  to,
  zoneAt,
  type Situation,
  type Transition,
} from './situation.ts';

const DAY_STARTS = '09:00:00';

export function takeWait(situation: Situation, step: WaitStep): Transition {
  const { now, zone, position, memory, isWoken } = situation;
  const wanted = wantedBy(step);
  const spread = step.spread === undefined ? 0 : durationOf(step.spread, situation.inputs);
  if (typeof spread === 'string') return failed(situation, 'wait', spread);
  const delay = Math.floor(chanceAt(situation, step) * spread);
  const due = isWoken ? now : dueAt(situation, step);
  if (typeof due === 'string') return failed(situation, 'wait', due);
  const wakeAt = isWoken ? now : due + delay;
  if (wakeAt > now) return waitUntil(situation, wanted, wakeAt, `Waits until ${moment(wakeAt, zone)}`);
  // Looked at when the rest is over: what was known of the contact's zone before does not count.
  const shut = step.window === undefined ? undefined : shutNow(situation, step.window);
  if (shut === undefined) {
    const text = isWoken ? 'The wait is over' : 'There is nothing to wait for';
    return {
      line: { step: position, kind: 'wait', outcome: 'done', wanted, text },
      effects: [],
      next: onwards(situation),
      ...remember(memory, step, now),
    };
  }
  if (shut.opensAt === undefined) return failed(situation, 'wait', shut.reason);
  const opensAt = shut.opensAt + Math.min(delay, shut.lastsMs / 2);
  return waitUntil(situation, wanted, opensAt, shut.reason);
}

const wantedBy = ({ for: duration, until, offset, calendar, spread, window }: WaitStep): string =>
  [
    duration === undefined ? '' : `${duration}${calendar === 'business' ? ', Monday to Friday' : ''}`,
    until === undefined ? '' : `until ${until}${offset === undefined ? '' : ` ${offset}`}`,
    spread === undefined ? '' : `spread over ${spread}`,
    window === undefined ? '' : wantedWindow(window),
  ]
    .filter((part) => part !== '')
    .join('; ');

function waitUntil({ position, now }: Situation, wanted: string, wakeAt: number, reason: string): Transition {
  return {
    line: { step: position, kind: 'wait', outcome: 'waiting', wanted, seen: `now ${timeText(now)}`, text: reason },
    effects: [],
    next: { state: 'waiting', wakeAt, reason, isStep: true },
  };
}

/** When the time of a wait is over (Unix milliseconds), or why that is not known. */
function dueAt(situation: Situation, step: WaitStep): number | string {
  const { now, zone, scope, world, inputs } = situation;
  const pauses = pausesOf(situation);
  if (step.for !== undefined) {
    const millis = durationOf(step.for, inputs);
    return typeof millis === 'string' ? millis : addDuration(now, millis, step.calendar, zone, pauses);
  }
  if (step.until === undefined) return now;
  const found = keyOf(`string(${step.until})`, scope, world);
  if ('unknown' in found) return `there is no time to wait for: ${found.unknown}`;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(found.key);
  const at = isDay ? instantOf(`${found.key}T${DAY_STARTS}`, zone) : timeOf(found.key);
  if (Number.isNaN(at)) return `${step.until} gives "${found.key.slice(0, 40)}", which is neither a day nor a time`;
  return addDuration(at, parseOffset(step.offset ?? '0d') ?? 0, step.calendar, zone, pauses);
}

/** ISO 8601 with a zone; anything else that Date would read means something else to everyone. */
const timeOf = (text: string): number =>
  /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;

const wantedWindow = (window: Window): string => `${hoursText(window)} (${window.zone})`;

/** `from 09:00 to 16:00 on workdays` */
export const hoursText = ({ from, to: end, days }: Pick<Window, 'from' | 'to' | 'days'>): string =>
  `from ${from} to ${end}${days === undefined ? '' : ` on ${days === 'workdays' ? days : days.join(', ')}`}`;

export interface Shut {
  /** `undefined` when it never opens. */
  opensAt: number | undefined;
  /** How long it is open then. */
  lastsMs: number;
  reason: string;
}

/** Whether a window is shut now, and until when; `undefined` when it is open. */
export function shutNow(
  situation: Parameters<typeof zoneAt>[0] & Parameters<typeof pausesOf>[0],
  window: Window,
): Shut | undefined {
  const { now } = situation;
  const { zone, from } = zoneAt(situation, window.zone);
  const opensAt = openFrom(window, zone, now, pausesOf(situation));
  if (opensAt === now) return undefined;
  const lastsMs =
    Date.parse(`1970-01-01T${window.to === '24:00' ? '23:59' : window.to}Z`) - Date.parse(`1970-01-01T${window.from}Z`);
  const reason =
    opensAt === undefined
      ? `There is no time ${wantedWindow(window)} ahead`
      : `Waits until ${moment(opensAt, zone)}: the hours are ${wantedWindow(window)}; the zone is that of ${from}`;
  return { opensAt, lastsMs, reason };
}

export function takeEventWait(situation: Situation, step: EventWaitStep): Transition {
  const { recipe, position, now, zone, memory, came, isWoken } = situation;
  const wanted = `${step.event}${step.if === undefined ? '' : ` if ${step.if}`}, within ${step.timeout}`;
  const base = { step: position, kind: 'wait', wanted };
  if (isWoken) {
    const event: Record<string, FieldValue> = came === undefined ? {} : { event: { ...came } };
    return {
      line: {
        ...base,
        outcome: 'done',
        text: came === undefined ? `No ${step.event} came in time` : `${came.type} came`,
      },
      effects: [],
      next: to(intoBranch(recipe, position, came === undefined ? 'else' : 'then')),
      ...remember(memory, step, now, { timedOut: came === undefined, ...event }),
    };
  }
  const millis = durationOf(step.timeout, situation.inputs);
  if (typeof millis === 'string') return failed(situation, 'wait', millis);
  const wakeAt = now + millis;
  const reason = `Waits for ${step.event}, until ${moment(wakeAt, zone)} at most`;
  const waitsFor = { event: step.event, ...(step.if === undefined ? {} : { if: step.if }) };
  return {
    line: { ...base, outcome: 'waiting', seen: `now ${timeText(now)}`, text: reason },
    effects: [],
    next: { state: 'waiting', wakeAt, reason, waitsFor, isStep: true },
  };
}
