/** A person. */
import { z } from 'zod';
import { evidenceSchema } from './evidence.ts';
import { idSchema } from './ids.ts';
import { daySchema, defineRecord, lineSchema, textSchema, timeSchema, type RecordOf } from './record.ts';

/** What someone allowed or refused, and how we know. */
export const consentSchema = z.object({
  state: z.enum(['granted', 'withdrawn']),
  at: timeSchema,
  how: lineSchema,
});

/** A detail that seems to have changed, by its path: what is stored, what a mail or page said, and what became of it. */
const suggestionSchema = z.object({
  from: lineSchema,
  to: lineSchema,
  at: timeSchema,
  evidence: z.array(evidenceSchema).max(3),
  answer: z.enum(['accepted', 'kept', 'not-theirs']).optional(),
});

const labelled = z.object({ label: lineSchema.optional() });

export const contact = defineRecord(
  'contact',
  {
    /** The full name, exactly as the person writes it. */
    name: lineSchema,
    /** A guess, in the order of the person's culture; never shown as certain. */
    givenName: lineSchema,
    familyName: lineSchema,
    title: lineSchema,
    companyId: idSchema,
    companyName: lineSchema,
    /** A key of `emails`. */
    primaryEmail: z.string().max(320),
    /** A key of `phones`. */
    primaryPhone: z.string().max(64),
    /** Lines as written, joined by line ends. */
    address: textSchema,
    /** BCP 47 */
    language: z.string().max(35),
    /** IANA zone, such as Europe/Stockholm. */
    timeZone: z.string().max(64),
    birthday: daySchema,
    /** Who looks after it: `owner`, or what the team calls that person. */
    owner: lineSchema,
    /** Never to be written to, by anyone, in any way. */
    doNotContact: z.boolean(),
    /** The contact that it was merged into: it counts as gone, keeps its id and its fields, and comes back when this is cleared. */
    mergedInto: idSchema,
    /** The page that the contact was first captured from. */
    capturedFrom: z.string().max(2_000),
  },
  {
    /** Addresses in lower case, the domain in its ASCII form. */
    emails: labelled,
    /** E.164, or the digits as written when the country is unknown. */
    phones: labelled.extend({ written: lineSchema.optional() }),
    /** Absolute URLs. */
    links: labelled,
    /** Slugs. */
    tags: z.literal(true),
    /** The slugs of the static segments that it is in. */
    segments: z.literal(true),
    /** `channel:purpose`, such as `email:marketing`. */
    consent: consentSchema,
    /** The ids of contacts that were merged into this one. */
    mergedFrom: z.literal(true),
    /** The ids of contacts of whom a person said that they are somebody else, however alike they look; written in one of the two. */
    distinctFrom: z.literal(true),
    /** Details that seem to have changed, by their path (`title`, `phones/+46…`), also those that were answered. */
    suggestions: suggestionSchema,
    /** The evidence of each captured field, by its path. */
    evidence: z.array(evidenceSchema).max(10),
  },
);
export type Contact = RecordOf<typeof contact>;

/** Whether it is in no list any more: deleted, or merged into another. */
export const isGone = (one: Pick<Contact, 'deletedAt' | 'mergedInto'>): boolean =>
  one.deletedAt !== undefined || one.mergedInto !== undefined;
