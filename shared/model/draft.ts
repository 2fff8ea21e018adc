/** What a reader found on a page or in a message, before anyone saved it: candidates, each field with its evidence. */
import { z } from 'zod';
import { evidenceSchema } from './evidence.ts';

/** One value for one field of a record to be, and why we believe it. */
export const draftFieldSchema = z.object({
  /** A path of the kind's fields: `name`, `emails/dana@globex.test`, `tags/…`. */
  path: z.string().min(1).max(2_100),
  value: z.json(),
  evidence: z.array(evidenceSchema).min(1).max(10),
});
export type DraftField = z.infer<typeof draftFieldSchema>;

/** Something the person should know before saving. */
export const warningSchema = z.object({
  kind: z.enum([
    'from-differs', // the page shows another sender than the raw message
    'reply-to-differs',
    'name-contains-other-address', // a display name that poses as somebody else's address
    'signature-of-somebody-else',
    'raw-message-unavailable',
    'page-truncated',
  ]),
  text: z.string().max(500),
});
export type Warning = z.infer<typeof warningSchema>;

export const draftContactSchema = z.object({
  /** Tells the candidates of one draft apart: an address where there is one. */
  key: z.string().max(500),
  /** The part the person plays on the page. */
  role: z.enum(['sender', 'recipient', 'listed', 'selected']),
  fields: z.array(draftFieldSchema),
});
export type DraftContact = z.infer<typeof draftContactSchema>;

/** A message, as the draft of an interaction: fields of `interaction`, without a contact yet. */
export const draftInteractionSchema = z.object({
  fields: z.array(draftFieldSchema),
});
export type DraftInteraction = z.infer<typeof draftInteractionSchema>;

/** Why nobody is offered for capture, although the page was read. */
export const skipReasons = [
  'bulk-mail',
  'mailing-list',
  'automatic-reply',
  'no-reply-address',
  'own-message',
  'nobody-found',
] as const;

export const draftSchema = z.object({
  /** The adapter that read it. */
  adapter: z.string(),
  url: z.string().max(2_000),
  title: z.string().max(500).optional(),
  readAt: z.iso.datetime(),
  contacts: z.array(draftContactSchema).max(500),
  interactions: z.array(draftInteractionSchema).max(500),
  warnings: z.array(warningSchema),
  /** The site template that is for this page, and why; it found nobody when another adapter read the page. */
  template: z
    .object({ id: z.string(), title: z.string(), because: z.array(z.string()), found: z.number().int() })
    .optional(),
  skipped: z.object({ reason: z.enum(skipReasons), text: z.string().max(500) }).optional(),
});
export type Draft = z.infer<typeof draftSchema>;
