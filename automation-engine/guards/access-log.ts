/** One line in the log per request: who, what, how long; never a header, a query or a body. */
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-parts.ts';
import type { Core } from '../core.ts';

export function accessLog({ log, clock, newId }: Pick<Core, 'log' | 'clock' | 'newId'>): MiddlewareHandler<AppEnv> {
  return async function logAccess(c, next) {
    const requestId = newId();
    c.set('requestId', requestId);
    c.header('x-request-id', requestId);
    const began = clock.now();
    await next();
    const caller = c.get('caller') as AppEnv['Variables']['caller'] | undefined; // open routes have none
    const { status } = c.res;
    const details = {
      requestId,
      method: c.req.method,
      path: c.req.path,
      status,
      ms: clock.now() - began,
      deviceId: caller?.deviceId,
    };
    if (status >= 400) log.info(details, 'refused a request');
    else log.debug(details, 'answered a request');
  };
}
