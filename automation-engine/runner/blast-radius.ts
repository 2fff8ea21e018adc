/**
 * Holds a recipe back that would begin for a crowd at once, as after an import or a wrong condition: its runs are `held` until a person
 * says yes or no to all of them. Counted are the contacts for whom a recipe began within ten minutes, by the process that runs.
 */
import { sql, type Kysely } from 'kysely';
import type { Held } from '../../shared/model/guards.ts';
import type { Core } from '../core.ts';
import { timeText } from '../schedule/clock.ts';
import { listed } from '../storage/bulk.ts';
import type { Database } from '../storage/schema.ts';
import { inUnit, type Unit } from '../unit.ts';
import { notifyOwner } from './breaker.ts';
import type { ActiveRecipe } from './recipe-source.ts';
import { endRun, moveAndTell } from './run-rows.ts';
import type { TraceEntry } from './trace.ts';
import type { Versions } from './versions.ts';

const WINDOW_MS = 600_000;
const BATCH = 500;
/** So many are named to whoever decides. */
const NAMED_MAX = 5;

/** The contacts for whom each recipe began lately, with the time. */
export interface Crowds {
  /** How many it is with these. */
  join(recipeId: string, contactIds: Iterable<string>, now: number): number;
  /** A person decided: the next ones are counted anew. */
  forget(recipeId: string): void;
}

export function createCrowds(): Crowds {
  const crowds = new Map<string, Map<string, number>>();
  return {
    join(recipeId, contactIds, now) {
      const crowd = crowds.get(recipeId) ?? new Map<string, number>();
      crowds.set(recipeId, crowd);
      for (const id of contactIds) {
        crowd.delete(id);
        crowd.set(id, now);
      }
      // In the order in which they joined, so the first that stays ends it.
      for (const [id, at] of crowd) {
        if (at > now - WINDOW_MS) break;
        crowd.delete(id);
      }
      return crowd.size;
    },
    forget: (recipeId) => void crowds.delete(recipeId),
  };
}

/** The runs that one batch of events began, of one recipe. */
export interface Begun {
  active: ActiveRecipe;
  runs: { runId: string; contactId: string }[];
}

/** @param max contacts for whom a recipe may begin at once, where it does not say itself */
export async function holdCrowds(unit: Unit, crowds: Crowds, max: number, begun: Iterable<Begun>): Promise<void> {
  for (const { active, runs } of begun) {
    const { recipe } = active;
    const limit = recipe.guards?.blastRadius ?? max;
    const contacts = crowds.join(
      recipe.id,
      runs.map(({ contactId }) => contactId),
      unit.core.clock.now(),
    );
    if (contacts > limit)
      await hold(
        unit,
        active,
        runs.map(({ runId }) => runId),
        { contacts, limit },
      );
  }
}

async function hold(
  unit: Unit,
  { recipe }: ActiveRecipe,
  runIds: readonly string[],
  { contacts, limit }: { contacts: number; limit: number },
): Promise<void> {
  const tx = await unit.written();
  const isNews = (await readHeld(tx, recipe.id)).count === 0;
  const reason = `Held: the recipe would begin for ${contacts} people at once, and more than ${limit} need your yes`;
  const lines: TraceEntry[] = [{ step: 'trigger', kind: 'hold', outcome: 'waiting', text: reason }];
  const runs = await tx
    .selectFrom('runs')
    .selectAll()
    .where('id', 'in', listed(runIds))
    .where('state', '=', 'ready')
    .execute();
  for (const run of runs) await moveAndTell(unit, run, { state: 'held', reason }, { lines, recipe });
  if (!isNews) return;
  unit.core.log.warn(
    { recipe: recipe.id, contacts, limit },
    'a recipe would begin for too many at once: its runs are held',
  );
  await notifyOwner(
    unit,
    `"${recipe.title}" waits for your yes`,
    `It would begin for ${contacts} people at once. Those beyond ${limit} are held: release them, or drop them.`,
  );
}

/** Which runs of a recipe are held, with the names of a few contacts. */
export async function readHeld(db: Kysely<Database>, recipeId: string): Promise<Held> {
  const held = db.selectFrom('runs').where('runs.recipe_id', '=', recipeId).where('runs.state', '=', 'held');
  const all = await held
    .select(({ fn }) => [fn.countAll().as('count'), fn.min('started_at').as('since')])
    .executeTakeFirst();
  const who = await held
    .innerJoin('records', (join) => join.onRef('records.id', '=', 'runs.contact_id').on('records.kind', '=', 'contact'))
    .select(['runs.contact_id as id', sql<string | null>`records.values_json ->> '$.name'`.as('name')])
    .orderBy('runs.id')
    .limit(NAMED_MAX)
    .execute();
  return {
    recipeId,
    count: Number(all?.count ?? 0),
    ...(all?.since == null ? {} : { since: all.since }),
    who: who.map(({ id, name }) => ({ contactId: id ?? '', name: name ?? '' })),
  };
}

/** How many runs of each recipe are held. */
export async function countHeld(db: Kysely<Database>): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('runs')
    .select(({ fn }) => ['recipe_id', fn.countAll().as('count')])
    .where('state', '=', 'held')
    .groupBy('recipe_id')
    .execute();
  return new Map(rows.map((row) => [row.recipe_id, Number(row.count)]));
}

export type HeldDecision = 'release' | 'drop';

/** Begins or drops all runs of a recipe that are held, and returns how many. */
export async function decideHeld(
  { core, versions, crowds }: { core: Core; versions: Versions; crowds: Crowds },
  recipeId: string,
  decision: HeldDecision,
): Promise<number> {
  crowds.forget(recipeId);
  const until = timeText(core.clock.now());
  for (let decided = 0; ;) {
    const found = await core.db
      .selectFrom('runs')
      .selectAll()
      .where('recipe_id', '=', recipeId)
      .where('state', '=', 'held')
      // What is held while this goes on is another matter.
      .where('started_at', '<=', until)
      .limit(BATCH)
      .execute();
    if (found.length === 0) return decided;
    await versions.load(found.map((run) => run.recipe_hash));
    await inUnit(core, async (unit) => {
      for (const run of found) {
        const recipe = versions.get(run.recipe_hash);
        const text = decision === 'release' ? 'You said yes to all of them' : 'Dropped: you said no to all of them';
        const lines: TraceEntry[] = [{ step: run.position ?? 'trigger', kind: 'hold', outcome: 'done', text }];
        if (decision === 'release') await moveAndTell(unit, run, { state: 'ready', reason: null }, { lines, recipe });
        else await endRun(unit, run, { state: 'stopped', reason: text }, { lines, recipe });
      }
    });
    decided += found.length;
  }
}
