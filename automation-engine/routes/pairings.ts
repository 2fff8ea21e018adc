/** A code that the engine showed, for a token of the device's own. */
import { createRoute } from '@hono/zod-openapi';
import { pairedSchema, pairRequestSchema } from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { createAttemptLimit } from '../pairing/attempt-limit.ts';
import { pair } from '../pairing/pairing.ts';
import { ProblemError } from '../problems.ts';
import { answers, jsonBody } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const pairing = createRoute({
  method: 'post',
  path: '/pairings',
  summary: 'Trade a pairing code for a token; needs no token',
  request: jsonBody(pairRequestSchema),
  responses: answers(pairedSchema, 'The device’s token; it is shown this once.', 201),
});

export const pairingRoutes = ({ core }: AppParts) => {
  const attempts = createAttemptLimit(core.clock);
  return newRoutes().openapi(pairing, async (c) => {
    const waitSeconds = attempts.take();
    if (waitSeconds > 0) {
      throw new ProblemError(
        429,
        { code: 'too-many', message: `too many attempts to pair: wait ${waitSeconds} seconds` },
        { 'retry-after': String(waitSeconds) },
      );
    }
    const { code, deviceName } = c.req.valid('json');
    const paired = await pair(core, { code, deviceName, origin: c.req.header('origin') });
    if (paired === undefined) {
      core.log.warn(
        { origin: c.req.header('origin'), requestId: c.get('requestId') },
        'a device tried to pair with a wrong code',
      );
      throw new ProblemError(403, {
        code: 'forbidden',
        message:
          'this code is wrong, too old, or was used: make a new one with `larder pair`, or on a device that is an owner',
      });
    }
    core.log.info({ deviceId: paired.deviceId, role: paired.role, origin: c.req.header('origin') }, 'paired a device');
    return c.json({ ...paired, engineId: core.engineId }, 201);
  });
};
