/** Which events of a contact pulled a recipe's triggers, asked of the log as the matcher asked then: records as the events carry them. */
import type { Contact } from '../../../shared/model/contact.ts';
import type { EventType, LoggedEvent } from '../../../shared/model/event.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import type { WhyNotReason } from '../../../shared/model/automation.ts';
import { eventsAt } from '../../event-log/read.ts';
import type { Recipe } from '../../recipe-language/recipe.ts';
import { buildScope, carriedContact, type Scope } from '../../recipe-language/scope.ts';
import type { World } from '../../recipe-language/world.ts';
import { judge } from '../judge.ts';
import { triggersOf } from '../match.ts';
import { segmentsIn } from '../world-of.ts';
import type { Explaining } from './explaining.ts';
import type { WorldAt } from './past-world.ts';
import { memberReason } from './segment-reasons.ts';
import { dayWords, eventWords, upper } from './words.ts';

/** So many events of a contact are looked at; older ones tell little about today. */
const LOOKED_AT_MAX = 500;

export interface Pulls {
  /** The latest event that a trigger and its condition wanted. */
  latest?: LoggedEvent;
  /** Why the latest event of each other trigger was not wanted, or that there was none. */
  reasons: WhyNotReason[];
}

export interface Asked {
  recipe: Recipe;
  inputs: Record<string, FieldValue>;
  contact: Contact;
  worldAt: WorldAt;
}

export async function pullsOf(explaining: Explaining, asked: Asked): Promise<Pulls> {
  const { blocks, core } = explaining;
  const { db } = core;
  const { recipe, contact } = asked;
  const triggers = triggersOf(recipe, blocks);
  const types = [...new Set(triggers.flatMap((trigger) => trigger.types))];
  const rows = await db
    .selectFrom('events')
    .select('seq')
    .where('contact_id', '=', contact.id)
    .where('type', 'in', types)
    .orderBy('seq', 'desc')
    .limit(LOOKED_AT_MAX)
    .execute();
  const found = await eventsAt(
    db,
    rows.map(({ seq }) => seq),
  );
  const events = [...found.values()].sort((a, b) => b.seq - a.seq);
  const pulls: Pulls = { reasons: [] };
  for (const [at, trigger] of triggers.entries()) {
    const block = blocks.triggers.get(recipe.triggers[at]?.trigger ?? '');
    // A timetable's events are nobody's.
    if (block?.timetable !== undefined) continue;
    const mine = events.filter(
      (event) =>
        trigger.types.includes(event.type) &&
        (!('recipeId' in event.data) || event.data.recipeId === recipe.id) &&
        isMet(trigger.wanted.own, event, asked),
    );
    const [last, ...earlier] = mine;
    const { asked: condition } = trigger.wanted;
    if (last === undefined) {
      // Those that wait for a time or a segment say more of themselves.
      const isTold = block?.recordDate !== undefined || block?.silence !== undefined || block?.segment !== undefined;
      if (!isTold) pulls.reasons.push(neverHappened(asked, trigger.types));
    } else if (condition === undefined || isMet(condition, last, asked)) {
      if (pulls.latest === undefined || last.seq > pulls.latest.seq) pulls.latest = last;
    } else pulls.reasons.push(...(await notMet(explaining, asked, condition, [last, ...earlier])));
  }
  return pulls;
}

/** What the matcher saw of an event. */
export const sightOf = (event: LoggedEvent, inputs: Record<string, FieldValue>): Scope =>
  buildScope({ event, records: {}, inputs, now: Date.parse(event.recordedAt) });

export const worldOfEvent = (worldAt: WorldAt, event: LoggedEvent): World =>
  worldAt(Date.parse(event.recordedAt), carriedContact(event));

/** `A tag was added on 6 March 2026`. */
export const happened = (event: LoggedEvent, zone: string): string =>
  `${upper(eventWords[event.type])} on ${dayWords(event.at, zone)}`;

const isMet = (condition: string | undefined, event: LoggedEvent, { inputs, worldAt }: Asked): boolean =>
  condition === undefined || judge(condition, sightOf(event, inputs), worldOfEvent(worldAt, event)).isMet;

function neverHappened({ contact }: Asked, types: readonly EventType[]): WhyNotReason {
  const what = types.map((type) => eventWords[type]).join(', or ');
  return { kind: 'never-happened', text: `It starts after ${what}; that never happened for ${contact.name ?? 'them'}` };
}

/** @param mine the trigger's events, the latest first */
async function notMet(
  explaining: Explaining,
  asked: Asked,
  wanted: string,
  mine: readonly [LoggedEvent, ...LoggedEvent[]],
): Promise<WhyNotReason[]> {
  const { contact, worldAt, inputs } = asked;
  const [last, ...others] = mine;
  const held = mine.findIndex((event) => isMet(wanted, event, asked));
  const first = held < 1 ? undefined : mine[held - 1];
  const { seen } = judge(wanted, sightOf(last, inputs), worldOfEvent(worldAt, last));
  const never = others.length === 1 ? '; nor was the one before' : `; nor was any of the ${others.length} before`;
  const before = first === undefined && others.length > 0 ? never : '';
  const segments = await Promise.all(
    [...segmentsIn(wanted)].map((segment) => memberReason(explaining, { contact, segment, worldAt })),
  );
  return [
    {
      kind: 'condition',
      text: `${happened(last, explaining.ownerZone)}, and was not what the recipe asks for${before}`,
      wanted,
      seen,
      ...(first === undefined ? {} : { since: first.at }),
    },
    ...segments,
  ];
}
