/** Reads a meeting out of a calendar part (iCalendar, RFC 5545; invitations, RFC 5546): who takes part, and when. */
import { normaliseAddress, type MailAddress } from './addresses.ts';
import { readZones, utcOf, type Zones } from './calendar-time.ts';
import { clipLine } from './evidence.ts';
import { readContentLines, type ContentLine } from './vcard-lines.ts';
import { unescapeText } from './vcard-text.ts';

export interface Attendee extends MailAddress {
  /** `accepted`, `declined`, `tentative`, `needs-action` …, in lower case. */
  status?: string;
  /** A room or a device is nobody. */
  isPerson: boolean;
}

export interface CalendarInvite {
  /** `request`, `cancel`, `reply`, …, in lower case; a file without a method is `publish`. */
  method: string;
  uid: string;
  summary: string;
  location?: string;
  /** ISO 8601 in UTC. */
  start: string;
  end?: string;
  isAllDay: boolean;
  isCancelled: boolean;
  organizer?: MailAddress;
  attendees: Attendee[];
}

const EVENTS_MAX = 20;
const ATTENDEES_MAX = 200;

/** The meetings of a file; what has no readable start is none. Never throws. */
export function readInvites(input: Uint8Array | string): CalendarInvite[] {
  const lines = readContentLines(input);
  const zones = readZones(lines);
  const method =
    lines
      .find(({ name }) => name === 'METHOD')
      ?.value.trim()
      .toLowerCase() ?? 'publish';
  const invites: CalendarInvite[] = [];
  let event: ContentLine[] | undefined;
  /** Alarms inside of an event have summaries and attendees of their own. */
  let depth = 0;
  for (const line of lines) {
    const isEvent = /^VEVENT$/iu.test(line.value.trim());
    if (line.name === 'BEGIN' && isEvent) {
      event = [];
      depth = 0;
    } else if (line.name === 'END' && isEvent) {
      const invite = event === undefined ? undefined : inviteOf(event, method, zones);
      if (invite !== undefined) invites.push(invite);
      event = undefined;
      if (invites.length === EVENTS_MAX) break;
    } else if (line.name === 'BEGIN') depth++;
    else if (line.name === 'END') depth--;
    else if (depth === 0) event?.push(line);
  }
  return invites;
}

function inviteOf(lines: readonly ContentLine[], method: string, zones: Zones): CalendarInvite | undefined {
  const first = (name: string) => lines.find((line) => line.name === name);
  const text = (name: string) => clipLine(unescapeText(first(name)?.value ?? ''));
  const dtStart = first('DTSTART');
  const start = dtStart === undefined ? undefined : utcOf(dtStart, zones);
  if (dtStart === undefined || start === undefined) return undefined;
  const dtEnd = first('DTEND');
  const millis = durationOf(first('DURATION')?.value ?? '');
  const end =
    dtEnd === undefined
      ? millis === undefined
        ? undefined
        : new Date(Date.parse(start) + millis).toISOString()
      : utcOf(dtEnd, zones);
  const location = text('LOCATION');
  const organizer = lines.filter(({ name }) => name === 'ORGANIZER').flatMap(attendeeOf)[0];
  return {
    method,
    uid: (first('UID')?.value ?? '').trim().slice(0, 900),
    summary: text('SUMMARY'),
    ...(location === '' ? {} : { location }),
    start,
    ...(end === undefined || end < start ? {} : { end }),
    isAllDay: /^\d{8}$/u.test(dtStart.value.trim()),
    isCancelled: method === 'cancel' || /^CANCELLED$/iu.test(first('STATUS')?.value.trim() ?? ''),
    ...(organizer === undefined ? {} : { organizer: { name: organizer.name, address: organizer.address } }),
    attendees: lines
      .filter(({ name }) => name === 'ATTENDEE')
      .slice(0, ATTENDEES_MAX)
      .flatMap(attendeeOf),
  };
}

/** `ATTENDEE;CN=Dana Whitfield;PARTSTAT=ACCEPTED:mailto:dana@globex.test`; nothing for one without an address. */
function attendeeOf({ params, value }: ContentLine): Attendee[] {
  const param = (name: string) => params.find((each) => each.name === name)?.values[0];
  // Some programs put an X.500 name into the value and the address into a parameter.
  const address = normaliseAddress(value.trim()) ?? normaliseAddress(param('EMAIL') ?? '');
  if (address === undefined) return [];
  const name = clipLine(param('CN') ?? '').replace(/^(["'])(.*)\1$/u, '$2');
  const status = param('PARTSTAT')?.toLowerCase();
  return [
    {
      name: normaliseAddress(name) === undefined ? name : '',
      address,
      ...(status === undefined ? {} : { status }),
      isPerson: !/^(?:ROOM|RESOURCE|GROUP)$/iu.test(param('CUTYPE') ?? ''),
    },
  ];
}

/** RFC 5545 section 3.3.6: `PT1H30M`, `P1D`. */
function durationOf(value: string): number | undefined {
  const match = /^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/u.exec(
    value.trim(),
  );
  if (match === null) return undefined;
  const [, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.map(Number).map((each) => each || 0);
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}
