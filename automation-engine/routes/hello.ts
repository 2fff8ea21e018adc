/** The handshake: who is this, and do we speak the same protocol? */
import { createRoute } from '@hono/zod-openapi';
import { helloSchema } from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { SPOKEN } from '../guards/protocol.ts';
import { timeText } from '../schedule/clock.ts';
import { answers } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const hello = createRoute({
  method: 'get',
  path: '/hello',
  summary: 'The handshake; needs no token',
  responses: answers(helloSchema, 'Who answers, and which protocol it speaks.'),
});

export const helloRoutes = ({ core, version }: AppParts) =>
  newRoutes().openapi(hello, (c) =>
    c.json(
      {
        product: 'larder' as const,
        engineId: core.engineId,
        version,
        protocol: SPOKEN,
        time: timeText(core.clock.now()),
      },
      200,
    ),
  );
