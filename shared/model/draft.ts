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
    'sources-disagree', // the machine-readable parts of a page, or a link and its text, say different things
    'reader-outdated', // the webmail changed, and its adapter does not find everything any more
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

/** An organisation, as the draft of a `company`. */
export const draftCompanySchema = z.object({
  /** Its name. */
  key: z.string().max(500),
  fields: z.array(draftFieldSchema),
});
export type DraftCompany = z.infer<typeof draftCompanySchema>;

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
  'never-captured', // the person named them, or their domain or list
] as const;

export const draftSchema = z.object({
  /** The adapter that read it. */
  adapter: z.string(),
  url: z.string().max(2_000),
  title: z.string().max(500).optional(),
  readAt: z.iso.datetime(),
  contacts: z.array(draftContactSchema).max(500),
  interactions: z.array(draftInteractionSchema).max(500),
  /** What a page says about companies. */
  companies: z.array(draftCompanySchema).max(50).optional(),
  warnings: z.array(warningSchema),
  /** Whether the adapter of this webmail saw all of the open message; missing where there is none. */
  health: z
    .object({
      adapter: z.string(),
      state: z.enum(['green', 'amber']),
      missing: z.array(z.enum(['sender', 'subject', 'body', 'id'])),
    })
    .optional(),
  /** The List-Id of the message, in lower case and without its brackets. */
  listId: z.string().max(255).optional(),
  /** Addresses that the reader took for the person's own. */
  own: z.array(z.string()).max(100).optional(),
  /** Who was on the page and is never captured, and by which of the person's rules. */
  leftOut: z.array(z.object({ key: z.string(), rule: z.string() })).optional(),
  /** The site template that is for this page, and why; it found nobody when another adapter read the page. */
  template: z
    .object({ id: z.string(), title: z.string(), because: z.array(z.string()), found: z.number().int() })
    .optional(),
  skipped: z.object({ reason: z.enum(skipReasons), text: z.string().max(500) }).optional(),
});
export type Draft = z.infer<typeof draftSchema>;
