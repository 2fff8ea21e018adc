/**
 * The CRM's own functions for conditions, each with its line of documentation. What is wrong with a value makes the answer unknown.
 */
import { celFunc, CelScalar, isCelList, isCelMap, mapType, objectType, type CelFunc, type CelMap } from '@bufbuild/cel';
import { channels, directions } from '../../shared/model/interaction.ts';
import { wallTime } from '../schedule/due-times.ts';
import { businessDaysBetween, daysToAnniversary, hourOf, isDay, weekdayOf, yearsSince } from './calendar.ts';
import { moment } from './meter.ts';
import type { ScopeValue } from './scope.ts';
import type { ValueType } from './value-types.ts';

const TIMESTAMP = objectType('google.protobuf.Timestamp');
const { BOOL, DYN, INT, STRING } = CelScalar;
const RECORD = mapType(STRING, DYN);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What is written about a function where people look: the README and the hints. */
export interface OwnFunction {
  /** With its parameters; brackets stand around what may be left out. */
  use: string;
  /** What it gives. */
  about: string;
  funcs: CelFunc[];
  /** What the first text must hold, as far as that is known before it runs. */
  takes?: 'time' | 'day';
  /** What the function gives, where that is more than CEL says. */
  gives?: ValueType;
  /** All that the texts can be, by their place. */
  words?: readonly (readonly string[] | undefined)[];
}

function millisOfText(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(text === '' ? 'the time is empty' : `"${text.slice(0, 40)}" is no time`);
  return at;
}

function millisOfStamp(stamp: unknown): number {
  if (typeof stamp !== 'object' || stamp === null || !('message' in stamp)) return Number.NaN;
  const { message } = stamp;
  if (typeof message !== 'object' || message === null || !('seconds' in message) || !('nanos' in message))
    return Number.NaN;
  return Number(message.seconds) * 1_000 + Math.floor(Number(message.nanos) / 1_000_000);
}

function dayOfText(text: string): string {
  if (!isDay(text)) throw new Error(text === '' ? 'the day is empty' : `"${text.slice(0, 40)}" is no day`);
  return text;
}

function inZoneOf<T>(zone: string, read: (zone: string) => T): T {
  if (zone === '') throw new Error('the time zone is empty');
  try {
    return read(zone);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Error(`"${zone.slice(0, 40)}" is no time zone`, { cause });
  }
}

/** For times as texts and as timestamps. */
const ofTime = (name: string, read: (at: number) => bigint): CelFunc[] => [
  celFunc(name, [STRING], INT, (text) => read(millisOfText(text))),
  celFunc(name, [TIMESTAMP], INT, (stamp) => read(millisOfStamp(stamp))),
];
/** The same with a zone; without one it is the owner's, unless the zone must be named. */
const ofZonedTime = (name: string, read: (at: number, zone: string) => number): CelFunc[] => [
  ...ofTime(name, (at) => BigInt(read(at, moment().world.zone))),
  celFunc(name, [STRING, STRING], INT, (text, zone) =>
    inZoneOf(zone, (known) => BigInt(read(millisOfText(text), known))),
  ),
  celFunc(name, [TIMESTAMP, STRING], INT, (stamp, zone) =>
    inZoneOf(zone, (known) => BigInt(read(millisOfStamp(stamp), known))),
  ),
];
const ofDay = (name: string, read: (day: string, now: number, zone: string) => number): CelFunc[] => [
  celFunc(name, [STRING], INT, (day) => BigInt(read(dayOfText(day), moment().now, moment().world.zone))),
  celFunc(name, [STRING, STRING], INT, (day, zone) =>
    inZoneOf(zone, (known) => BigInt(read(dayOfText(day), moment().now, known))),
  ),
];
const whole = (millis: number, unit: number) => BigInt(Math.floor(millis / unit));

function textIn(record: CelMap, field: string, name: string): string {
  const value = record.get(field);
  if (typeof value !== 'string' || value === '') throw new Error(`${name}() asks for a contact`);
  return value;
}

/** Asks the world and keeps its answer for the trace. */
function ask<T extends ScopeValue>(question: string, answer: T): T {
  moment().answers.set(question, answer);
  return answer;
}

function lastInteraction(contact: CelMap, ...where: string[]): string {
  const [channel, direction] = where;
  const id = textIn(contact, 'id', 'lastInteraction');
  const words = where.map((word) => `, ${JSON.stringify(word)}`).join('');
  return ask(
    `lastInteraction(contact${words})`,
    moment().world.lastInteractionAt(id, channel || undefined, direction || undefined) ?? '',
  );
}

