/** Turns away devices whose protocol this engine does not speak, before they can be misunderstood. */
import type { MiddlewareHandler } from 'hono';
import { PROTOCOL, PROTOCOL_HEADER } from '../../shared/model/wire.ts';
import type { AppEnv } from '../app-parts.ts';
import { ProblemError } from '../problems.ts';

/** What this engine speaks. */
export const SPOKEN = { min: PROTOCOL, max: PROTOCOL } as const;

/** A request without the header comes from a person with a command line, who reads the API as it is now. */
export const protocolGuard: MiddlewareHandler<AppEnv> = async function checkProtocol(c, next) {
  const said = c.req.header(PROTOCOL_HEADER);
  if (said !== undefined && !(/^\d{1,6}$/.test(said) && Number(said) >= SPOKEN.min && Number(said) <= SPOKEN.max)) {
    const side = Number(said) > SPOKEN.max ? 'update the engine' : 'update the extension';
    throw new ProblemError(426, {
      code: 'protocol',
      message: `this engine speaks protocol ${SPOKEN.min} to ${SPOKEN.max}, the device speaks ${said.slice(0, 20)}: ${side}`,
      protocol: SPOKEN,
    });
  }
  await next();
};
