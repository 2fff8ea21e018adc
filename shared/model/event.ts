/**
 * Events: facts that the engine derives from accepted mutations, mail, time or the outside, kept for ever in the event log.
 *
 * Words: a *mutation* is what a device asks for; an *event* is what became of it. The *subject* is the contact whose recipes may
 * react. The *cause* is what led to the event; `depth` counts how many runs stand between it and a person, and stops loops.
 * An event carries the records as they were when it happened, so that the past can be replayed without asking the present.
 */
import { z } from 'zod';
import { idSchema } from './ids.ts';
import { slugSchema, timeSchema } from './record.ts';

/** A record in an event: its id and kind, and its fields as they were then. */
const snapshot = z.looseObject({ kind: z.string(), id: idSchema });
const mail = z.object({
  ledgerId: idSchema,
  recipient: z.string(),
  subject: z.string(),
  messageId: z.string(),
  reason: z.string().optional(),
});

/** One of them is the record that the event is about; its contact and company come with it where they are known. */
const snapshots = {
  contact: snapshot.optional(),
  company: snapshot.optional(),
  deal: snapshot.optional(),
  task: snapshot.optional(),
  interaction: snapshot.optional(),
};

/** Every type of event, when it is recorded, and what it carries. */
export const eventData = {
  /** The first mutation of a contact was accepted. */
  'contact.created': z.object({ contact: snapshot }),
  /** A later mutation changed at least one field other than tags and evidence. */
  'contact.updated': z.object({ contact: snapshot, changed: z.array(z.string()) }),
  /** A mail's signature or a page shows another title, company or phone than is stored; nothing is overwritten. */
  'contact.detail-changed': z.object({
    contact: snapshot,
    /** `title`, `companyName` or `phones`. */
    field: z.string(),
    from: z.string(),
    to: z.string(),
  }),
  'contact.deleted': z.object({ contact: snapshot }),
  /** Another contact was merged into this one, which is known by now. */
  'contact.merged': z.object({ contact: snapshot, merged: idSchema }),
  'contact.tag-added': z.object({ contact: snapshot, tag: slugSchema }),
  'contact.tag-removed': z.object({ contact: snapshot, tag: slugSchema }),
  /** Consent for e-mail was withdrawn, or the contact must not be written to any more. */
  'contact.unsubscribed': z.object({ contact: snapshot }),
  'company.created': z.object({ company: snapshot }),
  'company.updated': z.object({ company: snapshot, changed: z.array(z.string()) }),
  'interaction.logged': z.object({ interaction: snapshot, contact: snapshot.optional() }),
  'task.created': z.object({ task: snapshot, contact: snapshot.optional() }),
  'task.completed': z.object({ task: snapshot, contact: snapshot.optional() }),
  'note.added': z.object({ note: snapshot, contact: snapshot.optional() }),
  'deal.created': z.object({ deal: snapshot, contact: snapshot.optional() }),
  'deal.stage-changed': z.object({
    deal: snapshot,
    contact: snapshot.optional(),
    from: z.string().optional(),
    to: z.string(),
  }),
  /** A mail server took over a mail that a run wanted sent. */
  'mail.sent': z.object({ mail, contact: snapshot.optional() }),
  /** A mail was refused for good, or was given up. */
  'mail.failed': z.object({ mail, contact: snapshot.optional() }),
  /** The answer to a mail was lost after it was handed over: it may have arrived, and is never sent again by itself. */
  'mail.in-doubt': z.object({ mail, contact: snapshot.optional() }),
  /** The time of a recipe's schedule came. */
  'schedule.due': z.object({ recipeId: slugSchema, dueAt: timeSchema, zone: z.string() }),
  /** The date on a record that a recipe watches came. The record is carried by its kind; `field` is as the recipe names it. */
  'date.due': z.object({
    recipeId: slugSchema,
    /** The place of the trigger in the recipe. */
    trigger: z.number().int().nonnegative(),
    /** Such as `contact.birthday` or `deal.custom.renewal`. */
    field: z.string(),
    /** What stands in the field. */
    value: z.string(),
    dueAt: timeSchema,
    zone: z.string(),
    recordId: idSchema,
    ...snapshots,
  }),
  /** Nobody said anything to or from a contact for as long as a recipe waits for that. */
  'silence.due': z.object({
    recipeId: slugSchema,
    trigger: z.number().int().nonnegative(),
    /** When it was quiet from: the last interaction that counts, or the contact's creation. */
    since: timeSchema,
    dueAt: timeSchema,
    contact: snapshot,
  }),
  'segment.entered': z.object({ segment: slugSchema, contact: snapshot }),
  'segment.left': z.object({ segment: slugSchema, contact: snapshot }),
  /** Something outside called the webhook of this name. */
  'webhook.received': z.object({
    webhook: slugSchema,
    /** What the caller names the delivery, or an id of our own: a delivery that comes again is the same one. */
    delivery: z.string().max(200),
    /** What was sent: data, never to be trusted. */
    body: z.record(z.string(), z.json()),
    contact: snapshot.optional(),
  }),
  /** A person pressed a recipe's button on the card of a record, which is carried by its kind. */
  'button.pressed': z.object({
    recipeId: slugSchema,
    trigger: z.number().int().nonnegative(),
    /** Each press is one of its own. */
    press: idSchema,
    recordId: idSchema,
    ...snapshots,
  }),
  /** A person started a recipe by hand, as if the event at `ofSeq`, or one that never stood in the log, had happened now. */
  'recipe.requested': z.object({
    recipeId: slugSchema,
    ofSeq: z.number().int().optional(),
    /** What would have been recorded had the recipe been on: a segment entered, a date or a silence that came. */
    standsFor: z.object({ type: z.string(), at: timeSchema, data: z.record(z.string(), z.json()) }).optional(),
    /** They matched already when it was switched on. */
    enrolled: z.boolean().optional(),
  }),
  /** The engine switched a recipe off: too many of its runs failed or were stopped as part of a loop. */
  'recipe.broken': z.object({ recipe: slugSchema, reason: z.string() }),
} satisfies Record<string, z.ZodType>;

export type EventType = keyof typeof eventData;
export type EventData = { [T in EventType]: z.infer<(typeof eventData)[T]> };

export const eventTypes = Object.keys(eventData).filter((type): type is EventType => Object.hasOwn(eventData, type));

export const causeSchema = z.object({
  mutationId: idSchema.optional(),
  deviceId: idSchema.optional(),
  runId: idSchema.optional(),
  /** 0 for what a person did, one more for each run in between. */
  depth: z.number().int().nonnegative(),
});
export type Cause = z.infer<typeof causeSchema>;

/** An event of one type, before the log gave it a place. */
export interface NewEvent<T extends EventType = EventType> {
  id: string;
  type: T;
  /** When it happened, by the clock of whoever did it. */
  at: string;
  /** The subject; events without one (a schedule) start runs of no contact. */
  contactId?: string;
  cause: Cause;
  data: EventData[T];
}

/** An event in the log. */
export interface LoggedEvent<T extends EventType = EventType> extends NewEvent<T> {
  /** Its place: whole numbers, growing, never reused. */
  seq: number;
  recordedAt: string;
}
