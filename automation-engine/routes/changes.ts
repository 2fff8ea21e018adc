/** The change feed, by page and as a live stream. */
import { createRoute, z } from '@hono/zod-openapi';
import { stream } from 'hono/streaming';
import { BATCH_MAX, changesSchema } from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { readChanges } from '../records/changes.ts';
import { answers, BY_TOKEN, problemAnswer } from './answers.ts';
import { followChanges } from './follow-changes.ts';
import { newRoutes } from './new-routes.ts';

const cursor = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const pull = createRoute({
  method: 'get',
  path: '/changes',
  summary: 'Accepted mutations after a cursor, in order',
  security: BY_TOKEN,
  request: {
    query: z.object({
      after: cursor.default(0),
      limit: z.coerce.number().int().min(1).max(BATCH_MAX).default(BATCH_MAX),
    }),
  },
  responses: answers(changesSchema, '`next` is the cursor of the following pull.'),
});

const live = createRoute({
  method: 'get',
  path: '/changes/stream',
  summary: 'The same, as server-sent events that go on',
  security: BY_TOKEN,
  request: { query: z.object({ after: cursor.optional() }), headers: z.object({ 'last-event-id': cursor.optional() }) },
  responses: {
    200: {
      description: '`event: change`, `id: SEQ`, `data: Change`; a comment every 15 seconds.',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    default: problemAnswer,
  },
});

export const changeRoutes = ({ core, stopping }: AppParts) =>
  newRoutes()
    .openapi(pull, async (c) => c.json(await readChanges(core.db, c.req.valid('query')), 200))
    .openapi(live, (c) => {
      const after = c.req.valid('query').after ?? c.req.valid('header')['last-event-id'] ?? 0;
      c.header('content-type', 'text/event-stream; charset=utf-8');
      c.header('x-accel-buffering', 'no'); // nginx would keep the events to itself
      const gone = new AbortController();
      const device = c.get('caller').deviceId;
      const forget = core.signals.on('device-revoked', ({ deviceId }) => deviceId === device && gone.abort());
      return stream(
        c,
        async (out) => {
          out.onAbort(() => gone.abort());
          await followChanges(core, {
            after,
            signal: AbortSignal.any([gone.signal, stopping]),
            write: (text) => out.write(text),
          });
          forget();
        },
        async (error) => {
          forget();
          // The answer has begun, so the device learns of it by the end of the stream, and comes back.
          core.log.error({ error, requestId: c.get('requestId') }, 'a stream of changes broke off');
        },
      );
    });
