import { beforeEach, expect, it, vi } from 'vitest';
import genericPage from '../../../extension/adapters/generic-page.ts';
import type { Adapter } from '../../../extension/capture/define-adapter.ts';
import type { Draft } from '../../../shared/model/draft.ts';
import { parseHtml } from '../../shared/reading/reading.ts';

const never = new Promise<never>(() => undefined);
const read: { html: string; draft: Draft | undefined }[] = [];
/** The reader of any page, and what it read. */
const watched: Adapter = {
  ...genericPage,
  async read(page, context) {
    const reading: (typeof read)[number] = { html: page.written?.html ?? '', draft: undefined };
    read.push(reading);
    reading.draft = await genericPage.read(page, context);
    return reading.draft;
  },
};
const adaptersOf = (adapter: Adapter) => [{ id: 'generic-page', adapter }];

/** A panel that was just opened. */
const open = async () => {
  vi.resetModules();
  return (await import('../../../extension/sites/warm-readers.ts')).warmReaders;
};

beforeEach(() => {
  read.length = 0;
});

it('reads whole people, in texts of both forms that engines have', async () => {
  await (
    await open()
  )(adaptersOf(watched), never, parseHtml);
  const isWide = read.map(({ html }) => /[^\0-\u00ff]/u.test(html));
  expect(new Set(isWide)).toEqual(new Set([false, true]));
  for (const { draft } of read) {
    expect(draft?.contacts).toHaveLength(24);
    const fields = draft?.contacts.map(({ fields: each }) => each.map(({ path }) => path.replace(/\/.*/u, '')));
    for (const paths of fields ?? [])
      expect(paths).toEqual(expect.arrayContaining(['name', 'title', 'companyName', 'emails', 'phones', 'address']));
  }
});

it('does so once', async () => {
  const warmReaders = await open();
  await Promise.all([1, 2].map(() => warmReaders(adaptersOf(watched), never, parseHtml)));
  await warmReaders(adaptersOf(watched), never, parseHtml);
  expect(read).toHaveLength(2);
});

it.each([
  ['is there', () => Promise.resolve()],
  ['will never be', () => Promise.reject(new Error('The tab was closed.'))],
])('stops when the copy of the page %s', async (_, copied) => {
  const adapter: Adapter = {
    ...watched,
    async read(_page, context) {
      // Steps without end: only a copy that is there can end this.
      read.push({ html: '', draft: undefined });
      for (;;) await context.rest?.();
    },
  };
  await (
    await open()
  )(adaptersOf(adapter), copied(), parseHtml);
  expect(read).toHaveLength(1);
});

it('leaves the bugs of an adapter to the page that somebody waits for', async () => {
  const read = () => Promise.reject(new Error('a bug'));
  await expect((await open())(adaptersOf({ ...genericPage, read }), never, parseHtml)).resolves.toBeUndefined();
});
