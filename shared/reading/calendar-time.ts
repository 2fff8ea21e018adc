/**
 * Times of iCalendar (RFC 5545 section 3.3.5) in UTC. A zone is read by its IANA name; the names that mail programs make up themselves
 * ("Pacific Standard Time") are explained in the same file, by a VTIMEZONE whose rules are followed here.
 */
import type { ContentLine } from './vcard-lines.ts';

/** One half of a zone's year. */
interface Observance {
  /** The wall clock at its first beginning, in milliseconds as if it were UTC. */
  start: number;
  offsetMinutes: number;
  /** Of a yearly rule: the month (1 to 12), the weekday (0 is Sunday), and which of them, from the end when negative. */
  rule?: { month: number; weekday: number; nth: number };
}

export type Zones = ReadonlyMap<string, readonly Observance[]>;

const ZONES_MAX = 50;
const OBSERVANCES_MAX = 50;
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

export function readZones(lines: readonly ContentLine[]): Zones {
  const zones = new Map<string, Observance[]>();
  let zone: Observance[] | undefined;
  let half: Map<string, string> | undefined;
  for (const { name, value } of lines) {
    const word = value.trim().toUpperCase();
    if (name === 'BEGIN' && word === 'VTIMEZONE') zone = [];
    else if (name === 'END' && word === 'VTIMEZONE') zone = undefined;
    else if (zone !== undefined && name === 'TZID' && zones.size < ZONES_MAX) zones.set(value.trim(), zone);
    else if (name === 'BEGIN' && (word === 'STANDARD' || word === 'DAYLIGHT')) half = new Map();
    else if (name === 'END' && half !== undefined) {
      const observance = observanceOf(half);
      if (observance !== undefined && zone !== undefined && zone.length < OBSERVANCES_MAX) zone.push(observance);
      half = undefined;
    } else half?.set(name, word);
  }
  return zones;
}

function observanceOf(half: ReadonlyMap<string, string>): Observance | undefined {
  const offset = /^([+-])(\d{2})(\d{2})/u.exec(half.get('TZOFFSETTO') ?? '');
  const start = wallOf(half.get('DTSTART') ?? '');
  if (offset === null || start === undefined) return undefined;
  const offsetMinutes = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
  const rule = half.get('RRULE') ?? '';
  const month = Number(/BYMONTH=(\d{1,2})(?:;|$)/u.exec(rule)?.[1] ?? 0);
  const day = /BYDAY=([+-]?\d)(SU|MO|TU|WE|TH|FR|SA)(?:;|$)/u.exec(rule);
  if (!rule.includes('FREQ=YEARLY') || month < 1 || month > 12 || day === null) return { start, offsetMinutes };
  return { start, offsetMinutes, rule: { month, weekday: DAYS.indexOf(day[2] ?? ''), nth: Number(day[1]) } };
}

const WALL = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/u;

/** What the clock on the wall shows, as milliseconds in UTC. */
function wallOf(value: string): number | undefined {
  const match = WALL.exec(value.trim());
  if (match === null) return undefined;
  const [, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(0, 7)
    .map((part) => Number(part ?? 0));
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
    return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** A date-time or a day in UTC (ISO 8601); a day, and a time of no zone, count as if they were in UTC. */
export function utcOf(line: ContentLine, zones: Zones): string | undefined {
  const wall = wallOf(line.value);
  if (wall === undefined) return undefined;
  const zone = line.params.find(({ name }) => name === 'TZID')?.values[0]?.trim();
  const isLocal = zone !== undefined && !line.value.trim().endsWith('Z') && line.value.includes('T');
  const minutes = isLocal ? (ianaOffset(zone, wall) ?? ruleOffset(zones.get(zone) ?? [], wall) ?? 0) : 0;
  return new Date(wall - minutes * 60_000).toISOString();
}

/** The offset of an IANA zone when its clocks show this time; `undefined` for a zone that the platform does not know. */
function ianaOffset(zone: string, wall: number): number | undefined {
  // Mozilla's ids end in the name of the zone: "/mozilla.org/20050126_1/Europe/Berlin".
  const name = /(?:^|\/)([A-Za-z_]+\/[A-Za-z_+-]+(?:\/[A-Za-z_-]+)?|UTC)$/u.exec(zone)?.[1] ?? zone;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    const shown = (at: number) => {
      const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
      return Date.UTC(
        part['year'] ?? 0,
        (part['month'] ?? 1) - 1,
        part['day'],
        part['hour'],
        part['minute'],
        part['second'],
      );
    };
    const guess = wall - (shown(wall) - wall);
    // Twice, because the first guess may lie on the other side of a change of the clocks.
    return Math.round((shown(guess) - guess) / 60_000);
  } catch {
    return undefined;
  }
}

/** The offset of the observance that began last. */
function ruleOffset(observances: readonly Observance[], wall: number): number | undefined {
  const year = new Date(wall).getUTCFullYear();
  let latest = Number.NEGATIVE_INFINITY;
  let offset: number | undefined;
  for (const observance of observances) {
    for (const onset of onsets(observance, year)) {
      if (onset > wall || onset <= latest) continue;
      latest = onset;
      offset = observance.offsetMinutes;
    }
  }
  return offset ?? observances[0]?.offsetMinutes;
}

function onsets({ start, rule }: Observance, year: number): number[] {
  if (rule === undefined) return [start];
  const time = start - Math.floor(start / 86_400_000) * 86_400_000;
  return [year - 1, year]
    .map((each) => {
      const first = Date.UTC(each, rule.month - 1, 1);
      const length = new Date(Date.UTC(each, rule.month, 0)).getUTCDate();
      const shift = (rule.weekday - new Date(first).getUTCDay() + 7) % 7;
      const last = shift + Math.floor((length - 1 - shift) / 7) * 7;
      const day = rule.nth > 0 ? shift + (rule.nth - 1) * 7 : last + (rule.nth + 1) * 7;
      return first + day * 86_400_000 + time;
    })
    .filter((onset) => onset >= start);
}
