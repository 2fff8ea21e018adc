/** Finds out who makes a request. Everything needs a token, except what is listed as open. */
import type { Context, MiddlewareHandler } from 'hono';
import type { Role } from '../../shared/model/wire.ts';
import type { AppEnv, AppParts, Caller } from '../app-parts.ts';
import { hashToken } from '../pairing/code.ts';
import { deviceOfToken, noteSeen } from '../pairing/devices.ts';
import { ProblemError } from '../problems.ts';
import { checkTokenOrigin } from './origin.ts';

/** @param isOpen whether a request needs no token */
export function callerGuard(
  { core, controlTokenHash }: Pick<AppParts, 'core' | 'controlTokenHash'>,
  isOpen: (method: string, path: string) => boolean,
): MiddlewareHandler<AppEnv> {
  return async function checkCaller(c, next) {
    if (!isOpen(c.req.method, c.req.path)) c.set('caller', await callerOf(c));
    await next();
  };

  async function callerOf(c: Context<AppEnv>): Promise<Caller> {
    const token = /^Bearer +([\w-]{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (token === undefined)
      throw unauthorised('this needs a token: pair the device first, with a code from the engine');
    // Both sides are hashes, so how far they agree says nothing about the token.
    if (hashToken(token) === controlTokenHash) {
      checkTokenOrigin(c, undefined);
      return { deviceId: core.engineId, role: 'owner' };
    }
    const device = await deviceOfToken(core.db, token);
    if (device === undefined) throw unauthorised('this token is not known to this engine: pair the device again');
    if (device.revokedAt !== undefined) {
      throw unauthorised(
        `this device was removed on ${device.revokedAt.slice(0, 10)}: pair it again if that was a mistake`,
      );
    }
    checkTokenOrigin(c, device.origin);
    await noteSeen(core, device);
    return { deviceId: device.id, role: device.role };
  }
}

/** @throws ProblemError when the caller's role is none of these */
export function requireRole(c: Context<AppEnv>, ...allowed: readonly Role[]): Caller {
  const caller = c.get('caller');
  if (!allowed.includes(caller.role)) {
    throw new ProblemError(403, {
      code: 'forbidden',
      message: `this needs the role ${allowed.join(' or ')}, and this device is a ${caller.role}`,
    });
  }
  return caller;
}

const unauthorised = (message: string) =>
  new ProblemError(401, { code: 'unauthorised', message }, { 'www-authenticate': 'Bearer realm="larder"' });
