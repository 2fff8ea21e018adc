/** What the command line says about recipes and runs, and does with them, on a running engine. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import createRecordingChannel from '../../../automation-engine/channels/recording.ts';
import type { Engine } from '../../../automation-engine/engine.ts';
import { mailPageSchema, runPageSchema } from '../../../shared/model/automation.ts';
import { runLarder } from './run-larder.ts';
import { newId, pairDevice, startQuietEngine } from '../paired-device.ts';
import { recipeText } from '../runner/stage.ts';

const DANA = newId();
const recipe = (id: string, capability: string, step: string) =>
  recipeText(
    `capabilities: [${capability}]\ntrigger: { event: contact.created }\nsteps: [{ ${capability}: ${step} }]\n`,
    id,
  );

let folder: string;
let engine: Engine;

const larder = (...words: string[]) => runLarder(words);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-explain-'));
  vi.stubEnv('LARDER_DATA', folder);
  await mkdir(join(folder, 'recipes'));
  await writeFile(join(folder, 'recipes', 'fails.yaml'), recipe('fails', 'log-note', '{ text: "{{ deal.title }}" }'));
  await writeFile(join(folder, 'recipes', 'mails.yaml'), recipe('mails', 'send-mail', '{ subject: Hello, text: B }'));
  const channel = createRecordingChannel({ answer: () => ({ outcome: 'in-doubt', reason: 'the line broke' }) });
  engine = await startQuietEngine(folder, {
    env: { LARDER_ZONE: 'UTC', LARDER_MAIL_FROM: 'Lars <lars@larder.example>' },
    channels: new Map([['email', channel]]),
  });
  await larder('recipe', 'enable', 'fails', 'mails');
  const device = await pairDevice(engine);
  const dana = { name: 'Dana Fox', 'emails/dana@globex.example': {}, primaryEmail: 'dana@globex.example' };
  await device.clip([dana], [DANA]);
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
