/** `larder recipe simulate`, on the data of an engine. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStorage } from '../../../automation-engine/storage/open.ts';
import { makeFolder } from '../temporary-folder.ts';
import { HOUR, makeStage, recipeText, type Stage } from '../runner/stage.ts';
import { runLarder } from './run-larder.ts';

const recipe = (subject: string) =>
  recipeText(
    `capabilities: [send-mail]
inputs: { wait: { type: duration, default: 1h, label: Wait } }
trigger: { event: contact.created }
steps:
  - wait: inputs.wait
  - send-mail: { subject: "${subject}", text: "Dear {{ contact.name }}" }
examples: []`,
    'greet',
  );

let folder: string;
let stage: Stage;

beforeEach(async () => {
  folder = await makeFolder();
  vi.stubEnv('LARDER_DATA', folder);
  stage = await makeStage({ now: Date.now() - 24 * HOUR, storage: await openStorage(join(folder, 'larder.db')) });
  await stage.contact();
  await stage.pass(HOUR);
  await writeFile(join(folder, 'greet.yaml'), recipe('Hello'));
});
afterEach(() => stage.close());

const larder = (...words: string[]) => runLarder(words);
const simulate = (...words: string[]) => larder('recipe', 'simulate', join(folder, 'greet.yaml'), ...words);

describe('larder recipe simulate', () => {
  it('shows who would have entered, each text and the mails of each day', async () => {
    const { code, out } = await simulate();
    expect(out).toContain('Dana Fox: done');
    expect(out).toContain('Subject: Hello');
    expect(out).toContain('Dear Dana Fox');
    expect(out).toContain('1 entered: 1 done');
    expect(out).toContain('The log begins at');
    expect(code).toBe(0);
    const json: unknown = JSON.parse((await simulate('--json')).out);
    expect(json).toMatchObject({ totals: { entered: 1, mails: 1 }, runs: [{ mails: [{ subject: 'Hello' }] }] });
    const rows = await stage.core.db.selectFrom('runs').selectAll().execute();
    expect(rows).toEqual([]);
  });

  it('takes other inputs and other days', async () => {
    expect((await simulate('--input', 'wait=30d')).out).toContain(
      '1 entered: 0 done, 0 stopped, 0 failed, 1 still waiting',
    );
    expect((await simulate('--days', '0.5')).out).toContain('0 entered');
  });

  it('lays another version beside it', async () => {
    const other = join(await makeFolder(), 'greet.yaml');
    await writeFile(other, recipe('Good day'));
    const { code, out } = await simulate('--against', other);
    expect(out).toContain('Other texts; old, then new:');
    expect(out.indexOf('Subject: Good day')).toBeLessThan(out.indexOf('Subject: Hello'));
    expect(out).toContain('1 runs differ.');
    expect(code).toBe(0);
  });

  it.each([
    [['--days', 'many'], '"many"'],
    [['--input', 'wait=soon'], 'soon'],
    [['--input', 'colour=red'], 'colour'],
    [['--against', '7.7.7'], '7.7.7'],
  ])('is told what is wrong with %j', async (words, said) => {
    const { code, err } = await simulate(...words);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