export const ownFunctions: readonly OwnFunction[] = [
  {
    use: 'hasTag(record, tag)',
    about: 'whether a contact, company or deal has the tag',
    funcs: [
      celFunc('hasTag', [RECORD, STRING], BOOL, (record, tag) => {
        const tags = record.get('tags');
        if (!isCelList(tags)) throw new Error('hasTag() asks for something that has tags, such as contact');
        return [...tags].includes(tag);
      }),
    ],
  },
  {
    use: 'inSegment(contact, segment)',
    about: 'whether the contact is in the segment now',
    funcs: [
      celFunc('inSegment', [RECORD, STRING], BOOL, (contact, segment) =>
        ask(
          `inSegment(contact, ${JSON.stringify(segment)})`,
          moment().world.inSegment(textIn(contact, 'id', 'inSegment'), segment),
        ),
      ),
    ],
  },
  {
    use: 'hasConsent(contact, channel, purpose)',
    about:
      'whether the contact said yes, such as hasConsent(contact, "email", "marketing"); false where nothing is known',
    funcs: [
      celFunc('hasConsent', [RECORD, STRING, STRING], BOOL, (contact, channel, purpose) => {
        const all = contact.get('consent');
        if (!isCelMap(all)) throw new Error('hasConsent() asks for a contact');
        const one = all.get(`${channel}:${purpose}`);
        return isCelMap(one) && one.get('state') === 'granted';
      }),
    ],
  },
  {
    use: 'lastInteraction(contact[, channel[, direction]])',
    about:
      'when the latest interaction was that no recipe made, as a text; "" when there never was one; "" stands for any channel',
    gives: { is: 'string', form: 'time' },
    words: [undefined, channels, directions],
    funcs: [
      celFunc('lastInteraction', [RECORD], STRING, (contact) => lastInteraction(contact)),
      celFunc('lastInteraction', [RECORD, STRING], STRING, (contact, channel) => lastInteraction(contact, channel)),
      celFunc('lastInteraction', [RECORD, STRING, STRING], STRING, (contact, channel, direction) =>
        lastInteraction(contact, channel, direction),
      ),
    ],
  },
  {
    use: 'daysSince(time)',
    about: 'whole days of 24 hours that have passed; below zero for a time to come',
    takes: 'time',
    funcs: ofTime('daysSince', (at) => whole(moment().now - at, DAY_MS)),
  },
  {
    use: 'hoursSince(time)',
    about: 'whole hours that have passed',
    takes: 'time',
    funcs: ofTime('hoursSince', (at) => whole(moment().now - at, HOUR_MS)),
  },
  {
    use: 'daysUntil(time)',
    about: 'whole days of 24 hours that are left; below zero for a time that is over',
    takes: 'time',
    funcs: ofTime('daysUntil', (at) => whole(at - moment().now, DAY_MS)),
  },
  {
    use: 'hoursUntil(time)',
    about: 'whole hours that are left',
    takes: 'time',
    funcs: ofTime('hoursUntil', (at) => whole(at - moment().now, HOUR_MS)),
  },
  {
    use: 'businessDaysSince(time[, zone])',
    about: 'days from Monday to Friday that began since the day of that time',
    takes: 'time',
    funcs: ofZonedTime('businessDaysSince', (at, zone) => businessDaysBetween(at, moment().now, zone)),
  },
  {
    use: 'anniversary(day[, zone])',
    about: 'days until the day comes round again, 0 on the day itself: anniversary(contact.birthday) == 0',
    takes: 'day',
    funcs: ofDay('anniversary', daysToAnniversary),
  },
  {
    use: 'yearsSince(day[, zone])',
    about: 'whole years since the day, such as an age',
    takes: 'day',
    funcs: ofDay('yearsSince', yearsSince),
  },
  {
    use: 'localHour(time[, zone])',
    about: 'the hour on the wall, 0 to 23: localHour(now, contact.timeZone) >= 9',
    takes: 'time',
    funcs: ofZonedTime('localHour', hourOf),
  },
  {
    use: 'weekday(time[, zone])',
    about: 'the day of the week, 1 for Monday to 7 for Sunday',
    takes: 'time',
    funcs: ofZonedTime('weekday', weekdayOf),
  },
  {
    use: 'inZone(time, zone)',
    about: 'what a clock on the wall shows there, as a text such as "2026-03-06T11:00:00"',
    takes: 'time',
    funcs: [
      celFunc('inZone', [STRING, STRING], STRING, (text, zone) =>
        inZoneOf(zone, (known) => wallTime(millisOfText(text), known)),
      ),
      celFunc('inZone', [TIMESTAMP, STRING], STRING, (stamp, zone) =>
        inZoneOf(zone, (known) => wallTime(millisOfStamp(stamp), known)),
      ),
    ],
  },
];
