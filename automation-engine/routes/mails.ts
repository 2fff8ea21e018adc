/** The mails and calls of recipes that wait, failed or are in doubt, and what a person says about one in doubt. */
import { createRoute, z } from '@hono/zod-openapi';
import { mailPageSchema, mailResolutionSchema, mailShowSchema, pageQuery } from '../../shared/model/automation.ts';
import { idSchema } from '../../shared/model/ids.ts';
import type { AppParts } from '../app-parts.ts';
import { listMails } from '../campaigns/mail-list.ts';
import { answers, BY_TOKEN, jsonBody, problemAnswer } from './answers.ts';
import { deskOf, expectDone, personOf } from './by-hand.ts';
import { newRoutes } from './new-routes.ts';

const list = createRoute({
  method: 'get',
  path: '/mails',
  summary: 'Mails that wait, are in doubt or failed, each with its reason',
  security: BY_TOKEN,
  request: { query: z.object({ show: mailShowSchema, ...pageQuery }) },
  responses: answers(mailPageSchema, 'The latest first.'),
});

const resolution = createRoute({
  method: 'post',
  path: '/mails/{id}/resolution',
  summary: 'Say what became of a mail in doubt: it was sent, or is to be sent again',
  description: 'The engine never sends a mail in doubt again by itself. Who decided stands in the trace of the run.',
  security: BY_TOKEN,
  request: { params: z.object({ id: idSchema }), ...jsonBody(mailResolutionSchema) },
  responses: { 204: { description: 'Done.' }, default: problemAnswer },
});

export const mailRoutes = (parts: AppParts) =>
  newRoutes()
    .openapi(list, async (c) => c.json(await listMails(parts.core.db, c.req.valid('query')), 200))
    .openapi(resolution, async (c) => {
      const { id } = c.req.valid('param');
      const decision = c.req.valid('json').as;
      const by = await personOf(c, parts);
      expectDone(await (await deskOf(parts)).resolveMail(id, decision, by), 'mail');
      parts.core.log.info({ ledger: id, decision, deviceId: by.deviceId }, 'a mail in doubt was decided');
      return c.body(null, 204);
    });
