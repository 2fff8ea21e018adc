/**
 * Answers only under our own names. A web page can point a name of its own at 127.0.0.1 (DNS rebinding) and would then count as the
 * same origin as the engine; its Host header gives it away.
 */
import type { MiddlewareHandler } from 'hono';
import { isLoopback } from '../config.ts';
import type { AppEnv } from '../app-parts.ts';
import { ProblemError } from '../problems.ts';

/** The Host headers that mean this engine: loopback names with its port, where it listens, and what the owner allowed. */
export function hostsOf({
  host,
  port,
  allowed,
}: {
  host: string;
  port: number;
  allowed: readonly string[];
}): Set<string> {
  const everywhere = host === '0.0.0.0' || host === '::';
  const names = [
    ...(isLoopback(host) || everywhere ? ['localhost', '127.0.0.1', '::1'] : []),
    ...(everywhere ? [] : [host]),
  ];
  const withPort = (name: string) => [`${name}:${port}`, ...(port === 80 || port === 443 ? [name] : [])];
  return new Set([
    ...names.map((name) => (name.includes(':') ? `[${name}]` : name)).flatMap(withPort),
    // A proxy in front listens on another port than we do, so an allowed name counts with and without one.
    ...allowed.flatMap((name) => (/:\d+$/.test(name) ? [name] : [name, `${name}:${port}`])),
  ]);
}

export function hostGuard(ownHosts: () => ReadonlySet<string>): MiddlewareHandler<AppEnv> {
  return async function checkHost(c, next) {
    const host = (c.req.header('host') ?? new URL(c.req.url).host).toLowerCase();
    if (!ownHosts().has(host)) {
      throw new ProblemError(421, {
        code: 'foreign-host',
        message: `this engine is not "${host.slice(0, 200)}": use its own address, or add the name to LARDER_ALLOWED_HOSTS`,
      });
    }
    await next();
  };
}
