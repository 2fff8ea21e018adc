/** New pairing codes, for an owner who adds a device. */
import { createRoute, z } from '@hono/zod-openapi';
import { timeSchema } from '../../shared/model/record.ts';
import { roleSchema } from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { createPairingCode } from '../pairing/pairing.ts';
import { answers, BY_TOKEN, jsonBody } from './answers.ts';
import { newRoutes } from './new-routes.ts';

export const codeRequestSchema = z.object({
  /** Without one: owner for the first device, seller for those after it. */
  role: roleSchema.optional(),
});
export const codeSchema = z.object({ code: z.string(), expiresAt: timeSchema });

const newCode = createRoute({
  method: 'post',
  path: '/pairing-codes',
  summary: 'Make a code that pairs one more device; for owners',
  security: BY_TOKEN,
  request: jsonBody(codeRequestSchema),
  responses: answers(codeSchema, 'The code, good for ten minutes and one device.', 201),
});

export const pairingCodeRoutes = ({ core }: AppParts) =>
  newRoutes().openapi(newCode, async (c) => {
    requireRole(c, 'owner');
    return c.json(await createPairingCode(core, c.req.valid('json').role), 201);
  });
