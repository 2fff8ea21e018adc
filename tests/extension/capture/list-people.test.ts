import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adapters } from '../../../extension/adapters/registry.ts';
import { listedPeople } from '../../../extension/capture/list-people.ts';
import { parsePage } from '../../../extension/capture/parse-page.ts';
import { chooseAdapter } from '../../../extension/capture/read-page.ts';
import { FIXTURES, parseHtml, readFixture } from './fixture-page.ts';

const people = (name: string, own: string[] = []) => {
  const page = parsePage(readFixture(join(FIXTURES, 'pages', name)).snapshot, parseHtml);
  const chosen = chooseAdapter(page, adapters);
  if (chosen === undefined) throw new Error('no adapter');
  return listedPeople(page, chosen.adapter, '2026-11-22T12:00:00.000Z', own).map(({ key, fields }) => [
    fields.find(({ path }) => path === 'name')?.value,
    key,
  ]);
};

describe('the people of a message list', () => {
  it.each([
    [
      'roundcube/2026-11-22-preview.html',
      [
        [undefined, 'nora.quist@fjel1vik-mail.test'],
        ['Nora Quist', 'nora.quist@fjellvik.test'],
      ],
    ],
    ['gmail/2026-11-22-nothing-open.html', [['Otto Frei', 'otto.frei@example.com']]],
    [
      'outlook-web/2026-11-22-hebrew-html.html',
      [
        ['Otto Frei', 'otto.frei@example.com'],
        ['Ida', 'ida@example.com'],
      ],
    ],
  ])('are each once in %s', (name, wanted) => {
    expect(people(name)).toEqual(wanted);
  });

  it('are without the reader', () => {
    expect(people('outlook-web/2026-11-22-nothing-open.html', ['ida@example.com'])).toEqual([
      ['Otto Frei', 'otto.frei@example.com'],
    ]);
  });

  it('are found in any list that says its roles, by the address of the row and not by one in its subject', () => {
    const row = (inner: string) => `<div role="option">${inner}</div>`;
    const html = `<div role="listbox">${row('<b title="dana@globex.test">Dana</b> <i>Re: ask lee@globex.test</i>')}${row('<b title="no-reply@globex.test">Shop</b>')}</div>`;
    const snapshot = { url: 'https://mail.test/', title: '', language: '', html, frames: [], truncated: false };
    const found = listedPeople(
      parsePage(snapshot, parseHtml),
      { title: '', order: 1, detect: () => true, read: () => Promise.reject(new Error('not read')) },
      '2026-11-22T12:00:00.000Z',
      [],
    );
    expect(found.map(({ key }) => key)).toEqual(['dana@globex.test']);
  });
});
