/** How a recipe fared: its runs by day, its versions, and who switched it. */
import { sql, type Kysely } from 'kysely';
import type { Timeline } from '../../../shared/model/automation.ts';
import { timeText } from '../../schedule/clock.ts';
import { dayOf, instantOf } from '../../schedule/due-times.ts';
import type { Database } from '../../storage/schema.ts';
import { goalText } from '../exits.ts';
import type { Explaining } from './explaining.ts';
import { switchesOf, switchText } from './switches.ts';

const DAY_MS = 86_400_000;
/** Of versions and switches each. */
const HAPPENINGS_MAX = 200;

type Day = Timeline['days'][number];
type Counted = 'started' | 'done' | 'goals' | 'stopped' | 'failed' | 'refused';

/** @returns `undefined` when nobody knows the recipe, not even from before */
export async function timelineOf(
  { core: { db, clock }, ownerZone, find }: Explaining,
  recipeId: string,
  count: number,
): Promise<Timeline | undefined> {
  const days = new Map(lastDays(clock.now(), ownerZone, count).map((day) => [day, emptyDay(day)]));
  const [first = ''] = days.keys();
  const from = timeText(instantOf(`${first}T00:00:00`, ownerZone));
  for (const { minute, state, isGoal, number } of await movesOf(db, recipeId, from)) {
    const day = days.get(dayOf(Date.parse(`${minute}:00Z`), ownerZone));
    if (day === undefined) continue;
    if (isCounted(state)) day[state] += number;
    if (isGoal === 1) day.goals += number;
  }
  const happenings = await happeningsOf(db, recipeId);
  if (happenings.length === 0 && find(recipeId) === undefined) return undefined;
  return { recipeId, days: [...days.values()], happenings };
}

/** The last days in that zone, the oldest first. */
function lastDays(now: number, zone: string, count: number): string[] {
  const today = Date.parse(dayOf(now, zone));
  return Array.from({ length: count }, (_, at) => timeText(today - (count - 1 - at) * DAY_MS).slice(0, 10));
}

const emptyDay = (day: string): Day => ({ day, started: 0, done: 0, goals: 0, stopped: 0, failed: 0, refused: 0 });
const isCounted = (state: string): state is Counted =>
  ['started', 'done', 'stopped', 'failed', 'refused'].includes(state);

/** Counted by the minute, because days begin at any quarter of an hour of UTC. */
async function movesOf(
  db: Kysely<Database>,
  recipeId: string,
  from: string,
): Promise<{ minute: string; state: string; isGoal: number; number: number }[]> {
  const counted = sql<number>`count(*)`.as('number');
  const started = db
    .selectFrom('runs')
    .select([
      sql<string>`substr(started_at, 1, 16)`.as('minute'),
      sql<string>`'started'`.as('state'),
      sql<number>`0`.as('isGoal'),
      counted,
    ])
    .where('recipe_id', '=', recipeId)
    .where('started_at', '>=', from)
    .where('state', '!=', 'refused')
    .groupBy('minute');
  const ended = db
    .selectFrom('runs')
    .select([
      sql<string>`substr(ended_at, 1, 16)`.as('minute'),
      'state',
      sql<number>`case when reason like ${goalText('%')} then 1 else 0 end`.as('isGoal'),
      counted,
    ])
    .where('recipe_id', '=', recipeId)
    .where('ended_at', '>=', from)
    .groupBy(['minute', 'state', 'isGoal']);
  return [...(await started.execute()), ...(await ended.execute())];
}

async function happeningsOf(db: Kysely<Database>, recipeId: string): Promise<Timeline['happenings']> {
  const versions = await db
    .selectFrom('recipe_versions')
    .select(['version', 'loaded_at'])
    .where('recipe_id', '=', recipeId)
    .orderBy('loaded_at', 'desc')
    .limit(HAPPENINGS_MAX)
    .execute();
  const switches = await switchesOf(db, recipeId, HAPPENINGS_MAX);
  const happenings = [
    ...switches.map((one) => ({
      at: one.at,
      kind: one.enabled === 1 ? ('on' as const) : ('off' as const),
      text: switchText(one),
      ...(one.by_name === null ? {} : { by: one.by_name }),
    })),
    ...versions.map(({ version, loaded_at }) => ({
      at: loaded_at,
      kind: 'version' as const,
      text: `Version ${version} was read`,
    })),
  ];
  return happenings.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}
