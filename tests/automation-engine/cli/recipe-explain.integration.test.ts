/** What the command line says about recipes and runs, and does with them, on a running engine. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import createRecordingChannel from '../../../automation-engine/channels/recording.ts';
import { runCommandLine } from '../../../automation-engine/cli/larder.ts';
import { readConfig } from '../../../automation-engine/config.ts';
import { startEngine, type Engine } from '../../../automation-engine/engine.ts';
import { mailPageSchema, runPageSchema } from '../../../shared/model/automation.ts';
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import { createIds } from '../../../shared/model/ids.ts';
import { pairedSchema, PROTOCOL, PROTOCOL_HEADER } from '../../../shared/model/wire.ts';

const newId = createIds({ now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) });
const DANA = newId();
const recipe = (id: string, capability: string, step: string) => `id: ${id}
version: 1.0.0
title: ${id}
about: For a test.
capabilities: [${capability}]
trigger: { event: contact.created }
steps: [{ ${capability}: ${step} }]
examples:
  - title: does nothing without an event
    given: { contact: { name: Dana } }
    events: []
    expect: []
  - title: takes no notice of tags
    given: { contact: { name: Dana } }
    events: [{ at: "2026-03-06T10:00:00Z", contact.tag-added: { tag: vip } }]
    expect: []
`;

let folder: string;
let engine: Engine;

async function larder(...words: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(words, { out: (line) => void out.push(line), err: (line) => void err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-explain-'));
  vi.stubEnv('LARDER_DATA', folder);
  await mkdir(join(folder, 'recipes'));
  await writeFile(join(folder, 'recipes', 'fails.yaml'), recipe('fails', 'log-note', '{ text: "{{ deal.title }}" }'));
  await writeFile(join(folder, 'recipes', 'mails.yaml'), recipe('mails', 'send-mail', '{ subject: Hello, text: B }'));
  const read = readConfig({
    LARDER_DATA: folder,
    LARDER_PORT: '0',
    LARDER_LOG_LEVEL: 'silent',
    LARDER_ZONE: 'UTC',
    LARDER_MAIL_FROM: 'Lars <lars@larder.example>',
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const channel = createRecordingChannel({ answer: () => ({ outcome: 'in-doubt', reason: 'the line broke' }) });
  engine = await startEngine(read.config, { channels: new Map([['email', channel]]) });
  await larder('recipe', 'enable', 'fails', 'mails');
  const post = async (path: string, body: unknown, token?: string): Promise<unknown> => {
    const answer = await fetch(new URL(path, engine.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [PROTOCOL_HEADER]: String(PROTOCOL),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return answer.json();
  };
  const { code } = await engine.pairingCode();
  const { token, deviceId } = pairedSchema.parse(await post('/pairings', { code, deviceName: 'Test' }));
  const stamps = createHybridClock({ now: Date.now, device: deviceId });
  const fields = { name: 'Dana Fox', 'emails/dana@globex.example': {}, primaryEmail: 'dana@globex.example' };
  const mutation = { id: newId(), kind: 'contact', recordId: DANA, fields, stamp: stamps.tick() };
  expect(await post('/mutations', { mutations: [mutation] }, token)).toMatchObject({
    results: [{ status: 'accepted' }],
  });
  await engine.settle();
});
beforeEach(() => void vi.stubEnv('LARDER_DATA', folder));
afterAll(async () => {
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('larder, asked about recipes', () => {
  it('explains why a recipe did not run for a contact, by id or address', async () => {
    const off = await larder('recipe', 'explain', 'weekly-review', '--contact', DANA);
    expect(off).toMatchObject({ code: 0, out: expect.stringContaining('It was never switched on') });
    const ran = await larder('recipe', 'explain', 'fails', '--contact', 'dana@globex.example', '--json');
    expect(JSON.parse(ran.out)).toMatchObject({ verdict: 'has-run', reasons: [{ kind: 'ran' }, { kind: 'entry' }] });
    expect((await larder('recipe', 'explain', 'nope', '--contact', DANA)).code).toBe(1);
    expect((await larder('recipe', 'explain', 'fails')).code).toBe(2);
  });

  it('shows how a recipe fared and what needs somebody', async () => {
    const timeline = await larder('recipe', 'timeline', 'fails', '--days', '2');
    expect(timeline.out).toMatch(/Switched on by the command line\n.*Version 1\.0\.0 was read/);
    expect(await larder('health')).toMatchObject({ code: 1, out: expect.stringContaining('failed of fails: 1') });
  });

  it('lists runs and has them taken up again, skipped and stopped', async () => {
    const { runs } = runPageSchema.parse(JSON.parse((await larder('runs', '--failed', '--json')).out));
    const [run] = runs;
    expect(runs).toMatchObject([{ recipeId: 'fails', state: 'failed' }]);
    expect(await larder('run', 'retry', '--recipe', 'fails')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^1 run/),
    });
    await engine.settle();
    expect((await larder('run', 'retry', run?.id ?? '')).out).toContain('the command line had the step taken again');
    await engine.settle();
    expect((await larder('run', 'skip', run?.id ?? '')).out).toContain('Skipped by the command line\ndone');
    expect(await larder('run', 'stop', run?.id ?? '')).toMatchObject({ code: 1, err: 'it has ended' });
    expect((await larder('runs')).out).toBe('There are none.');
    expect((await larder('runs', '--failed', '--waiting')).code).toBe(2);
  });

  it('lists mails in doubt, and takes what a person says about one', async () => {
    const { mails } = mailPageSchema.parse(JSON.parse((await larder('mails', '--json')).out));
    expect(mails).toMatchObject([{ recipeId: 'mails', subject: 'Hello', reason: 'the line broke' }]);
    expect((await larder('runs', '--in-doubt')).out).toContain('mails');
    expect(await larder('mail', 'resolve', mails[0]?.id ?? '', 'sent')).toMatchObject({
      code: 0,
      out: 'It counts as sent.',
    });
    expect((await larder('mail', 'resolve', mails[0]?.id ?? '', 'perhaps')).code).toBe(2);
    expect((await larder('health')).out).toBe('All is well.');
  });
});
