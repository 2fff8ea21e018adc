/** The buttons that recipes put on cards. */
import { createRoute } from '@hono/zod-openapi';
import { buttonListSchema, pressSchema } from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { pressButton } from '../intake/from-outside.ts';
import { ProblemError } from '../problems.ts';
import { answers, BY_TOKEN, jsonBody } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const list = createRoute({
  method: 'get',
  path: '/buttons',
  summary: 'The buttons of all recipes that are on',
  security: BY_TOKEN,
  responses: answers(buttonListSchema, 'Each with the kind of card that it stands on.'),
});

const press = createRoute({
  method: 'post',
  path: '/buttons',
  summary: 'Press a button; pressing it again with the same `press` changes nothing',
  security: BY_TOKEN,
  request: jsonBody(pressSchema),
  responses: answers(pressSchema, 'The press is recorded.', 201),
});

export const buttonRoutes = ({ core, doors }: AppParts) =>
  newRoutes()
    .openapi(list, async (c) => c.json({ buttons: (await doors?.())?.buttons() ?? [] }, 200))
    .openapi(press, async (c) => {
      const { deviceId } = requireRole(c, 'owner', 'manager', 'seller');
      const pressed = c.req.valid('json');
      const buttons = (await doors?.())?.buttons() ?? [];
      const button = buttons.find((one) => one.recipeId === pressed.recipeId && one.trigger === pressed.trigger);
      if (button === undefined)
        throw new ProblemError(409, {
          code: 'conflict',
          message: `"${pressed.recipeId}" is not on, or has no such button`,
        });
      if (!(await pressButton(core, { ...pressed, on: button.on, deviceId })))
        throw new ProblemError(404, { code: 'not-found', message: `there is no such ${button.on}` });
      return c.json(pressed, 201);
    });
