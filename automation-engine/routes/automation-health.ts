/** How recipes do, as a whole. */
import { createRoute } from '@hono/zod-openapi';
import { automationHealthSchema } from '../../shared/model/automation.ts';
import type { AppParts } from '../app-parts.ts';
import { automationHealth } from '../runner/explain/health.ts';
import { answers, BY_TOKEN } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const health = createRoute({
  method: 'get',
  path: '/health/automation',
  summary: 'What waits, what needs a person, and since when; the lists are /runs and /mails',
  security: BY_TOKEN,
  responses: answers(automationHealthSchema, 'Counts, each with the oldest.'),
});

export const automationHealthRoutes = ({ core }: AppParts) =>
  newRoutes().openapi(health, async (c) => c.json(await automationHealth(core.db), 200));
