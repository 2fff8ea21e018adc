/** What the demo adds to an engine: a data folder of its own, sample people, a sample mailbox, and a mail catcher for what recipes send. */
import { join } from 'node:path';
import type { Hono } from 'hono';
import { changesSchema, pushAnswerSchema } from '../../../shared/model/wire.ts';
import type { Config } from '../../config.ts';
import type { Engine, EngineParts } from '../../engine.ts';
import { readControl } from '../../pairing/control-file.ts';
import { systemClock } from '../../schedule/clock.ts';
import { callEngine, troubleLines } from '../engine-call.ts';
import { startMailCatcher, type CaughtMail } from './mail-catcher.ts';
import { demoPages, MAILBOX_PATH, OUTBOX_PATH } from './pages.ts';
import { sampleMutations } from './sample-people.ts';

/** The recipe that the demo switches on. */
export const DEMO_RECIPE = 'welcome-new-contact';

export interface Demo {
  /** The given one, on the demo's folder and mail catcher. */
  config: Config;
  parts: EngineParts & { pages: Hono };
  /** Oldest first. */
  mails: readonly CaughtMail[];
  /** Adds the sample people, unless the engine has records already, and switches the recipe on. */
  fill(engine: Engine): Promise<void>;
  mailbox(engine: Engine): string;
  outbox(engine: Engine): string;
  stop(): Promise<void>;
}

/** @param options.smtpPort where the mail catcher listens; 0 for any free port */
export async function startDemo(given: Config, options: { smtpPort: number }): Promise<Demo> {
  const catcher = await startMailCatcher(options.smtpPort);
  const config: Config = {
    ...given,
    // Never the real one: the demo must not mix made-up people with real ones, nor mail anybody.
    dataFolder: join(given.dataFolder, 'demo'),
    smtpUrl: catcher.url,
    mailFrom: { name: 'Sally Reyes', address: 'sally@larder.example' },
  };
  return {
    config,
    parts: { pages: await demoPages(catcher) },
    mails: catcher.mails,
    fill: () => fill(config.dataFolder),
    mailbox: (engine) => `${engine.url}${MAILBOX_PATH}?_task=mail`,
    outbox: (engine) => `${engine.url}${OUTBOX_PATH}`,
    stop: catcher.close,
  };
}

async function fill(dataFolder: string): Promise<void> {
  const control = await readControl(dataFolder);
  if (control === undefined) throw new Error(`no engine runs on ${dataFolder}`);
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await callEngine(control, method, path, body);
    if ('status' in answer) return answer.body;
    throw new Error(`the demo could not be set up: ${troubleLines(answer).join(' ')}`);
  };
  const { changes } = changesSchema.parse(await call('GET', '/changes?after=0&limit=1'));
  if (changes.length === 0) {
    const mutations = sampleMutations({ now: systemClock.now(), random: (bytes) => crypto.getRandomValues(bytes) });
    const { results } = pushAnswerSchema.parse(await call('POST', '/mutations', { mutations }));
    const refused = results.find((result) => result.status === 'refused');
    if (refused !== undefined) throw new Error(`a sample person was refused: ${refused.reason}`);
  }
  await call('PUT', `/recipes/${DEMO_RECIPE}/state`, { enabled: true });
}
