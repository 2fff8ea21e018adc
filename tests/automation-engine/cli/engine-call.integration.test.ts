/** Commands that ask the running engine: drafts that wait for a yes, and lists that become files. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import createRecordingChannel from '../../../automation-engine/channels/recording.ts';
import { callEngine, findEngine } from '../../../automation-engine/cli/engine-call.ts';
import { runCommandLine } from '../../../automation-engine/cli/larder.ts';
import { readConfig } from '../../../automation-engine/config.ts';
import { startEngine, type Engine } from '../../../automation-engine/engine.ts';
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import { createIds } from '../../../shared/model/ids.ts';
import { draftListSchema } from '../../../shared/model/wire.ts';
import { recipeText } from '../runner/stage.ts';

const newId = createIds({ now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) });
const channel = createRecordingChannel();
let folder: string;
let engine: Engine;

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
  const read = readConfig({
    LARDER_DATA: folder,
    LARDER_PORT: '0',
    LARDER_LOG_LEVEL: 'silent',
    LARDER_ZONE: 'UTC',
    LARDER_MAIL_FROM: 'Lars <lars@larder.example>',
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  engine = await startEngine(read.config, { channels: new Map([['email', channel]]) });
});
beforeEach(() => void vi.stubEnv('LARDER_DATA', folder));
afterAll(async () => {
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
});

async function larder(...words: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(words, { out: (line) => void out.push(line), err: (line) => void err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

async function clip(name: string): Promise<void> {
  const found = await findEngine();
  if ('message' in found) throw new Error(found.message);
  const stamps = createHybridClock({ now: Date.now, device: newId() });
  const address = `${name.toLowerCase()}@globex.example`;
  const fields = { name, [`emails/${address}`]: {}, primaryEmail: address };
  const mutation = { id: newId(), kind: 'contact', recordId: newId(), fields, stamp: stamps.tick() };
  const answer = await callEngine(found.control, 'POST', '/mutations', { mutations: [mutation] });
  expect(answer).toMatchObject({ body: { results: [{ status: 'accepted' }] } });
  await engine.settle();
}

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
