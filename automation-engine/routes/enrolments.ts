/** Switching a recipe on with a question: only from now, or also for those who match already; and how far that is. */
import { createRoute, z } from '@hono/zod-openapi';
import { enableSchema, enrolmentSchema, previewSchema } from '../../shared/model/enrolment.ts';
import { slugSchema } from '../../shared/model/record.ts';
import type { AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { ProblemError } from '../problems.ts';
import { answers, BY_TOKEN, jsonBody } from './answers.ts';
import { personOf } from './by-hand.ts';
import { newRoutes } from './new-routes.ts';

const params = z.object({ id: slugSchema });

const preview = createRoute({
  method: 'get',
  path: '/recipes/{id}/preview',
  summary:
    'Who matches a recipe already, and what it would have done lately; ask until it is done. For owners and managers',
  description: 'The first question begins it, beside the engine. Who asks no more for a minute is not waited for.',
  security: BY_TOKEN,
  request: { params, query: z.object({ days: z.coerce.number().positive().max(366).default(30) }) },
  responses: answers(previewSchema, 'What is known by now.'),
});

const endPreview = createRoute({
  method: 'delete',
  path: '/recipes/{id}/preview',
  summary: 'Call a preview off',
  security: BY_TOKEN,
  request: { params },
  responses: answers(params, 'It is gone.'),
});

const enable = createRoute({
  method: 'post',
  path: '/recipes/{id}/enable',
  summary: 'Switch a recipe on, from now or also for those who match already; for owners and managers',
  description: 'An enrolment that was asked for with its count is not held by the blast radius. Everything else holds.',
  security: BY_TOKEN,
  request: { params, ...jsonBody(enableSchema) },
  responses: answers(enrolmentSchema, 'It is on; how far its latest enrolment is.'),
});

const progress = createRoute({
  method: 'get',
  path: '/recipes/{id}/enrolment',
  summary: 'How far the latest enrolment into a recipe is',
  security: BY_TOKEN,
  request: { params },
  responses: answers(enrolmentSchema, 'How many entered, wait, and were left out.'),
});

const cancel = createRoute({
  method: 'delete',
  path: '/recipes/{id}/enrolment',
  summary: 'Call an enrolment off: those who wait do not enter; for owners and managers',
  security: BY_TOKEN,
  request: { params },
  responses: answers(enrolmentSchema, 'As it ended.'),
});

export const enrolmentRoutes = (parts: AppParts) => {
  const tools = async () => {
    if (parts.enrolments === undefined)
      throw new ProblemError(503, { code: 'unavailable', message: 'this engine runs no recipes' });
    return parts.enrolments();
  };
  return newRoutes()
    .openapi(preview, async (c) => {
      requireRole(c, 'owner', 'manager');
      const { days } = c.req.valid('query');
      const known = await (await tools()).preview(c.req.valid('param').id, days);
      if ('missing' in known) throw noSuch(known.missing);
      return c.json(known, 200);
    })
    .openapi(endPreview, async (c) => {
      requireRole(c, 'owner', 'manager');
      const { id } = c.req.valid('param');
      await (await tools()).endPreview(id);
      return c.json({ id }, 200);
    })
    .openapi(enable, async (c) => {
      requireRole(c, 'owner', 'manager');
      const { id } = c.req.valid('param');
      const asked = c.req.valid('json');
      const by = await personOf(c, parts);
      const enabled = await (await tools()).enable(id, asked, by);
      if ('missing' in enabled) throw noSuch(enabled.missing);
      if ('refused' in enabled) throw new ProblemError(409, { code: 'conflict', message: enabled.refused });
      parts.core.log.info({ recipe: id, ...asked, deviceId: by.deviceId }, 'switched a recipe on');
      return c.json(enabled, 200);
    })
    .openapi(progress, async (c) => c.json(await (await tools()).progress(c.req.valid('param').id), 200))
    .openapi(cancel, async (c) => {
      requireRole(c, 'owner', 'manager');
      const { id } = c.req.valid('param');
      const by = await personOf(c, parts);
      const { cancel: callOff, progress: look } = await tools();
      if (!(await callOff(id, by))) throw noSuch(`no enrolment into "${id}" is under way`);
      parts.core.log.info({ recipe: id, deviceId: by.deviceId }, 'called an enrolment off');
      return c.json(await look(id), 200);
    });
};

const noSuch = (message: string) => new ProblemError(404, { code: 'not-found', message });
