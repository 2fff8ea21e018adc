/** Whether all is well: can changes be written, does work wait, does anything need a person? */
import { createRoute, z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { automationStateSchema } from '../../shared/model/guards.ts';
import type { AppParts } from '../app-parts.ts';
import type { Core } from '../core.ts';
import { readAutomationState } from '../runner/kill-switch.ts';
import { storageTroubleOf } from '../storage/errors.ts';
import { timeText } from '../schedule/clock.ts';
import { answers, BY_TOKEN } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const count = z.number().int().nonnegative();
export const healthSchema = z.object({
  /** `attention` when something waits for a person. */
  status: z.enum(['well', 'attention']),
  storage: z.object({ ok: z.boolean(), trouble: z.string().optional() }),
  runs: z.object({ waiting: count, held: count, failed: count }),
  mails: z.object({ waiting: count, inDoubt: count, failed: count }),
  /** Off while a person stopped all recipes. */
  automation: automationStateSchema,
  recipes: z.object({ loaded: count, enabled: count, broken: count, withProblems: count }),
});

const health = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Whether all is well',
  security: BY_TOKEN,
  responses: answers(healthSchema, 'Counts, and whether changes can be written.'),
});

export const healthRoutes = ({ core, library }: AppParts) =>
  newRoutes().openapi(health, async (c) => {
    const storage = await tryToWrite(core);
    const runs = await countByState(core, 'runs');
    const mails = await countByState(core, 'ledger');
    const recipes = await library.list();
    const sum = (counts: Map<string, number>, ...states: string[]) =>
      states.reduce((all, state) => all + (counts.get(state) ?? 0), 0);
    const body = {
      storage,
      automation: await readAutomationState(core.db),
      runs: {
        waiting: sum(runs, 'ready', 'waiting', 'sending', 'queued', 'paused'),
        held: sum(runs, 'held'),
        failed: sum(runs, 'failed'),
      },
      mails: {
        waiting: sum(mails, 'planned', 'claimed', 'sending'),
        inDoubt: sum(mails, 'in-doubt'),
        failed: sum(mails, 'failed'),
      },
      recipes: {
        loaded: recipes.length,
        enabled: recipes.filter((recipe) => recipe.enabled).length,
        broken: recipes.filter((recipe) => recipe.broken !== undefined).length,
        withProblems: recipes.filter((recipe) => recipe.problems.length > 0).length,
      },
    };
    const needsSomebody =
      !storage.ok ||
      !body.automation.running ||
      body.runs.failed + body.runs.held > 0 ||
      body.mails.inDoubt > 0 ||
      body.recipes.withProblems + body.recipes.broken > 0;
    return c.json({ status: needsSomebody ? ('attention' as const) : ('well' as const), ...body }, 200);
  });

/** Reading works on a full disk and says nothing; only a write tells whether a change would be accepted now. */
async function tryToWrite({ db, clock, log }: Core): Promise<{ ok: boolean; trouble?: string }> {
  const value = timeText(clock.now());
  try {
    await db
      .insertInto('meta')
      .values({ name: 'health-written-at', value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute();
    return { ok: true };
  } catch (error) {
    const trouble = storageTroubleOf(error);
    log.warn(trouble === undefined ? { error } : { trouble }, 'the database could not be written');
    return { ok: false, trouble: trouble ?? 'unknown' };
  }
}

async function countByState({ db }: Core, table: 'runs' | 'ledger'): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom(table)
    .select(['state', sql<number>`count(*)`.as('number')])
    .groupBy('state')
    .execute();
  return new Map(rows.map((row) => [row.state, Number(row.number)]));
}
