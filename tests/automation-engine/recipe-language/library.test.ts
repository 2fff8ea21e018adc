import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendEvent } from '../../../automation-engine/event-log/append.ts';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { hashRecipe } from '../../../automation-engine/recipe-language/canonical.ts';
import { createLibrary, type Library } from '../../../automation-engine/recipe-language/library.ts';
import { openStorage } from '../../../automation-engine/storage/open.ts';
import { recipeSummarySchema } from '../../../shared/model/wire.ts';
import { makeCore, type TestCore } from '../make-core.ts';
import { recipeText } from './recipe-text.ts';

const blocks = await loadBlocks();
let folder: string;
let core: TestCore;

const shipped = () => join(folder, 'shipped');
const own = () => join(folder, 'own');
const newLibrary = (): Library => createLibrary(core, { blocks, folders: [shipped(), own()] });

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

async function loaded(): Promise<Library> {
  const library = newLibrary();
  await library.load();
  return library;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-library-'));
  core = await makeCore({ storage: await openStorage(join(folder, 'larder.sqlite')) });
});
afterEach(async () => {
  await core.close();
  await rm(folder, { recursive: true, force: true });
});

const mailTemplate = (words: string) => `title: Hello\nabout: Says hello.\nsubject: Hello\ntext: ${words}\n`;

