/** `date: contact.birthday`: a date on a record comes. */
import { z } from 'zod';
import { kinds } from '../../shared/model/kinds.ts';
import { isZone } from '../recipe-language/cron.ts';
import { parseOffset } from '../recipe-language/durations.ts';
import { CONTACT_ZONE, defineTrigger, OWNER_ZONE, recordDateKinds, type RecordDateKind } from './define-trigger.ts';

const FIELD = /^([a-z]+)\.(custom\.[\w-]{1,64}|[a-zA-Z]+)$/;

/** Fields that hold a day or a time, and any field of the team's own making. */
function readField(text: string): { kind: RecordDateKind; path: string } | undefined {
  const [, noun, name = ''] = FIELD.exec(text) ?? [];
  const kind = recordDateKinds.find((known) => known === noun);
  if (kind === undefined) return undefined;
  if (name.startsWith('custom.')) return { kind, path: name.replace('.', '/') };
  const schema = new Map<string, z.ZodType>(Object.entries(kinds[kind].single)).get(name);
  const isDate = schema instanceof z.ZodISODate || schema instanceof z.ZodISODateTime;
  return isDate || name === 'createdAt' ? { kind, path: name } : undefined;
}

export default defineTrigger({
  title: 'A date comes',
  about:
    'Starts before, on or after a date that stands on a record: a birthday, a renewal, the day a deal should close.',
  params: z.strictObject({
    date: z
      .string()
      .refine(
        (field) => readField(field) !== undefined,
        'expected a field that holds a date: contact.birthday, deal.expectedCloseOn, task.dueAt, company.custom.renewal',
      )
      .describe('The field: contact.birthday, deal.expectedCloseOn, company.custom.renewal.'),
    offset: z
      .string()
      .refine((text) => parseOffset(text) !== undefined, 'expected a duration before or after, such as -3d or 2w')
      .default('0d')
      .describe('So long before (-3d) or after (2w) the date.'),
    at: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day, such as "09:00"')
      .optional()
      .describe('The time of day; without it a time counts as it stands, and a day from 09:00.'),
    yearly: z.boolean().default(false).describe('true: comes again each year, as birthdays do.'),
    zone: z
      .string()
      .refine(
        (zone) => zone === OWNER_ZONE || zone === CONTACT_ZONE || isZone(zone),
        'a zone is named like Europe/Stockholm',
      )
      .default(OWNER_ZONE)
      .describe('"owner" (default), "contact" or an IANA zone such as Europe/Stockholm.'),
    missed: z
      .enum(['skip', 'run-once'])
      .default('run-once')
      .describe('What to do about a date that came while the engine was off.'),
  }),
  sample: { date: 'contact.birthday', offset: '-3d', at: '09:00', yearly: true },
  eventTypes: () => ['date.due'],
  condition: (_, index) => `event.trigger == ${index}`,
  entryKey: 'event.recordId + " " + event.dueAt',
  recordDate: ({ date, offset, at, yearly, zone, missed }) => ({
    ...(readField(date) ?? { kind: 'contact', path: date }),
    offsetMs: parseOffset(offset) ?? 0,
    ...(at === undefined ? {} : { at }),
    isYearly: yearly,
    zone,
    missed,
  }),
});
