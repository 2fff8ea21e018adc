import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../automation-engine/recipe-language/conditions.ts';
import { ownFunctions } from '../../../automation-engine/recipe-language/own-functions.ts';
import type { Scope } from '../../../automation-engine/recipe-language/scope.ts';
import type { World } from '../../../automation-engine/recipe-language/world.ts';

/** A Tuesday, half past nine in the evening in Stockholm. */
const scope: Scope = {
  now: '2026-03-10T20:30:00.000Z',
  contact: {
    id: 'c1',
    tags: ['vip'],
    createdAt: '2026-03-06T22:59:00.000Z',
    birthday: '1980-03-11',
    timeZone: 'Asia/Kathmandu',
    consent: { 'email:marketing': { state: 'granted' }, 'email:news': { state: 'withdrawn' } },
  },
  deal: { id: 'd1', tags: [], expectedCloseOn: '2024-02-29' },
};
const world: World = {
  zone: 'Europe/Stockholm',
  inSegment(contactId, segmentId) {
    if (segmentId === 'none') throw new Error('there is no segment called "none"');
    return contactId === 'c1' && segmentId === 'buyers';
  },
  lastInteractionAt: (_, channel, direction) =>
    channel === 'call' ? undefined : direction === 'in' ? '2026-03-01T00:00:00.000Z' : '2026-03-09T12:00:00.000Z',
};

function ask(source: string, over?: World) {
  const compiled = compileCondition(source);
  if ('problem' in compiled) throw new Error(compiled.problem);
  return compiled.condition.evaluate(scope, over);
}

describe('the functions of the CRM', () => {
  it.each([
    'hasTag(contact, "vip") && !hasTag(deal, "vip")',
    'inSegment(contact, "buyers") && !inSegment(contact, "lost")',
    'hasConsent(contact, "email", "marketing") && !hasConsent(contact, "email", "news")',
    '!hasConsent(contact, "email", "constructor") && !hasConsent(contact, "phone", "marketing")',
    'lastInteraction(contact) == "2026-03-09T12:00:00.000Z" && lastInteraction(contact, "call") == ""',
    'daysSince(lastInteraction(contact, "", "in")) == 9 && hoursSince(lastInteraction(contact, "email")) == 32',
    'daysSince(contact.createdAt) == 3 && daysSince(timestamp(contact.createdAt)) == 3 && daysSince("2026-03-11") == -1',
    'daysUntil("2026-03-12") == 1 && daysUntil(now + duration("49h")) == 2 && hoursUntil("2026-03-10T23:00:00Z") == 2',
    // Friday 23:59 in Stockholm; in UTC as well, in Kathmandu it is Saturday.
    'businessDaysSince(contact.createdAt) == 2 && businessDaysSince(contact.createdAt, contact.timeZone) == 3',
    'businessDaysSince("2026-03-07T12:00:00Z") == 2 && businessDaysSince(now) == 0 && businessDaysSince("2026-03-16T12:00:00Z") == -4',
    'businessDaysSince("2025-03-10T12:00:00Z") == 261',
    'anniversary(contact.birthday) == 1 && anniversary(contact.birthday, "Asia/Kathmandu") == 0',
    'anniversary("2020-03-09") == 364 && anniversary(deal.expectedCloseOn) == 355',
    'yearsSince(contact.birthday) == 45 && yearsSince(contact.birthday, contact.timeZone) == 46',
    'localHour(now) == 21 && localHour(now, contact.timeZone) == 2 && localHour(contact.createdAt, "UTC") == 22',
    'weekday(now) == 2 && weekday(now, contact.timeZone) == 3 && weekday("2026-03-08T12:00:00Z") == 7',
    'inZone(now, contact.timeZone) == "2026-03-11T02:15:00" && inZone("2026-03-10T00:00:00Z", "America/New_York") < "2026-03-10"',
  ])('%s', (source) => {
    expect(ask(source, world)).toMatchObject({ value: true });
  });

  it.each([
    ['inSegment(contact, "none")', 'there is no segment called "none"'],
    ['inSegment(deal, "buyers") && inSegment({}, "buyers")', 'inSegment() asks for a contact'],
    ['hasConsent(deal, "email", "x")', 'hasConsent() asks for a contact'],
    ['localHour(now, "Mars/Base") > 1', '"Mars/Base" is no time zone'],
    ['localHour(now, "") > 1', 'the time zone is empty'],
    ['anniversary("29 February") == 0', '"29 February" is no day'],
    ['anniversary("2026-02-30") == 0', '"2026-02-30" is no day'],
    ['yearsSince("") > 1', 'the day is empty'],
    ['daysUntil("soon") > 1', '"soon" is no time'],
  ])('%s is unknown', (source, unknown) => {
    const given: World = source.startsWith('inSegment(deal') ? { ...world, inSegment: () => true } : world;
    expect(ask(source, given)).toEqual({ unknown });
  });

  it('have no answer where nobody knows the world', () => {
    expect(ask('inSegment(contact, "buyers")')).toEqual({ unknown: 'segments cannot be asked here' });
    expect(ask('lastInteraction(contact) == ""')).toEqual({ unknown: 'earlier interactions cannot be asked here' });
  });

  it('leave in the trace what the world answered', () => {
    expect(ask('inSegment(contact, "buyers") && lastInteraction(contact, "call") == ""', world)).toEqual({
      value: true,
      seen: 'inSegment(contact, "buyers") = true, lastInteraction(contact, "call") = "", contact.tags = ["vip"]',
    });
  });

  it('are each in the table of the README', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../../recipes/README.md'), 'utf8');
    const rows = ownFunctions.map(({ use, about }) => `| \`${use}\` | ${about.replaceAll('|', '\\|')} |`);
    const table = readme.split('\n').filter((line) => /^\| `\w+\(.*\)` +\|/.test(line));
    expect(table.map((line) => line.replace(/ +/g, ' '))).toEqual(rows);
  });
});