describe('the library', () => {
  it('finds recipes in all folders, packs in theirs, and folders that are not there', async () => {
    await put('shipped/tag-vip.yaml', recipeText());
    await put('shipped/pack/other.yml', recipeText().replace('tag-vip', 'other'));
    await put('shipped/README.md', '# Recipes');
    const library = await loaded();
    expect(library.list().map(({ id, enabled, problems }) => ({ id, enabled, problems }))).toEqual([
      { id: 'other', enabled: false, problems: [] },
      { id: 'tag-vip', enabled: false, problems: [] },
    ]);
    expect(library.active()).toEqual([]);
  });

  it('says where a file with problems lies among the recipes, and not where they lie on this machine', async () => {
    await put('own/team/broken.yaml', 'id: broken\nsteps: 5\n');
    await put('shipped/twice.yaml', recipeText().replace('tag-vip', 'twice'));
    await put('own/twice.yaml', recipeText().replace('tag-vip', 'twice'));
    const list = (await loaded()).list();
    expect(list.find(({ id }) => id === 'broken')?.about).toBe(`The file ${join('team', 'broken.yaml')} has problems.`);
    expect(JSON.stringify(list)).toContain('is there already: shipped/twice.yaml');
    expect(JSON.stringify(list)).not.toContain(folder);
  });

  it('keeps what is right and tells what is wrong, in a form that devices read', async () => {
    await put('own/Bad Name.yaml', 'id: x\nsteps: 5\n');
    await put('own/tag-vip.yaml', recipeText());
    const list = (await loaded()).list();
    for (const summary of list) expect(recipeSummarySchema.parse(summary)).toEqual(summary);
    expect(list).toMatchObject([
      {
        id: 'bad-name',
        enabled: false,
        problems: expect.arrayContaining([
          { path: 'steps', line: 2, message: expect.stringMatching(/^expected a list, found 5/) },
        ]),
      },
      { id: 'tag-vip', problems: [] },
    ]);
  });

  it('takes an id once', async () => {
    await put('shipped/tag-vip.yaml', recipeText());
    await put('own/tag-vip.yaml', recipeText().replace('title: Tag', 'title: Mine'));
    const list = (await loaded()).list();
    expect(list.map(({ title, problems }) => [title, problems.length])).toEqual([
      ['Tag', 0],
      ['tag-vip', 1],
    ]);
  });

  it('lets a person’s own mail template take the place of one that ships', async () => {
    await put('shipped/mail-templates/hello.yaml', mailTemplate('Ours'));
    await put('own/mail-templates/hello.yaml', mailTemplate('Mine'));
    await put('own/mail-templates/broken.yaml', mailTemplate('"{{ contact.nme }}"'));
    await put(
      'shipped/tag-vip.yaml',
      recipeText({ capabilities: 'capabilities: [send-mail]', steps: 'steps:\n  - send-mail: { template: hello }' }),
    );
    const library = await loaded();
    expect(library.mailTemplates.get('hello')?.text).toBe('Mine');
    expect(library.list()).toMatchObject([{ id: 'tag-vip', problems: [] }]);
    expect(library.templateProblems()).toMatchObject([
      {
        file: join(own(), 'mail-templates', 'broken.yaml'),
        problems: [{ message: 'contact has no field "nme"', line: 4 }],
      },
    ]);
  });

  it('switches recipes on from now, keeps the switch over a restart, and says so', async () => {
    await put('own/tag-vip.yaml', recipeText({ head: 'inputs: { word: { type: text, default: x, label: Word } }' }));
    const library = await loaded();
    const heard: string[][] = [];
    core.signals.on('recipes-changed', ({ recipeIds }) => heard.push(recipeIds));
    const data = { recipeId: 'x', dueAt: '2026-03-06T10:00:00.000Z', zone: 'UTC' };
    const event = { id: core.newId(), type: 'schedule.due' as const, at: data.dueAt, cause: { depth: 0 }, data };
    const seq = await core.db.transaction().execute((tx) => appendEvent(tx, core, event));
    expect(await library.setEnabled('tag-vip', true)).toMatchObject({ summary: { id: 'tag-vip', enabled: true } });
    expect(heard).toEqual([['tag-vip']]);
    const [active] = library.active();
    expect(active).toMatchObject({ enabledAfterSeq: seq, inputs: { word: 'x' } });
    expect((await loaded()).active()).toEqual([active]);
    expect(await library.setEnabled('tag-vip', false)).toMatchObject({ summary: { enabled: false } });
    expect(library.active()).toEqual([]);
    expect((await loaded()).active()).toEqual([]);
  });

  it('keeps who switched a recipe, and what for, where it was another way before', async () => {
    await put('own/tag-vip.yaml', recipeText({}));
    const library = await loaded();
    await library.setEnabled('tag-vip', true, { name: 'Dana’s laptop' });
    await library.setEnabled('tag-vip', true, { name: 'Ben’s laptop' });
    await library.setEnabled('tag-vip', false, { reason: 'it failed too often' });
    const kept = await core.db.selectFrom('recipe_switches').select(['enabled', 'by_name', 'reason']).execute();
    expect(kept).toEqual([
      { enabled: 1, by_name: 'Dana’s laptop', reason: null },
      { enabled: 0, by_name: null, reason: 'it failed too often' },
    ]);
    expect(library.find('tag-vip')).toMatchObject({ enabled: false, problems: [], recipe: { id: 'tag-vip' } });
    expect(library.find('nope')).toBeUndefined();
  });

  it('sets inputs, all or none, keeps them over a restart, and brings defaults back', async () => {
    const head =
      'inputs: { word: { type: text, default: x, label: Word }, wait: { type: duration, default: 3d, label: Wait } }';
    await put('own/tag-vip.yaml', recipeText({ head }));
    const library = await loaded();
    const values = (shelf: typeof library) => shelf.list()[0]?.inputs?.map(({ value }) => value);
    expect(await library.setInputs('tag-vip', { word: 'y', wait: 'soon' })).toMatchObject({
      problems: [{ path: 'inputs.wait' }],
    });
    expect(values(library)).toEqual(['x', '3d']);
    expect(await library.setInputs('tag-vip', { word: 'y', wait: '5d' })).toEqual({ problems: [] });
    await library.setEnabled('tag-vip', true);
    expect(library.active()).toMatchObject([{ inputs: { word: 'y', wait: '5d' } }]);
    expect(await library.setInputs('tag-vip', { word: null })).toEqual({ problems: [] });
    expect(values(await loaded())).toEqual(['x', '5d']);
    expect((await library.setInputs('tag-vip', { nothing: null })).problems).toHaveLength(1);
    expect((await library.setInputs('nope', {})).problems).toHaveLength(1);
  });

  it('leaves out a value that the new version of a recipe does not take', async () => {
    await put('own/tag-vip.yaml', recipeText({ head: 'inputs: { word: { type: text, default: x, label: Word } }' }));
    const library = await loaded();
    await library.setInputs('tag-vip', { word: 'Y' });
    await put('own/tag-vip.yaml', recipeText({ head: 'inputs: { word: { type: tag, default: x, label: Word } }' }));
    await library.load();
    expect(library.list()[0]?.inputs?.[0]?.value).toBe('x');
  });

  it('does not skip events when what is on is switched on again', async () => {
    await put('own/tag-vip.yaml', recipeText());
    const library = await loaded();
    await library.setEnabled('tag-vip', true);
    const data = { recipeId: 'x', dueAt: '2026-03-06T10:00:00.000Z', zone: 'UTC' };
    const event = { id: core.newId(), type: 'schedule.due' as const, at: data.dueAt, cause: { depth: 0 }, data };
    await core.db.transaction().execute((tx) => appendEvent(tx, core, event));
    await library.setEnabled('tag-vip', true);
    expect(library.active()).toMatchObject([{ enabledAfterSeq: 0 }]);
  });

  it('hears of a recipe that its breaker switched off, says why, and forgets it when a person switches it on', async () => {
    await put('own/tag-vip.yaml', recipeText());
    const library = await loaded();
    await library.setEnabled('tag-vip', true);
    const at = '2026-03-06T10:00:00.000Z';
    await core.db.updateTable('recipe_settings').set({ enabled: 0, broken_at: at, broken_reason: 'why' }).execute();
    const heard = new Promise<void>((resolve) => core.signals.on('recipes-changed', () => resolve()));
    core.signals.emit('recipe-broken', { recipeId: 'tag-vip' });
    await heard;
    expect(library.active()).toEqual([]);
    expect(library.list()).toMatchObject([{ enabled: false, broken: { at, reason: 'why' } }]);
    await library.setEnabled('tag-vip', true);
    expect(library.list()[0]).not.toHaveProperty('broken');
  });

  it('shows the loops of recipes that are on', async () => {
    const text = recipeText({ trigger: 'trigger: { event: contact.tag-added }\nentry: { again: { after: 1h } }' });
    await put('own/tag-vip.yaml', text);
    const library = await loaded();
    expect(library.list()[0]).not.toHaveProperty('loops');
    await library.setEnabled('tag-vip', true);
    expect(library.list()).toMatchObject([{ loops: [expect.stringContaining('can start it again')] }]);
  });

  it('refuses to switch on what is not there or not right', async () => {
    await put('own/tag-vip.yaml', 'id: tag-vip\n');
    const library = await loaded();
    expect(await library.setEnabled('nope', true)).toMatchObject({ refused: 'not-found' });
    expect(await library.setEnabled('tag-vip', true)).toMatchObject({ refused: 'has-problems' });
    expect(await library.setEnabled('constructor', true)).toMatchObject({ refused: 'not-found' });
  });

  it('lets a recipe rest while its file is wrong, and keeps every version that runs are pinned to', async () => {
    await put('own/tag-vip.yaml', recipeText());
    const library = await loaded();
    await library.setEnabled('tag-vip', true);
    const first = library.active()[0]?.hash ?? '';
    await put('own/tag-vip.yaml', 'id: tag-vip\n');
    await library.load();
    expect(library.active()).toEqual([]);
    await put('own/tag-vip.yaml', recipeText().replace('1.0.0', '1.1.0'));
    await library.load();
    expect(library.active()).toMatchObject([{ recipe: { version: '1.1.0' } }]);
    const later = await loaded();
    expect(later.versionByHash(first)).toMatchObject({ id: 'tag-vip', version: '1.0.0' });
    expect(hashRecipe(later.versionByHash(first)!)).toBe(first);
    expect(later.versionByHash('constructor')).toBeUndefined();
  });
});
