import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandNames } from '../../../automation-engine/cli/larder.ts';
import { SHIPPED_RECIPES } from '../../../automation-engine/recipe-language/recipe-files.ts';
import { recipeText } from '../recipe-language/recipe-text.ts';
import { runLarder } from './run-larder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-cli-'));
  vi.stubEnv('LARDER_DATA', join(folder, 'data'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const larder = (...words: string[]) => runLarder(words);

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
  return path;
}

describe('larder', () => {
  it('lists its commands, which are files found by their mark', async () => {
    const names = await commandNames();
    expect(names).toEqual(
      expect.arrayContaining([
        'capture',
        'message',
        'pair',
        'recipe check',
        'recipe disable',
        'recipe enable',
        'recipe list',
        'recipe schema',
      ]),
    );
    const { code, out } = await larder('--help');
    expect(code).toBe(0);
    for (const name of names) expect(out).toContain(`  ${name} `);
  });

  it('without a word tells what there is, and fails', async () => {
    expect(await larder()).toMatchObject({ code: 2, out: '', err: expect.stringContaining('recipe check') });
  });

  it.each([
    [['recipe', 'chek'], 'did you mean "recipe check"?'],
    [['recpe', 'list'], 'did you mean "recipe list"?'],
    [['recipe'], '"recipe list"'],
    [['bake'], '"pair", "recipe check"'],
    [['constructor'], 'there is no command "constructor"'],
    [['recipe', '../start'], 'there is no command'],
  ])('%j is no command, and says which was meant', async (words, hint) => {
    expect(await larder(...words)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(hint) });
  });

  it('explains each command', async () => {
    for (const name of await commandNames()) {
      expect(await larder(...name.split(' '), '--help')).toMatchObject({
        code: 0,
        out: expect.stringContaining(`larder ${name}`),
        err: '',
      });
    }
  });
});

describe('larder recipe check', () => {
  it('passes the recipes that ship', async () => {
    expect(await larder('recipe', 'check', SHIPPED_RECIPES)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/ 0 problem\(s\)$/),
    });
  });

  it('prints each problem with its place and a hint, as compilers do', async () => {
    const path = await file(
      'tag-vip.yaml',
      recipeText({ steps: 'steps:\n  - add-tag: { tagg: vip }\n  - add-tg: {}' }),
    );
    const { code, out } = await larder('recipe', 'check', path);
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      `${path}:8:5: steps[0].add-tag: "tag" is missing: a text`,
      '    The tag, in lower case with dashes',
      `${path}:8:16: steps[0].add-tag.tagg: there is no key "tagg" here`,
      '    did you mean "tag"?',
      `${path}:9:5: steps[1].add-tg: there is no action called "add-tg"`,
      '    did you mean "add-tag"?',
      '1 recipe(s), 0 mail template(s), 3 problem(s)',
    ]);
  });

  it('prints one JSON value when asked', async () => {
    const path = await file('other.yaml', recipeText());
    const { code, out } = await larder('recipe', 'check', path, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      files: [{ id: 'other', file: path, problems: [expect.objectContaining({ path: 'id', line: 1, column: 5 })] }],
      loops: [],
    });
  });

  it('looks for mail templates beside the recipe', async () => {
    const path = await file(
      'tag-vip.yaml',
      recipeText({ capabilities: 'capabilities: [send-mail]', steps: 'steps:\n  - send-mail: { template: mine }' }),
    );
    expect(await larder('recipe', 'check', path)).toMatchObject({ code: 1 });
    await file('mail-templates/mine.yaml', 'title: T\nabout: A\nsubject: S\ntext: T\n');
    expect(await larder('recipe', 'check', path)).toMatchObject({ code: 0 });
    expect(await larder('recipe', 'check', folder)).toMatchObject({
      code: 0,
      out: '1 recipe(s), 1 mail template(s), 0 problem(s)',
    });
  });

  it('warns of loops without failing', async () => {
    const path = await file(
      'tag-vip.yaml',
      recipeText({ trigger: 'trigger: { event: contact.tag-added }', more: 'entry: { again: { after: 1h } }' }),
    );
    expect(await larder('recipe', 'check', path)).toMatchObject({
      code: 0,
      out: expect.stringContaining('warning: a loop: tag-vip: what it writes can start it again'),
    });
  });

  it('says when there is no such file', async () => {
    expect(await larder('recipe', 'check', join(folder, 'nope'))).toMatchObject({
      code: 2,
      err: expect.stringContaining(join(folder, 'nope')),
    });
  });
});

describe('larder recipe schema', () => {
  it('prints a JSON Schema', async () => {
    const { code, out } = await larder('recipe', 'schema');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: 'Larder recipe' });
  });
});

describe('without an engine', () => {
  it.each([[['recipe', 'enable', 'weekly-review']], [['recipe', 'disable', 'weekly-review']], [['pair']]])(
    '%j says how to start it',
    async (words) => {
      expect(await larder(...words)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('Start it with "npm start"'),
      });
    },
  );

  it('recipes are listed all the same', async () => {
    const { code, out, err } = await larder('recipe', 'list');
    expect(code).toBe(0);
    expect(out).toContain('weekly-review');
    expect(err).toContain('npm start');
    expect(JSON.parse((await larder('recipe', 'list', '--json')).out)).toMatchObject({ engine: null });
  });

  it('a setting that is wrong is told instead', async () => {
    vi.stubEnv('LARDER_PORT', 'many');
    expect(await larder('pair')).toMatchObject({ code: 2, err: expect.stringContaining('LARDER_PORT') });
  });
});
