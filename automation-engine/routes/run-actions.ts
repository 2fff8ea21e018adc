/** What people do with runs: see runner/by-hand.ts. */
import { createRoute, z } from '@hono/zod-openapi';
import { retriedSchema } from '../../shared/model/automation.ts';
import { idSchema } from '../../shared/model/ids.ts';
import { slugSchema } from '../../shared/model/record.ts';
import { runDetailSchema } from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { ProblemError } from '../problems.ts';
import { readRun } from '../runner/run-store.ts';
import { answers, BY_TOKEN } from './answers.ts';
import { deskOf, expectDone, personOf } from './by-hand.ts';
import { newRoutes } from './new-routes.ts';

const act = createRoute({
  method: 'post',
  path: '/runs/{id}/{act}',
  summary: 'Have the failed step of a run taken again, skip the step that it stands on, or stop it',
  security: BY_TOKEN,
  request: { params: z.object({ id: idSchema, act: z.enum(['retry', 'skip', 'stop']) }) },
  responses: answers(runDetailSchema, 'The run as it is now, with who did it in its trace.'),
});

const all = createRoute({
  method: 'post',
  path: '/recipes/{id}/retries',
  summary: 'Take up every failed run of a recipe again; for owners and managers',
  security: BY_TOKEN,
  request: { params: z.object({ id: slugSchema }) },
  responses: answers(retriedSchema, 'How many, and those that could not be.'),
});

export const runActionRoutes = (parts: AppParts) =>
  newRoutes()
    .openapi(act, async (c) => {
      const { id, act: name } = c.req.valid('param');
      const by = await personOf(c, parts);
      expectDone(await (await deskOf(parts))[name](id, by), 'run');
      parts.core.log.info({ runId: id, act: name, deviceId: by.deviceId }, 'a run was dealt with by hand');
      const run = await readRun(parts.core.db, id);
      if (run === undefined) throw new ProblemError(404, { code: 'not-found', message: 'there is no such run' });
      return c.json(run, 200);
    })
    .openapi(all, async (c) => {
      requireRole(c, 'owner', 'manager');
      const by = await personOf(c, parts);
      const { id } = c.req.valid('param');
      const result = await (await deskOf(parts)).retryAll(id, by);
      parts.core.log.info({ recipe: id, retried: result.retried, deviceId: by.deviceId }, 'failed runs were taken up');
      return c.json(result, 200);
    });
