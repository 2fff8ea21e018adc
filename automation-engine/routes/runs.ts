/** What recipes did, step by step. */
import { createRoute, z } from '@hono/zod-openapi';
import { idSchema } from '../../shared/model/ids.ts';
import { pageQuery, runPageSchema, runShowSchema } from '../../shared/model/automation.ts';
import { slugSchema } from '../../shared/model/record.ts';
import { runDetailSchema } from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { ProblemError } from '../problems.ts';
import { listRuns, readRun } from '../runner/run-store.ts';
import { answers, BY_TOKEN } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const querySchema = z
  .object({
    contactId: idSchema.optional(),
    recipeId: slugSchema.optional(),
    show: runShowSchema.optional(),
    ...pageQuery,
  })
  .refine(({ contactId, recipeId, show }) => (contactId ?? recipeId ?? show) !== undefined, {
    path: ['contactId'],
    message: 'say whose runs: contactId, recipeId or show',
  });

const list = createRoute({
  method: 'get',
  path: '/runs',
  summary: 'The runs of a contact or a recipe, or those that wait, failed or have a mail in doubt',
  security: BY_TOKEN,
  request: { query: querySchema },
  responses: answers(runPageSchema, 'The latest first.'),
});

const detail = createRoute({
  method: 'get',
  path: '/runs/{id}',
  summary: 'One run with its whole trace',
  security: BY_TOKEN,
  request: { params: z.object({ id: idSchema }) },
  responses: answers(runDetailSchema, 'What each step wanted, saw and did.'),
});

export const runRoutes = ({ core }: AppParts) =>
  newRoutes()
    .openapi(list, async (c) => c.json(await listRuns(core.db, c.req.valid('query')), 200))
    .openapi(detail, async (c) => {
      const run = await readRun(core.db, c.req.valid('param').id);
      if (run === undefined) throw new ProblemError(404, { code: 'not-found', message: 'there is no such run' });
      return c.json(run, 200);
    });
