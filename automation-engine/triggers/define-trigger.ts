/**
 * What a trigger is: the reason why a recipe looks at something. In a recipe a trigger is one mapping whose first key is the trigger's
 * id: `event: interaction.logged`, `schedule: "0 9 * * 1-5"`. Its other keys are options; `if`, a CEL condition, is common to all.
 */
import type { z } from 'zod';
import type { EventType } from '../../shared/model/event.ts';

/** The zone of whoever runs the engine: the runner knows which one that is. */
export const OWNER_ZONE = 'owner';

/** A cron expression in a zone (IANA, or `owner`), and what to do about times that passed while the engine was off. */
export interface Timetable {
  cron: string;
  zone: string;
  missed: 'skip' | 'run-once' | 'run-all';
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
  /** When the clock starts a run. */
  timetable?(params: z.output<S>): Timetable;
}

/** Declares a trigger: the default export of its file, whose name is its id. */
export const defineTrigger = <S extends z.ZodType>(trigger: Trigger<S>): Trigger<S> => trigger;
