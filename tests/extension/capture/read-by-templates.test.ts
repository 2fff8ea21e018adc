import { describe, expect, it } from 'vitest';
import genericPage from '../../../extension/adapters/generic-page.ts';
import type { Snapshot } from '../../../extension/capture/page.ts';
import { parsePage } from '../../../extension/capture/parse-page.ts';
import { readPage } from '../../../extension/capture/read-page.ts';
import { draftSchema } from '../../../shared/model/draft.ts';
import type { SiteTemplate } from '../../../shared/reading/site-template.ts';
import { parseHtml } from './fixture-page.ts';

const template = (id: string, from: string, address = 'page.test/*'): SiteTemplate => ({
  version: 1,
  id,
  title: id,
  match: [{ all: [{ address }] }],
  fields: [{ field: 'name', from: [from], filters: [] }],
});
const snapshot: Snapshot = {
  url: 'https://page.test/x',
  title: 'X',
  language: 'en',
  html: '<html><body><h2>The Night Crew</h2><a href="mailto:dana@globex.test">Dana Whitfield</a></body></html>',
  frames: [],
  truncated: false,
};
const read = (templates: SiteTemplate[], more: Partial<Snapshot> = {}, id = 'generic-page') =>
  readPage(parsePage({ ...snapshot, ...more }, parseHtml), {
    adapters: [{ id, adapter: genericPage }],
    templates,
    at: '2026-11-22T12:00:00.000Z',
    own: [],
    parse: parseHtml,
    fetchRaw: () => Promise.resolve(undefined),
  });

describe('a page that a template is for', () => {
  it('is read by the first of them, which is named with its reasons', async () => {
    const draft = draftSchema.parse(
      await read([template('other', 'h2', 'else.test'), template('first', 'h2'), template('second', 'a')], {
        truncated: true,
      }),
    );
    expect(draft.contacts.map(({ key }) => key)).toEqual(['The Night Crew']);
    expect(draft.template).toEqual({ id: 'first', title: 'first', because: ['address page.test/*'], found: 1 });
    expect([draft.adapter, draft.warnings.length]).toEqual(['site-template', 1]);
  });

  it('is read as any other when the template finds nobody, and says so', async () => {
    const draft = draftSchema.parse(await read([template('first', 'h5')]));
    expect([draft.adapter, draft.contacts[0]?.key, draft.template?.found]).toEqual([
      'generic-page',
      'dana@globex.test',
      0,
    ]);
  });

  it('is left to the selection, to webmail adapters, and to the generic reader where no template is for it', async () => {
    const selected = await read([template('first', 'h2')], { selection: { text: 'Bo Ek, bo@globex.test', html: '' } });
    expect([selected.template, selected.contacts[0]?.key]).toEqual([undefined, 'bo@globex.test']);
    expect((await read([template('first', 'h2')], {}, 'webmail')).template).toBeUndefined();
    expect((await read([template('first', 'h2', 'else.test')])).template).toBeUndefined();
  });
});
