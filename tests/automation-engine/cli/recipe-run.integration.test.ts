/** `larder recipe run`, on a running engine and on a copy of its data. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import createRecordingChannel from '../../../automation-engine/channels/recording.ts';
import type { Engine } from '../../../automation-engine/engine.ts';
import { runLarder } from './run-larder.ts';
import { newId, pairDevice, startQuietEngine, type PairedDevice } from '../paired-device.ts';

const DANA = newId();
const channel = createRecordingChannel();
let folder: string;
let engine: Engine;
let device: PairedDevice;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-run-'));
  engine = await startQuietEngine(folder, {
    env: { LARDER_ZONE: 'UTC', LARDER_MAIL_FROM: 'Lars <lars@larder.example>' },
    channels: new Map([['email', channel]]),
  });
  device = await pairDevice(engine);
  const dana = {
    name: 'Dana Fox',
    'emails/dana@globex.example': {},
    primaryEmail: 'dana@globex.example',
    capturedFrom: 'https://mail.example/',
  };
  await device.clip([dana], [DANA]);
});
beforeEach(() => void vi.stubEnv('LARDER_DATA', folder));
afterAll(async () => {
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
});

const larder = (...words: string[]) => runLarder(words);

describe('larder recipe run', () => {
  it('--dry-run shows each step and the mail as it would be written, and changes nothing', async () => {
    const { code, out } = await larder(
      'recipe',
      'run',
      'welcome-new-contact',
      '--contact',
      'dana@globex.example',
      '--dry-run',
    );
    expect(code).toBe(0);
    expect(out).toContain('Nothing was changed and nothing was sent');
    expect(out).toContain('To: dana@globex.example');
    expect(out).toMatch(/^done/m);
    expect(channel.mails).toHaveLength(0);
    expect((await device.ask('GET', `/runs?contactId=${DANA}`)).body).toEqual({ runs: [] });
  });

  it('--dry-run says why it would not run', async () => {
    const dryRun = (...words: string[]) => larder('recipe', 'run', ...words, '--dry-run');
    expect(await dryRun('welcome-new-contact', '--contact', 'nobody@x.example')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nobody has the address'),
    });
    expect(await dryRun('welcome-new-contact')).toMatchObject({
      code: 1,
      err: expect.stringContaining('say which one'),
    });
    expect(await dryRun('reply-turns-warm', '--contact', DANA)).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing happened to Dana Fox yet'),
    });
    expect(await dryRun('no-such-recipe')).toMatchObject({ code: 2 });
  });

  it('starts a recipe on the running engine once it is on, and again when it is asked again', async () => {
    const run = () => larder('recipe', 'run', 'welcome-new-contact', '--contact', DANA, '--json');
    expect(await run()).toMatchObject({ code: 1, err: expect.stringContaining('not switched on') });
    expect((await larder('recipe', 'enable', 'welcome-new-contact')).code).toBe(0);
    const first: unknown = JSON.parse((await run()).out);
    expect(first).toMatchObject({ dryRun: false, runId: expect.any(String), run: { contactId: DANA } });
    await engine.settle();
    expect(channel.mails).toHaveLength(1);
    await run();
    await engine.settle();
    expect(channel.mails).toHaveLength(2);
  });

  it('starts a timetable without a contact', async () => {
    await larder('recipe', 'enable', 'weekly-review');
    expect(await larder('recipe', 'run', 'weekly-review')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Started run'),
    });
  });

  it.each([[[]], [['a', 'b']], [['a', '--colour']]])(
    'is told what it needs when it is called with %j',
    async (words) => {
      expect(await larder('recipe', 'run', ...words)).toMatchObject({
        code: 2,
        err: expect.stringContaining('--contact'),
      });
    },
  );
});
