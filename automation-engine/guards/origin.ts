/**
 * Keeps web pages out. A browser names in Origin who makes a request, and a page cannot lie about it. Extensions may ask (their token is
 * checked against their origin later), pages that the engine serves may read, and everyone else is refused before anything is looked at.
 * A request without Origin comes from a program, or is one that a browser allows a page to make but not to read.
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-parts.ts';
import { ProblemError } from '../problems.ts';
import { PROTOCOL_HEADER } from '../../shared/model/wire.ts';

const EXTENSION = /^(?:chrome-extension:\/\/[a-p]{32}|moz-extension:\/\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const PREFLIGHT_SECONDS = '600';

export const isExtension = (origin: string): boolean => EXTENSION.test(origin);

export function originGuard(ownHosts: () => ReadonlySet<string>): MiddlewareHandler<AppEnv> {
  return async function checkOrigin(c, next) {
    c.header('vary', 'Origin');
    const origin = c.req.header('origin');
    if (origin === undefined) return await next();
    if (!isExtension(origin)) {
      if (!isOwnPage(origin, c, ownHosts()))
        throw foreignOrigin('only Larder’s browser extension may talk to this engine from a browser');
      return await next();
    }
    c.header('access-control-allow-origin', origin);
    c.header('access-control-expose-headers', 'retry-after, x-request-id');
    if (c.req.method !== 'OPTIONS') return await next();
    c.header('access-control-allow-methods', 'GET, POST, PUT, DELETE');
    c.header('access-control-allow-headers', `authorization, content-type, ${PROTOCOL_HEADER}`);
    c.header('access-control-max-age', PREFLIGHT_SECONDS);
    // https://wicg.github.io/private-network-access/: an extension is public, loopback is not.
    if (c.req.header('access-control-request-private-network') === 'true') {
      c.header('access-control-allow-private-network', 'true');
    }
    return c.body(null, 204);
  };
}

/** Refuses a token that another origin paired: one extension must not use what it took from another. */
export function checkTokenOrigin(c: Context<AppEnv>, paired: string | undefined): void {
  const origin = c.req.header('origin');
  if (origin !== undefined && origin !== paired)
    throw foreignOrigin('this token belongs to another extension or program: pair again');
}

const foreignOrigin = (message: string) => new ProblemError(403, { code: 'foreign-origin', message });

/** The page with the API's documentation reads the document beside it, and needs no more than that. */
function isOwnPage(origin: string, c: Context<AppEnv>, ownHosts: ReadonlySet<string>): boolean {
  if (c.req.method !== 'GET' || !URL.canParse(origin)) return false;
  const { protocol, host } = new URL(origin);
  return (protocol === 'http:' || protocol === 'https:') && ownHosts.has(host);
}
