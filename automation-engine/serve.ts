/** Puts the app on a port: plain or TLS, and with words for every reason why it can't. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { helloSchema } from '../shared/model/wire.ts';
import { isLoopback, type Config } from './config.ts';
import type { Log } from './core.ts';
import type { Clock } from './schedule/clock.ts';
import { StartRefused } from './start-refused.ts';

export interface Listening {
  port: number;
  /** Where programs on this machine reach it. */
  url: string;
  /** Takes no new connections, waits a little for answers under way, then cuts what is left. */
  close(): Promise<void>;
}

export interface ServeParts {
  fetch: (request: Request) => Response | Promise<Response>;
  clock: Clock;
  log: Log;
}

const PATIENCE_MS = 3_000;
const PROBE_MS = 1_000;

/** @throws StartRefused */
export async function serve(
  config: Pick<Config, 'host' | 'port' | 'tls' | 'trustedProxy'>,
  parts: ServeParts,
): Promise<Listening> {
  const tls = config.tls === undefined ? undefined : await readTls(config.tls);
  // Without HTTP/2 options the adaptor makes a server of node:http or node:https; the second is an instance of the first's interface.
  const server = createAdaptorServer({
    fetch: parts.fetch,
    overrideGlobalObjects: false,
    ...(tls === undefined ? { createServer } : { createServer: createTlsServer, serverOptions: tls }),
  }) as Server;
  const { trustedProxy } = config;
  if (trustedProxy !== undefined) {
    server.on('connection', (socket: Socket) => {
      const from = socket.remoteAddress ?? '';
      const isTrusted =
        isLoopback(from.replace('::ffff:', '')) ||
        trustedProxy.check(from, socket.remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4');
      if (isTrusted) return;
      parts.log.warn({ from }, 'cut a connection that did not come from the stated proxy');
      socket.destroy();
    });
  }
  const scheme = tls === undefined ? 'http' : 'https';
  const port = await listen(server, config, scheme);
  return { port, url: `${scheme}://${reachable(config.host)}:${port}`, close: () => close(server, parts.clock) };
}

function listen(server: Server, { host, port }: Pick<Config, 'host' | 'port'>, scheme: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      void refusalFor(error, `${scheme}://${reachable(host)}:${port}`, { host, port }).then(reject, reject);
    });
    server.listen({ host, port }, () => {
      server.removeAllListeners('error');
      resolve((server.address() as AddressInfo).port); // an IP server's address is never a path
    });
  });
}

function close(server: Server, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const callOff = clock.wakeAt(clock.now() + PATIENCE_MS, () => server.closeAllConnections());
    server.close(() => {
      callOff();
      resolve();
    });
  });
}

async function refusalFor(
  error: NodeJS.ErrnoException,
  url: string,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<StartRefused> {
  const elsewhere = 'choose another port with LARDER_PORT (0 takes any that is free)';
  if (error.code === 'EADDRINUSE') {
    const other = await otherEngine(url);
    const message =
      other === undefined
        ? `port ${port} on ${host} is taken by another program: stop it, or ${elsewhere}`
        : `port ${port} on ${host} is taken by another Larder engine (version ${other}): use that one, stop it, or ${elsewhere}`;
    return new StartRefused('port-taken', message, { cause: error });
  }
  const reason = error.code === 'EACCES' ? `this user may not listen on port ${port}: ${elsewhere}` : error.message;
  return new StartRefused('address', `the engine cannot listen on ${host} (LARDER_HOST): ${reason}`, { cause: error });
}

/** The version of the Larder engine that answers there, if one does. */
async function otherEngine(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${url}/hello`, { signal: AbortSignal.timeout(PROBE_MS), redirect: 'error' });
    return helloSchema.parse(await answer.json()).version;
  } catch {
    return undefined; // whatever it is, it is none of ours
  }
}

async function readTls({ certFile, keyFile }: NonNullable<Config['tls']>): Promise<{ cert: Buffer; key: Buffer }> {
  try {
    const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
    return { cert, key };
  } catch (error) {
    throw new StartRefused('tls', `the TLS files (LARDER_TLS_CERT, LARDER_TLS_KEY) cannot be read: ${String(error)}`, {
      cause: error,
    });
  }
}

function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
