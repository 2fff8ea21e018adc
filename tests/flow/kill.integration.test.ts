/**
 * The engine as a process, killed with SIGKILL fifty times while contacts arrive, recipes run and mails go out: at its start, in the middle
 * of a push, of a step, of an SMTP transaction. Afterwards nothing that was accepted may be missing, and nobody may have two mails.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { startMailCatcher, type MailCatcher } from '../../automation-engine/cli/demo/mail-catcher.ts';
import { createHybridClock } from '../../shared/model/hybrid-clock.ts';
import { createIds } from '../../shared/model/ids.ts';
import type { Mutation } from '../../shared/model/mutation.ts';
import {
  changesSchema,
  PROTOCOL,
  PROTOCOL_HEADER,
  pairedSchema,
  pushAnswerSchema,
  recipeStateSchema,
  runDetailSchema,
  runListSchema,
  type Change,
} from '../../shared/model/wire.ts';

const KILLS = 50;
/** Up to so long an engine lives: one in ten dies so soon after its start, the others so soon after they were ready for work. */
const LIFE_MAX_MS = 400;
const PUSH_SIZE = 3;

/** Everything a run can do, and no limit a day. */
const RECIPE = `id: greet
version: 1.0.0
title: Greet
about: Tags, makes a task, waits a moment and writes.
capabilities: [add-tag, create-task, send-mail]
trigger: { event: contact.created }
steps:
  - add-tag: { tag: new-lead }
  - create-task: { title: 'Call {{ contact.name }}' }
  - wait: 1s
  - send-mail: { subject: 'Hello {{ contact.name }}', text: 'Hello.', purpose: service }
examples:
  - title: greets
    events: [{ at: '2026-03-06T10:00:00Z', contact.created: { name: Dana, email: dana@globex.example } }]
    advance: 1m
    expect: [{ add-tag: {} }, { create-task: {} }, { send-mail: {} }]
  - title: needs an address
    events: [{ at: '2026-03-06T10:00:00Z', task.created: { title: Call } }]
    expect: []
`;

const root = resolve(import.meta.dirname, '../..');
const readySchema = z.object({ url: z.string(), pairingCode: z.string().optional() });

let folder: string;
let catcher: MailCatcher;
let child: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-kill-'));
  catcher = await startMailCatcher(0);
  await mkdir(join(folder, 'recipes'));
  await writeFile(join(folder, 'recipes', 'greet.yaml'), RECIPE);
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await catcher.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Starts the engine's process; `ready` rejects when it ends first. */
function start(): { process: ChildProcess; ready: Promise<z.infer<typeof readySchema>>; ended: Promise<void> } {
  const process_ = spawn(process.execPath, [join(root, 'automation-engine', 'main.ts')], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      LARDER_DATA: folder,
      LARDER_PORT: '0',
      LARDER_LOG_LEVEL: 'silent',
      LARDER_SMTP_URL: catcher.url,
      LARDER_MAIL_FROM: 'sally@larder.example',
    },
  });
  child = process_;
  const ended = new Promise<void>((done) => process_.once('exit', () => done()));
  const ready = new Promise<z.infer<typeof readySchema>>((done, fail) => {
    createInterface({ input: process_.stdout }).once('line', (line) => done(readySchema.parse(JSON.parse(line))));
    void ended.then(() => fail(new Error('the engine ended before it was ready')));
  });
  ready.catch(() => undefined); // whoever needs it awaits it
  return { process: process_, ready, ended };
}

