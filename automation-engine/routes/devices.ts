/** The paired devices: who they are, and taking their leave away. */
import { createRoute, z } from '@hono/zod-openapi';
import { idSchema } from '../../shared/model/ids.ts';
import { timeSchema } from '../../shared/model/record.ts';
import { roleSchema } from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { listDevices, revokeDevice } from '../pairing/devices.ts';
import { ProblemError } from '../problems.ts';
import { answers, BY_TOKEN, problemAnswer } from './answers.ts';
import { newRoutes } from './new-routes.ts';

export const deviceSchema = z.object({
  id: idSchema,
  name: z.string(),
  role: roleSchema,
  origin: z.string().optional(),
  pairedAt: timeSchema,
  lastSeenAt: timeSchema,
  revokedAt: timeSchema.optional(),
});
export const deviceListSchema = z.object({ devices: z.array(deviceSchema) });

const list = createRoute({
  method: 'get',
  path: '/devices',
  summary: 'The paired devices, removed ones too; for owners',
  security: BY_TOKEN,
  responses: answers(deviceListSchema, 'The latest paired first.'),
});

const revoke = createRoute({
  method: 'delete',
  path: '/devices/{id}',
  summary: 'Remove a device; for owners, and for each device itself',
  security: BY_TOKEN,
  request: { params: z.object({ id: idSchema }) },
  responses: { 204: { description: 'Its token is of no use any more.' }, default: problemAnswer },
});

export const deviceRoutes = ({ core }: AppParts) =>
  newRoutes()
    .openapi(list, async (c) => {
      requireRole(c, 'owner');
      return c.json({ devices: await listDevices(core.db) }, 200);
    })
    .openapi(revoke, async (c) => {
      const { id } = c.req.valid('param');
      if (c.get('caller').deviceId !== id) requireRole(c, 'owner');
      if (!(await revokeDevice(core, id)))
        throw new ProblemError(404, { code: 'not-found', message: 'there is no such device' });
      core.signals.emit('device-revoked', { deviceId: id });
      core.log.info({ deviceId: id, by: c.get('caller').deviceId }, 'removed a device');
      return c.body(null, 204);
    });
