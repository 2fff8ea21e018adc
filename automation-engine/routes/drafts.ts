/** Mails that a person sees before they are sent. */
import { createRoute, z } from '@hono/zod-openapi';
import { idSchema } from '../../shared/model/ids.ts';
import { draftDecisionSchema, draftListSchema } from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { listDrafts } from '../campaigns/drafts.ts';
import { requireRole } from '../guards/caller.ts';
import { ProblemError } from '../problems.ts';
import { answers, BY_TOKEN, jsonBody } from './answers.ts';
import { personOf } from './by-hand.ts';
import { newRoutes } from './new-routes.ts';

const list = createRoute({
  method: 'get',
  path: '/drafts',
  summary: 'The mails that wait for a yes',
  security: BY_TOKEN,
  request: { query: z.object({ contactId: idSchema.optional() }) },
  responses: answers(draftListSchema, 'The oldest first.'),
});

const decide = createRoute({
  method: 'put',
  path: '/drafts/{id}',
  summary: 'Approve a draft, with changes or without, change it and keep it, or discard it',
  description:
    'Unless it is kept, its run goes on, and its task is done. Whether the contact may be written to is asked when it is sent.',
  security: BY_TOKEN,
  request: { params: z.object({ id: idSchema }), ...jsonBody(draftDecisionSchema) },
  responses: answers(draftListSchema, 'The mails that still wait.'),
});

export const draftRoutes = ({ core, decideDraft }: AppParts) =>
  newRoutes()
    .openapi(list, async (c) => {
      requireRole(c, 'owner', 'manager', 'seller');
      return c.json({ drafts: await listDrafts(core.db, c.req.valid('query').contactId) }, 200);
    })
    .openapi(decide, async (c) => {
      const by = await personOf(c, { core });
      const { id } = c.req.valid('param');
      const decision = c.req.valid('json');
      if (decideDraft === undefined)
        throw new ProblemError(503, { code: 'unavailable', message: 'this engine runs no recipes' });
      if (!(await decideDraft(id, decision, by)))
        throw new ProblemError(404, { code: 'not-found', message: 'this draft does not wait any more' });
      core.log.info({ draft: id, decision: decision.decision, deviceId: by.deviceId }, 'decided a draft');
      return c.json({ drafts: await listDrafts(core.db) }, 200);
    });