async function ask(url: string, token: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      [PROTOCOL_HEADER]: String(PROTOCOL),
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function everyChange(url: string, token: string): Promise<Change[]> {
  const all: Change[] = [];
  for (let after = 0, more = true; more;) {
    const page = changesSchema.parse(await ask(url, token, 'GET', `/changes?after=${after}&limit=500`));
    all.push(...page.changes);
    ({ next: after, more } = page);
  }
  return all;
}

it(`loses nothing and mails nobody twice when it is killed ${KILLS} times`, { timeout: 300_000 }, async () => {
  const source = { now: () => Date.now(), random: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) };
  const newId = createIds(source);
  const stamps = createHybridClock({ now: source.now, device: newId() });

  // Once in peace: pair, and switch the recipe on.
  const first = start();
  const { url, pairingCode } = await first.ready;
  const paired = await fetch(new URL('/pairings', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', [PROTOCOL_HEADER]: String(PROTOCOL) },
    body: JSON.stringify({ code: pairingCode, deviceName: 'kill test' }),
  });
  const { token } = pairedSchema.parse(await paired.json());
  recipeStateSchema.parse(await ask(url, token, 'PUT', '/recipes/greet/state', { enabled: true }));
  first.process.kill('SIGKILL');
  await first.ended;

  const accepted = new Set<string>();
  const addresses = new Map<string, string>();
  /** Pushed, but not answered: the device sends them again, as it must. */
  let waiting: Mutation[] = [];
  const clip = (): Mutation => {
    const recordId = newId();
    const address = `person${addresses.size}@globex.example`;
    addresses.set(recordId, address);
    const fields = {
      name: `Person ${addresses.size}`,
      primaryEmail: address,
      [`emails/${address}`]: {},
      capturedFrom: 'https://globex.example/',
    };
    return { id: newId(), kind: 'contact', recordId, fields, stamp: stamps.tick() };
  };
  const push = async (to: string) => {
    const answer = pushAnswerSchema.parse(await ask(to, token, 'POST', '/mutations', { mutations: waiting }));
    for (const result of answer.results) {
      if (result.status === 'refused') throw new Error(`refused: ${result.reason}`);
      accepted.add(result.id);
    }
    waiting = waiting.filter(({ id }) => !accepted.has(id));
  };
  const work = async (ready: Promise<{ url: string }>, isOver: () => boolean) => {
    try {
      const { url: here } = await ready;
      while (!isOver()) {
        waiting.push(...Array.from({ length: PUSH_SIZE }, clip));
        await push(here);
      }
    } catch (error) {
      if (!isOver()) throw error; // after the kill every failure is the kill's
    }
  };

  const lives = fc.sample(fc.integer({ min: 0, max: LIFE_MAX_MS }), { numRuns: KILLS, seed: 20261122 });
  for (const [at, life] of lives.entries()) {
    const { process: engine, ready, ended } = start();
    let isOver = false;
    const working = work(ready, () => isOver);
    if (at % 10 !== 0) await ready;
    await Promise.race([pause(life), ended]);
    expect(engine.exitCode, 'the engine must not end by itself').toBe(null);
    isOver = true;
    engine.kill('SIGKILL');
    await Promise.all([working, ended]);
  }

  const last = start();
  const { url: here } = await last.ready;
  while (waiting.length > 0) await push(here);

  // Every run comes to its end.
  const runs = new Map<string, z.infer<typeof runDetailSchema>>();
  for (const contactId of addresses.keys()) {
    for (;;) {
      const list = runListSchema.parse(await ask(here, token, 'GET', `/runs?contactId=${contactId}`)).runs;
      const run = list[0];
      if (run?.endedAt !== undefined) {
        expect(list).toHaveLength(1);
        runs.set(contactId, runDetailSchema.parse(await ask(here, token, 'GET', `/runs/${run.id}`)));
        break;
      }
      await pause(20);
    }
  }

  const changes = await everyChange(here, token);
  const places = Map.groupBy(changes, ({ mutation }) => mutation.id);
  expect(
    [...accepted].filter((id) => places.get(id)?.length !== 1),
    'accepted mutations missing from the feed or there twice',
  ).toEqual([]);
  expect(accepted.size).toBe(addresses.size);

  const tasks = changes.filter(({ mutation }) => mutation.kind === 'task');
  const tags = changes.filter(({ mutation }) => 'tags/new-lead' in mutation.fields);
  let inDoubt = 0;
  for (const [contactId, address] of addresses) {
    expect(
      tasks.filter(({ mutation }) => mutation.fields['contactId'] === contactId),
      `tasks for ${address}`,
    ).toHaveLength(1);
    expect(
      tags.filter(({ mutation }) => mutation.recordId === contactId),
      `tags of ${address}`,
    ).toHaveLength(1);
    const mails = catcher.mails.filter(({ to }) => to.includes(address)).length;
    const isInDoubt = runs.get(contactId)?.trace.some(({ outcome }) => outcome === 'in-doubt') === true;
    if (isInDoubt) inDoubt++;
    expect(mails, `mails to ${address}`).toBeLessThanOrEqual(1);
    if (!isInDoubt) expect(mails, `mails to ${address}, which is not in doubt`).toBe(1);
  }
  // The engine sends over at most four connections at once.
  expect(inDoubt).toBeLessThanOrEqual(KILLS * 4);
  console.info(`${KILLS} kills, ${addresses.size} contacts, ${catcher.mails.length} mails, ${inDoubt} in doubt`);
});
