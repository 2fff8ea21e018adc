/** Trying recipes on the past: begun, looked at until they are done, called off. */
import { createRoute, z } from '@hono/zod-openapi';
import { idSchema } from '../../shared/model/ids.ts';
import { slugSchema } from '../../shared/model/record.ts';
import { simulationBegunSchema, simulationRequestSchema, simulationSchema } from '../../shared/model/simulation.ts';
import type { AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { ProblemError } from '../problems.ts';
import { answers, BY_TOKEN, jsonBody } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const params = z.object({ id: idSchema });

const begin = createRoute({
  method: 'post',
  path: '/recipes/{id}/simulations',
  summary: 'Play the past again with a recipe, without any effect; for owners and managers',
  security: BY_TOKEN,
  request: { params: z.object({ id: slugSchema }), ...jsonBody(simulationRequestSchema) },
  responses: answers(simulationBegunSchema, 'It is under way.', 201),
});

const look = createRoute({
  method: 'get',
  path: '/simulations/{id}',
  summary: 'How far a simulation is, and what came out of it',
  security: BY_TOKEN,
  request: {
    params,
    query: z.object({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: answers(simulationSchema, 'The state of it, with one page of its runs.'),
});

const end = createRoute({
  method: 'delete',
  path: '/simulations/{id}',
  summary: 'Call a simulation off, or forget it',
  security: BY_TOKEN,
  request: { params },
  responses: answers(z.object({ id: idSchema }), 'It is gone.'),
});

export const simulationRoutes = ({ simulations }: AppParts) => {
  const tools = () => {
    if (simulations === undefined)
      throw new ProblemError(503, { code: 'unavailable', message: 'this engine runs no recipes' });
    return simulations;
  };
  return newRoutes()
    .openapi(begin, async (c) => {
      requireRole(c, 'owner', 'manager');
      const begun = await tools().begin(c.req.valid('param').id, c.req.valid('json'));
      if ('missing' in begun) throw new ProblemError(404, { code: 'not-found', message: begun.missing });
      if ('refused' in begun) throw new ProblemError(409, { code: 'conflict', message: begun.refused });
      return c.json(begun, 201);
    })
    .openapi(look, async (c) => {
      requireRole(c, 'owner', 'manager');
      const { id } = c.req.valid('param');
      const { after, limit } = c.req.valid('query');
      const found = await tools().look(id);
      if (found === undefined) throw noSuchSimulation(id);
      const { state, progress, totals, unknown, runs, problem } = found;
      const next = after + limit;
      const page = runs.slice(after, next);
      return c.json(
        {
          id,
          state,
          progress,
          unknown: [...unknown],
          runs: page,
          ...(totals === undefined ? {} : { totals }),
          ...(next < runs.length ? { next } : {}),
          ...(problem === undefined ? {} : { problem }),
        },
        200,
      );
    })
    .openapi(end, async (c) => {
      requireRole(c, 'owner', 'manager');
      const { id } = c.req.valid('param');
      if (!(await tools().end(id))) throw noSuchSimulation(id);
      return c.json({ id }, 200);
    });
};

const noSuchSimulation = (id: string) =>
  new ProblemError(404, { code: 'not-found', message: `there is no simulation ${id}, or it is forgotten` });
