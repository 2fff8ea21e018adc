/** What devices push. */
import { createRoute } from '@hono/zod-openapi';
import { pushAnswerSchema, pushRequestSchema } from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { acceptMutations } from '../intake/accept.ts';
import { ProblemError } from '../problems.ts';
import { BACKLOG_MAX, backlogOf } from '../runner/backlog.ts';
import { answers, BY_TOKEN, jsonBody } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const push = createRoute({
  method: 'post',
  path: '/mutations',
  summary: 'Push changes; repeating a push is harmless',
  security: BY_TOKEN,
  request: jsonBody(pushRequestSchema),
  responses: answers(pushAnswerSchema, 'One result per mutation, in the order sent. What is accepted is durable.'),
});

export const mutationRoutes = ({ core }: AppParts) =>
  newRoutes().openapi(push, async (c) => {
    if ((await backlogOf(core.db)) > BACKLOG_MAX) {
      const message =
        'The engine is busy with what came before. Nothing was accepted; the device keeps it and tries again.';
      throw new ProblemError(503, { code: 'unavailable', message }, { 'retry-after': '10' });
    }
    const results = await acceptMutations(core, c.get('caller'), c.req.valid('json').mutations);
    return c.json({ results }, 200);
  });
