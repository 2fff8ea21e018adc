/** Puts the engine together, starts it, and takes it apart again: the one place that knows every part. */
import type { Hono } from 'hono';
import packageFile from '../package.json' with { type: 'json' };
import { createHybridClock } from '../shared/model/hybrid-clock.ts';
import { createIds } from '../shared/model/ids.ts';
import type { Role } from '../shared/model/wire.ts';
import { createApp } from './app.ts';
import type { Automation } from './automation.ts';
import type { Channel } from './channels/define-channel.ts';
import type { Config } from './config.ts';
import type { Core, Log } from './core.ts';
import { createSignals } from './event-log/signals.ts';
import { hostsOf } from './guards/host.ts';
import { createLog } from './logging/logger.ts';
import { hashToken, makeToken } from './pairing/code.ts';
import { readControl, removeControl, writeControl } from './pairing/control-file.ts';
import { createPairingCode, hasDevice, type PairingCode } from './pairing/pairing.ts';
import { systemClock, type Clock } from './schedule/clock.ts';
import { serve } from './serve.ts';
import { StartRefused } from './start-refused.ts';
import { openDataFolder, type DataFolder } from './storage/data-folder.ts';
import { ownSecret } from './storage/own-secret.ts';
import { storageTroubleOf } from './storage/errors.ts';
import { engineIdOf, lastStamp } from './storage/meta.ts';
import { openStorage, type Storage } from './storage/open.ts';

/** What tests and demonstrations bring themselves. */
export interface EngineParts {
  clock?: Clock;
  log?: Log;
  channels?: ReadonlyMap<string, Channel>;
  /** Instead of the library that ships. */
  libraryFolder?: string;
  /** More pages to serve: the demo's. */
  pages?: Hono;
}

export interface Engine {
  url: string;
  /** Makes a code that pairs one device; without a role the first becomes the owner, those after it sellers. */
  pairingCode(role?: Role): Promise<PairingCode>;
  hasDevice(): Promise<boolean>;
  /** Resolves when nothing can be done before the clock moves. */
  settle(): Promise<void>;
  /** Ends streams, lets the step in hand finish, closes the database. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

/** @throws StartRefused with a sentence for the person who started it; nothing is left open then */
export async function startEngine(config: Config, parts: EngineParts = {}): Promise<Engine> {
  const ends: End[] = [];
  // What was begun last is ended first, whether all of it began or not; one that fails does not keep the others open.
  const endAll = async () => {
    const failures: unknown[] = [];
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, 'the engine did not end cleanly', { cause: failures[0] });
  };
  try {
    return await start(config, parts, ends, endAll);
  } catch (error) {
    await endAll().catch((failure: unknown) =>
      parts.log?.error({ error: failure }, 'could not take back what had begun'),
    );
    throw error;
  }
}

type End = () => void | Promise<void>;

