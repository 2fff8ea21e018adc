/** Commands that ask the running engine: drafts that wait for a yes, and lists that become files. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import createRecordingChannel from '../../../automation-engine/channels/recording.ts';
import type { Engine } from '../../../automation-engine/engine.ts';
import { draftListSchema } from '../../../shared/model/wire.ts';
import { recipeText } from '../runner/stage.ts';
import { runLarder } from './run-larder.ts';
import { pairDevice, startQuietEngine, type PairedDevice } from '../paired-device.ts';

const channel = createRecordingChannel();
let folder: string;
let engine: Engine;
let device: PairedDevice;

const ASK = recipeText(
  'capabilities: [export-list, draft-mail]\ntrigger: { event: contact.created }\nsteps:\n' +
    '  - export-list: { list: cards, fields: [contact.name, contact.email] }\n' +
    '  - draft-mail: { subject: "Hello {{ contact.name }}", text: How are you? }\n',
  'ask',
);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-ask-'));
  await mkdir(join(folder, 'recipes'));
  await writeFile(join(folder, 'recipes', 'ask.yaml'), ASK);
  engine = await startQuietEngine(folder, {
    env: { LARDER_ZONE: 'UTC', LARDER_MAIL_FROM: 'Lars <lars@larder.example>' },
    channels: new Map([['email', channel]]),
  });
  device = await pairDevice(engine);
});
beforeEach(() => void vi.stubEnv('LARDER_DATA', folder));
afterAll(async () => {
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
});

const larder = (...words: string[]) => runLarder(words);

const clip = (name: string) => {
  const address = `${name.toLowerCase()}@globex.example`;
  return device.clip([{ name, [`emails/${address}`]: {}, primaryEmail: address }]);
};

const drafts = async () =>
  draftListSchema.shape.drafts.parse(JSON.parse((await larder('draft', 'list', '--json')).out));

describe('the running engine', () => {
  it('is asked for drafts, sends one with other words and throws another away', async () => {
    expect(await larder('draft', 'list')).toMatchObject({ code: 0, out: 'No mail waits for you.' });
    expect((await larder('recipe', 'enable', 'ask')).code).toBe(0);
    await clip('Dana');
    await clip('Eli');
    expect((await larder('draft', 'list')).out).toContain(
      'To: dana@globex.example\nSubject: Hello Dana\n\nHow are you?',
    );
    const [first, second] = await drafts();
    const approved = await larder('draft', 'approve', first?.id ?? '', '--text', 'How is the pump?');
    expect(approved).toMatchObject({ code: 0, out: 'It is on its way.' });
    expect((await larder('draft', 'discard', second?.id ?? '')).code).toBe(0);
    await engine.settle();
    expect(channel.mails.map(({ to, text }) => [to.address, text])).toEqual([
      ['dana@globex.example', 'How is the pump?'],
    ]);
    expect(await drafts()).toEqual([]);
    const again = await larder('draft', 'approve', first?.id ?? '');
    expect(again).toMatchObject({ code: 1, err: 'this draft does not wait any more' });
  });

  it('is asked for lists, and gives a file', async () => {
    expect((await larder('list', 'list')).out).toMatch(/^cards: 2 contacts, the latest on \d{4}-\d\d-\d\d$/);
    const file = await larder('list', 'export', 'cards');
    expect(file.out.split('\r\n').toSorted()).toEqual([
      'Dana,dana@globex.example',
      'Eli,eli@globex.example',
      '\uFEFFcontact.name,contact.email',
    ]);
    expect(await larder('list', 'export', 'letters')).toMatchObject({
      code: 1,
      err: expect.stringContaining('letters'),
    });
  });

  it.each([
    [['draft', 'approve']],
    [['draft', 'approve', 'a', '--colour']],
    [['draft', 'discard', 'a', 'b']],
    [['list', 'export']],
  ])('is not asked when %j says too little or too much', async (words) => {
    expect((await larder(...words)).code).toBe(2);
  });
});
