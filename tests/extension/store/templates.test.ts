import { afterEach, describe, expect, it } from 'vitest';
import {
  addTemplates,
  deleteTemplate,
  moveTemplate,
  renameTemplate,
  switchTemplate,
  templateRows,
  templatesInUse,
} from '../../../extension/store/templates.ts';
import type { SiteTemplate } from '../../../shared/reading/site-template.ts';
import { makeStore, type TestStore } from './make-store.ts';

const template = (id: string): SiteTemplate => ({
  version: 1,
  id,
  title: id.toUpperCase(),
  match: [{ all: [{ address: 'page.test/*' }] }],
  fields: [{ field: 'name', from: ['h1'], filters: [] }],
});
let store: TestStore;
afterEach(() => store.close());
const ids = async () => (await templateRows(store)).map(({ id }) => id);

describe('templates', () => {
  it('taught come first, imported last, and none replaces another', async () => {
    store = makeStore();
    await addTemplates(store, [template('a')], 'first');
    await addTemplates(store, [template('b'), template('a')], 'first');
    await addTemplates(store, [template('a'), template('c')], 'last');
    expect(await ids()).toEqual(['b', 'a-2', 'a', 'a-3', 'c']);
    expect((await templatesInUse(store)).map(({ id }) => id)).toEqual(await ids());
  });

  it('are moved, renamed, switched off and deleted', async () => {
    store = makeStore();
    await addTemplates(store, ['a', 'b', 'c'].map(template), 'last');
    await moveTemplate(store, 'c', -1);
    await moveTemplate(store, 'a', -1);
    await moveTemplate(store, 'b', 1);
    expect(await ids()).toEqual(['a', 'c', 'b']);
    await renameTemplate(store, 'a', '  New  ');
    await renameTemplate(store, 'a', ' ');
    await switchTemplate(store, 'c', false);
    await deleteTemplate(store, 'b');
    expect((await templatesInUse(store)).map(({ title }) => title)).toEqual(['New']);
  });
});
