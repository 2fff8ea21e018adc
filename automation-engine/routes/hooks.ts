/** Webhooks that forms, shops and other programs call. */
import { createRoute, z } from '@hono/zod-openapi';
import { hookAddressSchema, hookReceivedSchema } from '../../shared/model/wire.ts';
import { slugSchema } from '../../shared/model/record.ts';
import type { AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { hookKey, isHookKey } from '../guards/hook-key.ts';
import { receiveCall } from '../intake/from-outside.ts';
import { ProblemError } from '../problems.ts';
import { answers, BY_TOKEN } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const BODY_MAX_BYTES = 64 * 1024;
const params = z.object({ name: slugSchema });

const address = createRoute({
  method: 'get',
  path: '/hooks/{name}',
  summary: 'The address of a webhook, with its key; for owners and managers',
  security: BY_TOKEN,
  request: { params },
  responses: answers(hookAddressSchema, 'The path to call, on the address of this engine.'),
});

const call = createRoute({
  method: 'post',
  path: '/hooks/{name}',
  summary: 'Call a webhook: recipes that listen to it start',
  description:
    'A JSON object or a form, of 64 kB at most. `webhook-id` (Standard Webhooks) or `idempotency-key` names the delivery: one that comes again changes nothing.',
  request: {
    params,
    query: z.object({ key: z.string().max(100) }),
    headers: z.object({
      'webhook-id': z.string().max(200).optional(),
      'idempotency-key': z.string().max(200).optional(),
    }),
  },
  responses: answers(hookReceivedSchema, 'It is recorded.'),
});

export const hookRoutes = ({ core, doors, hookSecret }: AppParts) =>
  newRoutes()
    .openapi(address, async (c) => {
      requireRole(c, 'owner', 'manager');
      const { name } = c.req.valid('param');
      return c.json({ path: `/hooks/${name}?key=${hookKey(await needed(hookSecret), name)}` }, 200);
    })
    .openapi(call, async (c) => {
      const { name } = c.req.valid('param');
      if (!isHookKey(await needed(hookSecret), name, c.req.valid('query').key))
        throw new ProblemError(404, {
          code: 'not-found',
          message: 'there is no such webhook, or its key is another one',
        });
      const headers = c.req.valid('header');
      const delivery = headers['webhook-id'] ?? headers['idempotency-key'] ?? core.newId();
      const body = readBody(await c.req.text(), c.req.header('content-type') ?? '');
      const { emailPathOf } = await needed(doors);
      await receiveCall(core, { webhook: name, delivery, body, emailPath: emailPathOf(name) });
      return c.json({ delivery }, 200);
    });

const bodySchema = z.record(z.string().max(200), z.json());

function readBody(text: string, type: string): z.output<typeof bodySchema> {
  if (Buffer.byteLength(text) > BODY_MAX_BYTES)
    throw new ProblemError(413, { code: 'too-large', message: 'a call may have at most 64 kB' });
  if (text.trim() === '') return {};
  // Repeated names of a form keep their last value.
  const read = type.includes('x-www-form-urlencoded') ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text);
  const body = bodySchema.safeParse(read);
  if (body.success) return body.data;
  throw new ProblemError(400, { code: 'bad-request', message: 'expected a JSON object, or the fields of a form' });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function needed<T>(part: (() => Promise<T>) | undefined): Promise<T> {
  if (part === undefined) throw new ProblemError(503, { code: 'unavailable', message: 'this engine runs no recipes' });
  return part();
}
