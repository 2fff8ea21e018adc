/** A small engine on a real port, for what sync must survive: it keeps mutations in memory and misbehaves on demand. */
import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { mutationSchema, problemsWith, type Mutation } from '../../../shared/model/mutation.ts';
import { PROTOCOL, PROTOCOL_HEADER, pushRequestSchema, type PushResult } from '../../../shared/model/wire.ts';

export const ENGINE_ID = '018f3c5a-7b2c-7000-8000-0000000000ee';
const TOKEN = 'secret';

export interface FakeEngine {
  url: string;
  log: Mutation[];
  /** Paths asked for, in order. */
  asked: string[];
  /** The next push is stored, and its answer is cut off. */
  loseNextAnswer: boolean;
  protocol: { min: number; max: number };
  token: string;
  /** Accepts as another device would have sent it. */
  accept: (mutation: Mutation) => void;
  stop: () => Promise<void>;
}

/** @param port 0 for any that is free */
export async function startFakeEngine(port = 0, log: Mutation[] = []): Promise<FakeEngine> {
  const app = new Hono();
  const listeners = new Set<() => void>();
  const problem = (code: string, message: string) => ({ code, message });
  const engine: FakeEngine = {
    url: '',
    log,
    asked: [],
    loseNextAnswer: false,
    protocol: { min: PROTOCOL, max: PROTOCOL },
    token: TOKEN,
    accept(mutation) {
      engine.log.push(mutation);
      for (const tell of listeners) tell();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
  app.use(async (c, next) => {
    engine.asked.push(`${c.req.method} ${c.req.path}`);
    if (!['/hello', '/pairings'].includes(c.req.path)) {
      if (c.req.header(PROTOCOL_HEADER) !== String(PROTOCOL)) return c.json(problem('protocol', 'update'), 426);
      if (c.req.header('authorization') !== `Bearer ${engine.token}`) {
        return c.json(problem('unauthorised', 'This device is not paired any more.'), 401);
      }
    }
    await next();
  });
  app.get('/hello', (c) =>
    c.json({
      product: 'larder',
      engineId: ENGINE_ID,
      version: '0',
      protocol: engine.protocol,
      time: new Date().toISOString(),
    }),
  );
  app.post('/pairings', async (c) => {
    const { code } = await c.req.json<{ code: string }>();
    if (code !== 'ABCD') return c.json(problem('forbidden', 'This code is not good, or not any more.'), 403);
    return c.json({
      deviceId: '018f3c5a-7b2c-7000-8000-0000000000dd',
      token: engine.token,
      role: 'owner',
      engineId: ENGINE_ID,
    });
  });
  app.post('/mutations', async (c) => {
    const { mutations } = pushRequestSchema.parse(await c.req.json());
    const results = mutations.map((raw): PushResult => {
      const mutation = mutationSchema.parse(raw);
      if (mutation.fields['name'] === 'Refuse me' || problemsWith(mutation).length > 0) {
        return {
          status: 'refused',
          id: mutation.id,
          reason: 'You may not.',
          issues: [{ path: 'name', message: 'no' }],
        };
      }
      const at = engine.log.findIndex(({ id }) => id === mutation.id);
      if (at < 0) engine.accept(mutation);
      return { status: 'accepted', id: mutation.id, seq: at < 0 ? engine.log.length : at + 1 };
    });
    if (engine.loseNextAnswer) {
      engine.loseNextAnswer = false;
      const { socket } = (c.env as { incoming: { socket: { destroy(): void } } }).incoming;
      socket.destroy();
    }
    return c.json({ results });
  });
  app.get('/changes', (c) => {
    const after = Number(c.req.query('after'));
    const limit = Number(c.req.query('limit'));
    const changes = engine.log.slice(after, after + limit).map((mutation, at) => ({ seq: after + at + 1, mutation }));
    const next = after + changes.length;
    return c.json({ changes, next, more: next < engine.log.length });
  });
  app.get('/changes/stream', (c) =>
    streamSSE(c, async (stream) => {
      let next = Number(c.req.query('after'));
      let wake = () => {};
      const tell = () => wake();
      listeners.add(tell);
      await stream.write(': open\n\n');
      while (!stream.aborted && !stream.closed) {
        for (; next < engine.log.length; next++) {
          const data = JSON.stringify({ seq: next + 1, mutation: engine.log[next] });
          await stream.writeSSE({ event: 'change', id: String(next + 1), data });
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
          stream.onAbort(resolve);
        });
      }
      listeners.delete(tell);
    }),
  );
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(started));
  });
  engine.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return engine;
}
