/** Which events of a contact pulled a recipe's triggers, asked of the log as the matcher asked then: records as the events carry them. */
import type { LoggedEvent } from '../../../shared/model/event.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import type { WhyNotReason } from '../../../shared/model/automation.ts';
import { eventsAt } from '../../event-log/read.ts';
import type { Recipe } from '../../recipe-language/recipe.ts';
import { buildScope, type Scope } from '../../recipe-language/scope.ts';
import { judge } from '../judge.ts';
import { triggersOf } from '../match.ts';
import type { Explaining } from './explaining.ts';
import type { WorldAt } from './past-world.ts';

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
  contactId: string;
  name: string;
  worldAt: WorldAt;
}

export async function pullsOf({ core: { db }, blocks }: Explaining, asked: Asked): Promise<Pulls> {
  const { recipe, contactId } = asked;
  const triggers = triggersOf(recipe, blocks);
  const types = [...new Set(triggers.flatMap((trigger) => trigger.types))];
  const rows = await db
    .selectFrom('events')
    .select('seq')
    .where('contact_id', '=', contactId)
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
    const [last] = mine;
    const { asked: condition } = trigger.wanted;
    if (last === undefined) pulls.reasons.push(neverHappened(asked, block?.title, trigger.types));
    else if (condition === undefined || isMet(condition, last, asked)) {
      if (pulls.latest === undefined || last.seq > pulls.latest.seq) pulls.latest = last;
    } else pulls.reasons.push(notMet(condition, asked, mine, last));
  }
  return pulls;
}

/** What the matcher saw of an event. */
export const sightOf = (event: LoggedEvent, inputs: Record<string, FieldValue>): Scope =>
  buildScope({ event, records: {}, inputs, now: Date.parse(event.recordedAt) });

const isMet = (condition: string | undefined, event: LoggedEvent, { inputs, worldAt }: Asked): boolean =>
  condition === undefined || judge(condition, sightOf(event, inputs), worldAt(event)).isMet;

function neverHappened({ name }: Asked, title: string | undefined, types: readonly string[]): WhyNotReason {
  const what = title === undefined ? types.join(', ') : `"${title}" (${types.join(', ')})`;
  return { kind: 'never-happened', text: `${what} never happened to ${name}` };
}

/** @param mine the trigger's events, the latest first */
function notMet(wanted: string, asked: Asked, mine: readonly LoggedEvent[], last: LoggedEvent): WhyNotReason {
  const held = mine.findIndex((event) => isMet(wanted, event, asked));
  const first = held < 1 ? undefined : mine[held - 1];
  const { seen, text } = judge(wanted, sightOf(last, asked.inputs), asked.worldAt(last));
  const when = `The latest ${last.type} was on ${last.at.slice(0, 10)}`;
  const before =
    first === undefined ? `, as at ${mine.length === 1 ? 'none' : `none of the ${mine.length}`} before` : '';
  return {
    kind: 'condition',
    text: `${when}. ${text}${before}`,
    wanted,
    seen,
    ...(first === undefined ? {} : { since: first.at }),
  };
}