async function start(config: Config, parts: EngineParts, ends: End[], endAll: () => Promise<void>): Promise<Engine> {
  const folder = await openDataFolder(config.dataFolder, async () => {
    const other = await readControl(config.dataFolder);
    return other === undefined ? undefined : `process ${other.pid} at ${other.url}`;
  });
  ends.push(() => folder.release());
  const storage = await openDatabase(folder);
  ends.push(() => storage.close());
  const core = await createCore(storage, config, parts);

  const stopping = new AbortController();
  const controlToken = makeToken(core.random);
  let hosts: ReadonlySet<string> = new Set();
  // Requests come before recipes are loaded: those that need them wait.
  const automation = Promise.withResolvers<Automation>();
  automation.promise.catch(() => undefined); // when loading fails, start() throws it
  const app = createApp({
    core,
    library: {
      list: async () => (await automation.promise).library.list(),
      setEnabled: async (id, enabled, by) => (await automation.promise).library.setEnabled(id, enabled, by),
      setInputs: async (id, given) => (await automation.promise).library.setInputs(id, given),
    },
    version: packageFile.version,
    controlTokenHash: hashToken(controlToken),
    ownHosts: () => hosts,
    requestRun: async (recipeId, contactId) => (await automation.promise).runner.request(recipeId, contactId),
    decideHeld: async (recipeId, decision) => (await automation.promise).runner.decideHeld(recipeId, decision),
    simulations: {
      begin: async (id, asked) => (await automation.promise).simulations.begin(id, asked),
      look: async (id) => (await automation.promise).simulations.look(id),
      end: async (id) => (await automation.promise).simulations.end(id),
    },
    enrolments: async () => (await automation.promise).enrolments,
    decideDraft: async (id, decision, by) => (await automation.promise).runner.decide(id, decision, by),
    desk: async () => (await automation.promise).desk,
    doors: async () => (await automation.promise).doors,
    hookSecret: () => ownSecret(config.dataFolder, 'hooks.key', core.random),
    stopping: stopping.signal,
    ...(parts.pages === undefined ? {} : { pages: parts.pages }),
  });
  // The port before the runner: an engine that cannot be reached must not send mail.
  const listening = await serve(config, { fetch: (request) => app.fetch(request), clock: core.clock, log: core.log });
  hosts = hostsOf({ host: config.host, port: listening.port, allowed: config.allowedHosts });
  ends.push(() => listening.close());
  const { runner, channels, simulations } = await loadInto(automation, async () => {
    const { loadAutomation } = await import('./automation.ts');
    return await loadAutomation(core, config, { ...parts, ownRecipes: folder.recipeFolder });
  });
  for (const channel of channels.values()) ends.push(() => channel.close());
  ends.push(() => simulations.close());
  ends.push(() => runner.stop());
  // Comes first of all at the end: while the runner finishes its step, no request may give it more.
  ends.push(() => stopping.abort());
  await runner.start();
  await writeControl(folder.path, { url: listening.url, pid: process.pid, token: controlToken });
  ends.push(() => removeControl(folder.path));
  core.log.info({ url: listening.url, dataFolder: folder.path, engineId: core.engineId }, 'the engine is ready');

  let ended: Promise<void> | undefined;
  return {
    url: listening.url,
    pairingCode: (role) => createPairingCode(core, role),
    hasDevice: () => hasDevice(core),
    settle: () => runner.settle(),
    stop: () => (ended ??= endAll().then(() => core.log.info({}, 'the engine has stopped'))),
  };
}

/** Loads what others wait for, so that they hear of a failure too. */
async function loadInto<T>(waiting: PromiseWithResolvers<T>, load: () => Promise<T>): Promise<T> {
  try {
    const loaded = await load();
    waiting.resolve(loaded);
    return loaded;
  } catch (error) {
    waiting.reject(error);
    throw error;
  }
}

async function createCore(storage: Storage, config: Config, parts: EngineParts): Promise<Core> {
  const clock = parts.clock ?? systemClock;
  const random: Core['random'] = (bytes) => crypto.getRandomValues(bytes);
  const newId = createIds({ now: clock.now, random });
  const engineId = await engineIdOf(storage.db, newId);
  return {
    db: storage.db,
    clock,
    newId,
    random,
    engineId,
    stamps: createHybridClock({ now: clock.now, device: engineId, last: await lastStamp(storage.db) }),
    signals: createSignals(),
    log:
      parts.log ??
      createLog({ level: config.logLevel, format: config.logFormat, write: (line) => void process.stderr.write(line) }),
  };
}

async function openDatabase(folder: DataFolder): Promise<Storage> {
  try {
    return await openStorage(folder.databaseFile);
  } catch (error) {
    const trouble = storageTroubleOf(error);
    const words = {
      full: 'the disk is full: make room',
      'read-only': 'it cannot be written: change its permissions',
      busy: 'another program holds it: close that one',
      broken: 'it is damaged or no database: put a copy of it back, or move it away to begin anew',
    };
    const reason = trouble === undefined ? String(error) : words[trouble];
    throw new StartRefused('database', `the database ${folder.databaseFile} cannot be opened: ${reason}`, {
      cause: error,
    });
  }
}
