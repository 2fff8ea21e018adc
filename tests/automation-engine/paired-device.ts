/** A real engine on a port of its own, and a device that is paired with it and asks it over HTTP. */
import { readConfig } from '../../automation-engine/config.ts';
import { startEngine, type Engine } from '../../automation-engine/engine.ts';
import { createHybridClock } from '../../shared/model/hybrid-clock.ts';
import { createIds, type Id } from '../../shared/model/ids.ts';
import type { FieldPath, FieldValue } from '../../shared/model/record.ts';
import { pairedSchema, PROTOCOL, PROTOCOL_HEADER } from '../../shared/model/wire.ts';

export const newId = createIds({ now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) });

export function startQuietEngine(
  dataFolder: string,
  { env, ...options }: { env?: Record<string, string> } & Parameters<typeof startEngine>[1] = {},
): Promise<Engine> {
  const read = readConfig({ LARDER_DATA: dataFolder, LARDER_PORT: '0', LARDER_LOG_LEVEL: 'silent', ...env });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return startEngine(read.config, options);
}

export interface PairedDevice {
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** Clips people; waits for what comes of it. */
  clip(people: readonly Record<FieldPath, FieldValue>[], ids?: readonly Id[]): Promise<void>;
}

export async function pairDevice(engine: Engine, deviceName = 'Test'): Promise<PairedDevice> {
  const { code } = await engine.pairingCode();
  const paired = await ask(engine, undefined, 'POST', '/pairings', { code, deviceName });
  const { token, deviceId } = pairedSchema.parse(paired.body);
  const stamps = createHybridClock({ now: Date.now, device: deviceId });
  return {
    ask: (method, path, body) => ask(engine, token, method, path, body),
    async clip(people, ids = []) {
      const mutations = people.map((fields, at) => {
        return { id: newId(), kind: 'contact', recordId: ids[at] ?? newId(), fields, stamp: stamps.tick() };
      });
      const { body } = await ask(engine, token, 'POST', '/mutations', { mutations });
      const refused = JSON.stringify(body).match(/"status":"(?!accepted)[^}]*/g);
      if (refused !== null) throw new Error(refused.join('\n'));
      await engine.settle();
    },
  };
}

async function ask(engine: Engine, token: string | undefined, method: string, path: string, body?: unknown) {
  const answer = await fetch(new URL(path, engine.url), {
    method,
    headers: {
      'content-type': 'application/json',
      [PROTOCOL_HEADER]: String(PROTOCOL),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said: unknown = await answer.json();
  return { status: answer.status, body: said };
}
