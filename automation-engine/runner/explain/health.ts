/** What waits, what needs a person, and since when. */
import { sql, type Kysely } from 'kysely';
import type { AutomationHealth } from '../../../shared/model/automation.ts';
import { waitingDrafts } from '../../campaigns/drafts.ts';
import { STATES_SHOWN } from '../../campaigns/mail-list.ts';
import type { Database } from '../../storage/schema.ts';
import { backlogOf } from '../backlog.ts';
import { UNDER_WAY } from '../entries.ts';

const SHOWN_MAX = 20;

const counted = sql<number>`count(*)`.as('count');

export async function automationHealth(db: Kysely<Database>): Promise<AutomationHealth> {
  const since = sql<string>`min(started_at)`.as('oldestAt');
  const runs = await db
    .selectFrom('runs')
    .select(['state', counted, since])
    .where('state', 'in', [...UNDER_WAY, 'failed'])
    .groupBy('state')
    .execute();
  const byRecipe = (state: string) =>
    db
      .selectFrom('runs')
      .select(['recipe_id as recipeId', counted, since])
      .where('state', '=', state)
      .groupBy('recipe_id')
      .orderBy('count', 'desc')
      .limit(SHOWN_MAX)
      .execute();
  const [failedByRecipe, held] = [await byRecipe('failed'), await byRecipe('held')];
  const planned = sql<string>`min(created_at)`.as('oldestAt');
  const drafts = await waitingDrafts(db)
    .select([counted, sql<string>`min(ledger.created_at)`.as('oldestAt')])
    .executeTakeFirstOrThrow();
  const onTheirWay = await db
    .selectFrom('ledger')
    .select(['state', counted, planned])
    .where('state', 'in', Object.values(STATES_SHOWN).flat())
    .groupBy('state')
    .execute();
  const mails = [...(drafts.count === 0 ? [] : [{ state: 'draft', ...drafts }]), ...onTheirWay];
  const waitingFor = await db
    .selectFrom('ledger')
    .select([sql<string>`coalesce(reason, 'its turn')`.as('reason'), counted, planned])
    .where('state', '=', 'planned')
    .groupBy(sql`1`)
    .orderBy('count', 'desc')
    .limit(SHOWN_MAX)
    .execute();
  const broken = await brokenRecipes(db);
  const has = (groups: readonly { state: string }[], state: string) => groups.some((group) => group.state === state);
  const needsSomebody =
    ['failed', 'held'].some((state) => has(runs, state)) ||
    ['draft', 'in-doubt'].some((state) => has(mails, state)) ||
    broken.length > 0;
  return {
    status: needsSomebody ? 'attention' : 'well',
    backlog: await backlogOf(db),
    runs,
    failedByRecipe,
    held,
    mails,
    waitingFor,
    broken,
  };
}

/** Those whose latest switch was the engine's own doing. */
async function brokenRecipes(db: Kysely<Database>): Promise<AutomationHealth['broken']> {
  const latest = db
    .selectFrom('recipe_switches')
    .select(({ fn }) => fn.max('id').as('id'))
    .groupBy('recipe_id');
  const rows = await db
    .selectFrom('recipe_switches')
    .select(['recipe_id', 'at', 'reason'])
    .where('id', 'in', latest)
    .where('enabled', '=', 0)
    .orderBy('at', 'desc')
    .execute();
  return rows.flatMap(({ recipe_id, at, reason }) => (reason === null ? [] : [{ recipeId: recipe_id, at, reason }]));
}
