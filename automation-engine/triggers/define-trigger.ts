/**
 * What a trigger is: the reason why a recipe looks at something. In a recipe a trigger is one mapping whose first key is the trigger's
 * id: `event: interaction.logged`, `schedule: "0 9 * * 1-5"`. Its other keys are options; `if`, a CEL condition, is common to all.
 */
import type { z } from 'zod';
import type { EventType } from '../../shared/model/event.ts';
import type { FieldPath } from '../../shared/model/record.ts';

/** The zone of whoever runs the engine: the runner knows which one that is. */
export const OWNER_ZONE = 'owner';
/** The zone of the contact that a run is about, as far as it is known: see schedule/zones.ts. */
export const CONTACT_ZONE = 'contact';

/** A cron expression in a zone (IANA, or `owner`), and what to do about times that passed while the engine was off. */
export interface Timetable {
  cron: string;
  zone: string;
  missed: 'skip' | 'run-once' | 'run-all';
}

/** A date in a field of a record, and when it counts as come. */
export interface RecordDate {
  kind: RecordDateKind;
  /** The field's path in the record: `birthday`, or `custom/renewal`. */
  path: FieldPath;
  /** Milliseconds from the date; negative before it. Whole days keep the time on the wall. */
  offsetMs: number;
  /** `HH:MM` on the wall of the zone; without it a time counts as it stands, and a day from 09:00. */
  at?: string;
  /** Comes again each year: birthdays, anniversaries. A 29th of February comes on the 28th in other years. */
  isYearly: boolean;
  /** IANA, `owner` or `contact`. */
  zone: string;
  missed: 'skip' | 'run-once';
}
export const recordDateKinds = ['contact', 'company', 'deal', 'task'] as const;
export type RecordDateKind = (typeof recordDateKinds)[number];

/**
 * So long without an interaction that counts. It counts from the last one, or from the contact's creation when there is none. What a run
 * sent does not count, so a recipe's own mails never break the silence that it waits for.
 */
export interface Silence {
  afterMs: number;
  channel?: string;
  direction?: string;
}

/** A button on the card of each record of a kind. */
export interface Button {
  label: string;
  on: ButtonKind;
}
export const buttonKinds = ['contact', 'company', 'deal', 'task', 'interaction'] as const;
export type ButtonKind = (typeof buttonKinds)[number];

/** An address, `/hooks/<name>`, that something outside may call. */
export interface Webhook {
  name: string;
  /** Where in the body the contact's mail address stands, as the names on the way to it. */
  emailPath: readonly string[];
}

export interface Trigger<S extends z.ZodType = z.ZodType> {
  title: string;
  about: string;
  /** The whole mapping but for `if`. */
  params: S;
  /** Parameters that work as they stand; the tests use them. */
  sample: z.input<S>;
  /** The events that may start a run. */
  eventTypes(params: z.output<S>): readonly EventType[];
  /**
   * A CEL condition on the event, besides the recipe's own.
   * @param index the trigger's place in its recipe
   */
  condition?(params: z.output<S>, index: number): string;
  /** A CEL expression: what tells runs apart when the recipe does not say; `contact.id` without it. */
  entryKey?: string;
  /** When the clock starts a run. */
  timetable?(params: z.output<S>): Timetable;
  /** Which date on records starts a run: `date.due` is recorded then. */
  recordDate?(params: z.output<S>): RecordDate;
  /** Which silence starts a run: `silence.due` is recorded then. */
  silence?(params: z.output<S>): Silence;
  /** Which segment must be kept up to date for it. */
  segment?(params: z.output<S>): string;
  webhook?(params: z.output<S>): Webhook;
  button?(params: z.output<S>): Button;
}

/** Declares a trigger: the default export of its file, whose name is its id. */
export const defineTrigger = <S extends z.ZodType>(trigger: Trigger<S>): Trigger<S> => trigger;
