/** Every adapter against its fixtures. A new adapter needs a folder of pages, and no line here. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adapters } from '../../../extension/adapters/registry.ts';
import { snapshotSchema } from '../../../extension/capture/page.ts';
import { parsePage } from '../../../extension/capture/parse-page.ts';
import { readPage } from '../../../extension/capture/read-page.ts';
import { contact } from '../../../shared/model/contact.ts';
import { draftSchema } from '../../../shared/model/draft.ts';
import { interaction } from '../../../shared/model/interaction.ts';
import { FIXTURES, parseHtml, readFixture } from '../capture/fixture-page.ts';

const pages = join(FIXTURES, 'pages');
const isUpdate = process.env['UPDATE_FIXTURES'] === '1';

describe.each(adapters.map(({ id }) => id))('the adapter %s', (id) => {
  const folder = join(pages, id);
  const cases = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.html') && !/\.frame-\d+\.html$/u.test(name))
    : [];

  it('has fixtures', () => {
    expect(cases, `add pages to tests/fixtures/pages/${id}/`).not.toHaveLength(0);
  });

  it.each(cases)('reads %s', async (name) => {
    const { snapshot, raw, own } = readFixture(join(folder, name));
    const page = parsePage(snapshotSchema.parse(snapshot), parseHtml);
    const asked: URL[] = [];
    const fetchRaw = (url: URL) => {
      asked.push(url);
      return Promise.resolve(raw);
    };
    const draft = await readPage(page, { adapters, fetchRaw, own, at: '2026-11-22T12:00:00.000Z', parse: parseHtml });

    expect(draft.adapter).toBe(id);
    expect(draftSchema.parse(draft)).toEqual(draft);
    for (const { fields } of draft.contacts)
      for (const { path, value } of fields) expect(contact.problemWith(path, value), path).toBeUndefined();
    for (const { fields } of draft.interactions)
      for (const { path, value } of fields) expect(interaction.problemWith(path, value), path).toBeUndefined();

    const baseline = join(folder, name.replace(/\.html$/u, '.expected.json'));
    const read = {
      asked: asked.map(({ href }) => href),
      draft: JSON.parse(JSON.stringify({ ...draft, own: undefined })),
    };
    if (isUpdate) writeFileSync(baseline, `${JSON.stringify(read, null, 1)}\n`);
    expect(
      existsSync(baseline),
      `no baseline: run with UPDATE_FIXTURES=1, and read what it writes to ${baseline}`,
    ).toBe(true);
    expect(read).toEqual(JSON.parse(readFileSync(baseline, 'utf8')));
  });
});
