import { describe, expect, it } from 'vitest';
import { readInvites } from '../../../shared/reading/calendar-invite.ts';

const invite = (lines: string, head = 'METHOD:REQUEST') =>
  readInvites(`BEGIN:VCALENDAR\n${head}\nBEGIN:VEVENT\nUID:42@cal.test\n${lines}\nEND:VEVENT\nEND:VCALENDAR\n`);

const OUTLOOK = `METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Pacific Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0700
TZOFFSETTO:-0800
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0800
TZOFFSETTO:-0700
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`;

describe('an invitation', () => {
  it('has the time, the people and the subject', () => {
    expect(
      invite(`SUMMARY:Kick-off\\, part 1\nLOCATION:Room 4\nDTSTART;TZID=Europe/Berlin:20260701T100000\nDTEND;TZID=Europe/Berlin:20260701T113000
ORGANIZER;CN=Dana Whitfield:mailto:Dana@globex.test\nATTENDEE;CN="Patel, Sam";PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:sam@
 larder.test\nATTENDEE;CUTYPE=ROOM;CN=Room 4:mailto:room4@globex.test\nATTENDEE:urn:x\nBEGIN:VALARM\nSUMMARY:Alarm\nATTENDEE:mailto:x@y.test\nEND:VALARM`),
    ).toEqual([
      {
        method: 'request',
        uid: '42@cal.test',
        summary: 'Kick-off, part 1',
        location: 'Room 4',
        start: '2026-07-01T08:00:00.000Z',
        end: '2026-07-01T09:30:00.000Z',
        isAllDay: false,
        isCancelled: false,
        organizer: { name: 'Dana Whitfield', address: 'dana@globex.test' },
        attendees: [
          { name: 'Patel, Sam', address: 'sam@larder.test', status: 'accepted', isPerson: true },
          { name: 'Room 4', address: 'room4@globex.test', isPerson: false },
        ],
      },
    ]);
  });

  it.each([
    ['DTSTART:20260105T090000Z', '2026-01-05T09:00:00.000Z'],
    ['DTSTART;TZID=America/New_York:20260105T090000', '2026-01-05T14:00:00.000Z'],
    ['DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260105T090000', '2026-01-05T08:00:00.000Z'],
    ['DTSTART;TZID=Asia/Kolkata:20260105T090000', '2026-01-05T03:30:00.000Z'],
    // The night in which the clocks change: 03:30 is after the gap.
    ['DTSTART;TZID=Europe/Berlin:20260329T033000', '2026-03-29T01:30:00.000Z'],
    ['DTSTART;VALUE=DATE:20260105', '2026-01-05T00:00:00.000Z'],
    ['DTSTART;TZID=Nowhere:20260105T090000', '2026-01-05T09:00:00.000Z'],
  ])('with %s starts at %s', (line, start) => {
    expect(invite(line)[0]?.start).toBe(start);
  });

  it.each([
    ['20260105T090000', '2026-01-05T17:00:00.000Z'],
    ['20260705T090000', '2026-07-05T16:00:00.000Z'],
    ['20260308T090000', '2026-03-08T16:00:00.000Z'],
    ['20261101T010000', '2026-11-01T08:00:00.000Z'],
    ['20261101T090000', '2026-11-01T17:00:00.000Z'],
  ])('of a zone that only the file explains: %s starts at %s', (time, start) => {
    expect(invite(`DTSTART;TZID=Pacific Standard Time:${time}`, OUTLOOK)[0]?.start).toBe(start);
  });

  it.each([
    ['DURATION:PT1H30M', '2026-01-05T10:30:00.000Z'],
    ['DURATION:P1D', '2026-01-06T09:00:00.000Z'],
    ['DTEND:20260105T080000Z', undefined],
    ['DURATION:soon', undefined],
  ])('with %s ends at %s', (line, end) => {
    expect(invite(`DTSTART:20260105T090000Z\n${line}`)[0]?.end).toBe(end);
  });

  it('may be cancelled, by its method or its status', () => {
    expect(invite('DTSTART:20260105T090000Z', 'METHOD:CANCEL')[0]?.isCancelled).toBe(true);
    expect(invite('DTSTART:20260105T090000Z\nSTATUS:CANCELLED')[0]?.isCancelled).toBe(true);
  });

  it.each(['', 'DTSTART:soon', 'DTSTART:20261399T000000Z', 'SUMMARY:no time'])('needs a time: %j', (line) => {
    expect(invite(line)).toEqual([]);
  });
});
