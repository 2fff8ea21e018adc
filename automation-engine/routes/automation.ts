/** The switch for all recipes at once. */
import { createRoute } from '@hono/zod-openapi';
import { automationStateSchema, automationSwitchSchema } from '../../shared/model/guards.ts';
import type { AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { readAutomationState, setRunning } from '../runner/kill-switch.ts';
import { answers, BY_TOKEN, jsonBody } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const read = createRoute({
  method: 'get',
  path: '/automation',
  summary: 'Whether recipes run at all',
  security: BY_TOKEN,
  responses: answers(automationStateSchema, 'The switch, and since when it is off.'),
});

const put = createRoute({
  method: 'put',
  path: '/automation',
  summary: 'Stop all recipes at once, or let them run again; for owners and managers',
  description: 'While they are stopped nothing starts, takes a step or is sent. Waits and planned mails stay.',
  security: BY_TOKEN,
  request: jsonBody(automationSwitchSchema),
  responses: answers(automationStateSchema, 'The switch as it is now.'),
});

export const automationRoutes = ({ core }: AppParts) =>
  newRoutes()
    .openapi(read, async (c) => c.json(await readAutomationState(core.db), 200))
    .openapi(put, async (c) => {
      requireRole(c, 'owner', 'manager');
      const { running } = c.req.valid('json');
      return c.json(await setRunning(core, running, c.get('caller').deviceId), 200);
    });
