/** Switching recipes on from the command line, with and without somebody at the terminal. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../../automation-engine/engine.ts';
import { enrolmentSchema } from '../../../shared/model/enrolment.ts';
import { makeFolder } from '../temporary-folder.ts';
import { pairDevice, startQuietEngine } from '../paired-device.ts';
import { recipeText } from '../runner/stage.ts';
import { runLarder } from './run-larder.ts';

const recipe = (id: string, trigger = '{ event: contact.created }') =>
  recipeText(
    `capabilities: [send-mail]\ntrigger: ${trigger}\nsteps: [{ send-mail: { subject: Hello, text: Hello } }]\n`,
    id,
  );

let folder = '';
let engine: Engine;
/** @param answers what the person at the terminal says; without any, nobody sits there */
async function larder(words: string, answers?: readonly (string | undefined)[]) {
  const said = await runLarder(words.split(' '), answers);
  await engine.settle();
  return said;
}
const enrolment = async (id: string) =>
  enrolmentSchema.parse(JSON.parse((await larder(`recipe enrolment ${id} --json`)).out));

beforeAll(async () => {
  folder = await makeFolder();
  await mkdir(join(folder, 'recipes'));
  for (const id of ['one', 'two', 'three', 'four']) await writeFile(join(folder, 'recipes', `${id}.yaml`), recipe(id));
  await writeFile(join(folder, 'recipes', 'button.yaml'), recipe('button', '{ button: Go }'));
  engine = await startQuietEngine(folder, { env: { LARDER_ZONE: 'UTC' } });
  const device = await pairDevice(engine);
  await device.clip(
    Array.from({ length: 6 }, (_, n) => ({ name: `Person ${n}`, [`emails/p${n}@globex.example`]: {} })),
  );
}, 30_000);
beforeEach(() => void vi.stubEnv('LARDER_DATA', folder));
afterAll(() => engine.stop());

describe('larder recipe enable', { timeout: 60_000 }, () => {
  it('says what it would come to and asks, until there is an answer', async () => {
    const said = await larder('recipe enable one', ['perhaps', 'yes']);
    expect(said).toMatchObject({ code: 0, asked: 2 });
    expect(said.out).toMatch(
      /^6 match already: Person \d, .*, …\nEnrolled over 3d, they come to about 2 mails a day\./,
    );
    expect(said.out).toMatch(/as in the last 30 days.*\none is on\n.* 0 entered, 0 waiting\.$/s);
    expect(await enrolment('one')).toMatchObject({
      state: 'under-way',
      entered: 1,
      waiting: 5,
      by: 'the command line',
    });
    const stopped = await larder('recipe enrolment one --stop');
    expect(stopped.out).toMatch(
      /^Ended early, at .* 1 entered, 0 waiting\.\n {4}5 left out: Called off by the command line$/,
    );
    expect((await larder('recipe enrolment one --stop')).code).toBe(1);
  });

  it('takes another duration, only from now, or leaves it as it is', async () => {
    expect((await larder('recipe enable two', [undefined])).err).toContain('was left as it is');
    expect((await larder('recipe enable two', ['leave'])).code).toBe(1);
    expect((await larder('recipe list --json')).out).toMatch(/"id":"two".*?"enabled":false/);
    expect((await larder('recipe enable two', ['no'])).out).toContain('two is on, from now');
    expect((await enrolment('two')).state).toBe('none');
    await larder('recipe enable three', ['0h']);
    expect(await enrolment('three')).toMatchObject({ state: 'done', entered: 6 });
    expect((await larder('recipe enable three', [])).out).toContain('Nobody matches already.');
  });

  it('asks nobody where nobody is: from now, or those who match after a yes', async () => {
    expect(await larder('recipe enable four')).toMatchObject({ code: 0, out: 'four 1.0.0 is on', asked: 0 });
    await larder('recipe disable four');
    const unsure = await larder('recipe enable four --enrol matching');
    expect(unsure).toMatchObject({ code: 2, err: '6 would be enrolled: say --yes' });
    const sure = await larder('recipe enable four --enrol matching --spread 6d --yes --json');
    expect(JSON.parse(sure.out)).toMatchObject({
      preview: { matching: { count: 6 }, mailsPerRun: 1 },
      enrolment: { state: 'filling' },
    });
    expect(await enrolment('four')).toMatchObject({ entered: 1, waiting: 5 });
  });

  it('says what cannot be', async () => {
    const button = await larder('recipe enable button --enrol matching --yes');
    expect(button).toMatchObject({ code: 1, err: expect.stringContaining('presses its button') });
    expect(await larder('recipe enable button', [])).toMatchObject({ code: 0, asked: 0 });
    for (const words of ['', ' one --enrol all', ' one --spread soon', ' one two --enrol matching', ' one --nope'])
      expect((await larder(`recipe enable${words}`)).code).toBe(2);
    expect((await larder('recipe enable nope --enrol matching --yes')).code).toBe(1);
    expect((await larder('recipe enrolment')).code).toBe(2);
  });
});
