/** The app over a core of its own, asked without a port; and a device that was paired with it. */
import { createApp } from '../../../automation-engine/app.ts';
import type { RecipeShelf } from '../../../automation-engine/app-parts.ts';
import { hostsOf } from '../../../automation-engine/guards/host.ts';
import type { Doors } from '../../../automation-engine/runner/doors.ts';
import { hashToken } from '../../../automation-engine/pairing/code.ts';
import { createPairingCode } from '../../../automation-engine/pairing/pairing.ts';
import { createDesk } from '../../../automation-engine/runner/desk.ts';
import type { Storage } from '../../../automation-engine/storage/open.ts';
import {
  pairedSchema,
  problemSchema,
  type Paired,
  type Problem,
  type RecipeSummary,
  type Role,
} from '../../../shared/model/wire.ts';
import { makeCore, type TestCore } from '../make-core.ts';
import type { Stage } from '../runner/stage.ts';

export const BASE = 'http://127.0.0.1:7420';
export const EXTENSION = `chrome-extension://${'abcdefgh'.repeat(4)}`;
export const CONTROL_TOKEN = 'control-token-of-the-tests';

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface TestApp {
  core: TestCore;
  stop: AbortController;
  recipes: RecipeSummary[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Sends JSON, reads JSON. */
  ask(
    method: string,
    path: string,
    options?: { body?: unknown; token?: string; headers?: Record<string, string> },
  ): Promise<Answer>;
  pair(role?: Role, origin?: string): Promise<Paired>;
  close(): Promise<void>;
}

export interface AppOptions {
  storage?: Storage;
  doors?: Doors;
  /** With what people do to runs: those of a stage. */
  stage?: Pick<Stage, 'core' | 'library' | 'channel' | 'blocks' | 'runner'>;
}

export async function startApp({ storage, stage, doors }: AppOptions = {}): Promise<TestApp> {
  const core = stage?.core ?? (await makeCore(storage === undefined ? {} : { storage }));
  const desk =
    stage &&
    createDesk({
      ...stage,
      segments: stage.runner.segments,
      ownerZone: 'UTC',
      channels: new Map([[stage.channel.id, stage.channel]]),
    });
  const stop = new AbortController();
  const recipes: RecipeSummary[] = [];
  const library: RecipeShelf = {
    list: () => recipes,
    async setEnabled(id, enabled) {
      for (const recipe of recipes) if (recipe.id === id) recipe.enabled = enabled;
    },
    async setInputs(_, given) {
      return { problems: Object.keys(given).map((name) => ({ path: `inputs.${name}`, message: 'no such input' })) };
    },
  };
  const hosts = hostsOf({ host: '127.0.0.1', port: 7420, allowed: ['crm.globex.test'] });
  const app = createApp({
    core,
    library,
    version: '0.0.0-test',
    decideHeld: () => Promise.resolve(0),
    controlTokenHash: hashToken(CONTROL_TOKEN),
    ownHosts: () => hosts,
    stopping: stop.signal,
    ...(desk === undefined ? {} : { desk: () => Promise.resolve(desk) }),
    ...(doors === undefined ? {} : withDoors(doors)),
  });
  const fetch = async (path: string, init?: RequestInit) => await app.request(`${BASE}${path}`, init);
  const ask: TestApp['ask'] = async (method, path, { body, token, headers } = {}) => {
    const answer = await fetch(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  };
  return {
    core,
    stop,
    recipes,
    fetch,
    ask,
    async pair(role, origin) {
      const { code } = await createPairingCode(core, role);
      const answer = await ask('POST', '/pairings', {
        body: { code, deviceName: 'Firefox on the laptop' },
        ...(origin === undefined ? {} : { headers: { origin } }),
      });
      return pairedSchema.parse(answer.body);
    },
    close: () => core.close(),
  };
}

const withDoors = (doors: Doors) => ({ doors: async () => doors, hookSecret: async () => 'secret-of-the-tests' });

export const problemOf = (answer: Answer): Problem => problemSchema.parse(answer.body);
