/** Starting a recipe by hand. */
import { createRoute } from '@hono/zod-openapi';
import { runRequestedSchema, runRequestSchema } from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { ProblemError } from '../problems.ts';
import { answers, BY_TOKEN, jsonBody } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const request = createRoute({
  method: 'post',
  path: '/runs',
  summary: 'Start a recipe by hand, as if the latest event that could have started it happened now',
  security: BY_TOKEN,
  request: jsonBody(runRequestSchema),
  responses: answers(runRequestedSchema, 'The run that was started.', 201),
});

export const runRequestRoutes = ({ core, requestRun }: AppParts) =>
  newRoutes().openapi(request, async (c) => {
    const { deviceId } = requireRole(c, 'owner', 'manager', 'seller');
    const { recipeId, contactId } = c.req.valid('json');
    if (requestRun === undefined) {
      throw new ProblemError(503, { code: 'unavailable', message: 'this engine runs no recipes' });
    }
    const requested = await requestRun(recipeId, contactId);
    if ('refused' in requested) throw new ProblemError(409, { code: 'conflict', message: requested.refused });
    core.log.info({ recipe: recipeId, runId: requested.runId, deviceId }, 'a recipe was started by hand');
    return c.json(requested, 201);
  });
