/** How a recipe fared. */
import { createRoute, z } from '@hono/zod-openapi';
import { timelineSchema } from '../../shared/model/automation.ts';
import { slugSchema } from '../../shared/model/record.ts';
import type { AppParts } from '../app-parts.ts';
import { ProblemError } from '../problems.ts';
import { answers, BY_TOKEN } from './answers.ts';
import { deskOf } from './by-hand.ts';
import { newRoutes } from './new-routes.ts';

const timeline = createRoute({
  method: 'get',
  path: '/recipes/{id}/timeline',
  summary: 'The runs of a recipe by day, its versions, and who switched it',
  security: BY_TOKEN,
  request: {
    params: z.object({ id: slugSchema }),
    query: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  },
  responses: answers(timelineSchema, 'Every day of the last so many, those without runs too.'),
});

export const timelineRoutes = (parts: AppParts) =>
  newRoutes().openapi(timeline, async (c) => {
    const { id } = c.req.valid('param');
    const answer = await (await deskOf(parts)).timeline(id, c.req.valid('query').days);
    if (answer === undefined) throw new ProblemError(404, { code: 'not-found', message: `there is no recipe "${id}"` });
    return c.json(answer, 200);
  });
