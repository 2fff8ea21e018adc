/** The recipes that the engine has, and their switches. */
import { createRoute, z } from '@hono/zod-openapi';
import { slugSchema } from '../../shared/model/record.ts';
import {
  recipeInputsSchema,
  recipeListSchema,
  recipeStateSchema,
  recipeSummarySchema,
} from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { deviceName } from '../pairing/devices.ts';
import { ProblemError } from '../problems.ts';
import { countHeld } from '../runner/blast-radius.ts';
import { answers, BY_TOKEN, jsonBody } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const list = createRoute({
  method: 'get',
  path: '/recipes',
  summary: 'All recipes, those that cannot run too',
  security: BY_TOKEN,
  responses: answers(recipeListSchema, 'Each with its switch and its problems.'),
});

const setState = createRoute({
  method: 'put',
  path: '/recipes/{id}/state',
  summary: 'Switch a recipe on or off; for owners and managers',
  security: BY_TOKEN,
  request: { params: z.object({ id: slugSchema }), ...jsonBody(recipeStateSchema) },
  responses: answers(recipeSummarySchema, 'The recipe as it is now.'),
});

const setInputs = createRoute({
  method: 'put',
  path: '/recipes/{id}/inputs',
  summary: 'Set what a recipe lets people set; for owners and managers',
  description: 'null brings a default back. Either all values are set or none.',
  security: BY_TOKEN,
  request: { params: z.object({ id: slugSchema }), ...jsonBody(recipeInputsSchema) },
  responses: answers(recipeSummarySchema, 'The recipe as it is now.'),
});

export const recipeRoutes = ({ core, library, desk }: AppParts) => {
  const find = async (id: string) => (await library.list()).find((recipe) => recipe.id === id);
  return newRoutes()
    .openapi(list, async (c) => {
      const held = await countHeld(core.db);
      const known = await library.list();
      const goals = await (await desk?.())?.goalsReached(known.map(({ id }) => id));
      const recipes = known.map((recipe) => {
        const [count, reached] = [held.get(recipe.id), goals?.get(recipe.id)];
        return {
          ...recipe,
          ...(count === undefined ? {} : { held: count }),
          ...(reached === undefined ? {} : { goals: reached }),
        };
      });
      return c.json({ recipes }, 200);
    })
    .openapi(setState, async (c) => {
      requireRole(c, 'owner', 'manager');
      const { id } = c.req.valid('param');
      const { enabled } = c.req.valid('json');
      const before = await find(id);
      if (before === undefined) throw noSuchRecipe(id);
      if (enabled && before.problems.length > 0) {
        throw new ProblemError(409, {
          code: 'conflict',
          message: `"${id}" cannot be switched on before its problems are put right`,
          issues: before.problems.map(({ path, message }) => ({ path, message })),
        });
      }
      const { deviceId } = c.get('caller');
      await library.setEnabled(id, enabled, { name: await deviceName(core, deviceId) });
      core.log.info({ recipe: id, enabled, deviceId }, 'switched a recipe');
      const after = await find(id);
      if (after === undefined) throw noSuchRecipe(id);
      return c.json(after, 200);
    })
    .openapi(setInputs, async (c) => {
      requireRole(c, 'owner', 'manager');
      const { id } = c.req.valid('param');
      const { inputs } = c.req.valid('json');
      if ((await find(id)) === undefined) throw noSuchRecipe(id);
      const { problems } = await library.setInputs(id, inputs);
      if (problems.length > 0) {
        throw new ProblemError(409, {
          code: 'conflict',
          message: `"${id}" cannot be set like this`,
          issues: problems.map(({ path, message, hint }) => ({
            path,
            message: hint === undefined ? message : `${message} (${hint})`,
          })),
        });
      }
      core.log.info({ recipe: id, inputs: Object.keys(inputs), deviceId: c.get('caller').deviceId }, 'set a recipe');
      const after = await find(id);
      if (after === undefined) throw noSuchRecipe(id);
      return c.json(after, 200);
    });
};

const noSuchRecipe = (id: string) =>
  new ProblemError(404, { code: 'not-found', message: `there is no recipe "${id}"` });
