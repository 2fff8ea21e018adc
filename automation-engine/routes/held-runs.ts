/** Runs that wait for a person, because their recipe would have begun for too many contacts at once. */
import { createRoute, z } from '@hono/zod-openapi';
import { heldDecidedSchema, heldDecisionSchema, heldSchema } from '../../shared/model/guards.ts';
import { slugSchema } from '../../shared/model/record.ts';
import type { AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { readHeld } from '../runner/blast-radius.ts';
import { answers, BY_TOKEN, jsonBody } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const params = z.object({ id: slugSchema });

const read = createRoute({
  method: 'get',
  path: '/recipes/{id}/held',
  summary: 'The runs of a recipe that wait for a yes, and for whom',
  security: BY_TOKEN,
  request: { params },
  responses: answers(heldSchema, 'How many, since when, and the names of a few.'),
});

const decide = createRoute({
  method: 'post',
  path: '/recipes/{id}/held',
  summary: 'Let all held runs of a recipe begin, or drop them; for owners and managers',
  security: BY_TOKEN,
  request: { params, ...jsonBody(heldDecisionSchema) },
  responses: answers(heldDecidedSchema, 'How many runs that were.'),
});

export const heldRunRoutes = ({ core, decideHeld }: AppParts) =>
  newRoutes()
    .openapi(read, async (c) => c.json(await readHeld(core.db, c.req.valid('param').id), 200))
    .openapi(decide, async (c) => {
      requireRole(c, 'owner', 'manager');
      const { id } = c.req.valid('param');
      const { decision } = c.req.valid('json');
      const runs = await decideHeld(id, decision);
      core.log.info({ recipe: id, decision, runs, deviceId: c.get('caller').deviceId }, 'decided on held runs');
      return c.json({ recipeId: id, runs }, 200);
    });
