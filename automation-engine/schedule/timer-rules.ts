/** What triggers wait for on records, and when that comes. */
import { timeOfId } from '../../shared/model/ids.ts';
import type { RecordByKind } from '../../shared/model/kinds.ts';
import type { RecordState } from '../../shared/model/record.ts';
import type { Heard } from '../records/heard.ts';
import { OWNER_ZONE, type RecordDate, type RecordDateKind, type Silence } from '../triggers/define-trigger.ts';
import { timeText } from './clock.ts';
import { recordDueAfter } from './record-dates.ts';
import type { ScheduledRecipe, Scheduling } from './schedules.ts';
import { resolveZone, type Whereabouts } from './zones.ts';

export interface TimerRule {
  recipeId: string;
  triggerIndex: number;
  /** The field as the recipe names it: `contact.birthday`; of no meaning for a silence. */
  field: string;
  /** Whose records are watched. */
  kind: RecordDateKind;
  date?: RecordDate;
  silence?: Silence;
  /** Says what is waited for: a rule with another text has other timers. */
  text: string;
}

/** Those of the recipes that are on. */
export const timerRules = (scheduling: Scheduling): TimerRule[] =>
  scheduling.recipes().flatMap(({ recipe }) => timerRulesOf(recipe, scheduling));

/** Those of one recipe; the zone of the owner is filled in. */
export const timerRulesOf = (
  recipe: ScheduledRecipe['recipe'],
  { blocks, ownerZone, core }: Pick<Scheduling, 'blocks' | 'ownerZone' | 'core'>,
): TimerRule[] =>
  recipe.triggers.flatMap((use, triggerIndex): TimerRule[] => {
    try {
      const trigger = blocks.triggers.get(use.trigger);
      const silence = trigger?.silence?.(use.params);
      const given = trigger?.recordDate?.(use.params);
      const date = given && { ...given, zone: given.zone === OWNER_ZONE ? ownerZone : given.zone };
      const about = { recipeId: recipe.id, triggerIndex, field: String(use.params['date'] ?? '') };
      if (silence !== undefined)
        return [{ ...about, kind: 'contact', silence, text: JSON.stringify({ ...silence, ownerZone }) }];
      return date === undefined
        ? []
        : [{ ...about, kind: date.kind, date, text: JSON.stringify({ ...date, ownerZone }) }];
    } catch (error) {
      core.log.error({ error, recipe: recipe.id, triggerIndex }, 'a trigger cannot be read');
      return [];
    }
  });

/** When it comes for one record. */
export interface Due {
  /** Unix milliseconds. */
  at: number;
  /** IANA */
  zone: string;
  value: string;
}

/** What a rule looks at, besides the record. */
export interface Around {
  heard: Heard;
  ownerZone: string;
  /** Of the contact that the record belongs to. */
  whereabouts: Whereabouts;
}

/** The first time after `after` (Unix milliseconds); a silence that was complete by then comes no more. */
export function dueAfter(rule: TimerRule, state: RecordState, around: Around, after: number): Due | undefined {
  const { date, silence } = rule;
  const value = valueFor(rule, state, around.heard);
  if (value === undefined) return undefined;
  if (silence !== undefined) {
    const at = Date.parse(value) + silence.afterMs;
    return at > after ? { at, zone: around.ownerZone, value } : undefined;
  }
  if (date === undefined) return undefined;
  const { zone } = resolveZone(date.zone, around.ownerZone, around.whereabouts, after);
  const at = recordDueAfter(date, value, zone, after);
  return at === undefined ? undefined : { at, zone, value };
}

/** What stands in the field, or when it is quiet from: the last interaction that counts, or the contact's creation. */
export function valueFor({ date, silence }: TimerRule, state: RecordState, heard: Heard): string | undefined {
  const madeAt = timeText(timeOfId(state.id));
  if (silence !== undefined) return heard.latest(state.id, silence.channel, silence.direction) ?? madeAt;
  const value = date?.path === 'createdAt' ? madeAt : date && state.values[date.path];
  return typeof value === 'string' ? value : undefined;
}

/** What is known of a contact and may tell their zone: see zones.ts. */
export function whereaboutsOf(
  contact: RecordByKind['contact'] | undefined,
  company: RecordByKind['company'] | undefined,
): Whereabouts {
  const [first] = Object.keys(contact?.phones ?? {});
  const known = { timeZone: contact?.timeZone, phone: contact?.primaryPhone ?? first, country: company?.country };
  return Object.fromEntries(Object.entries(known).filter(([, text]) => text !== undefined));
}
