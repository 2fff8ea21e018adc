/** What the side panel shows of a message, and what the extension wrote down. */
import type { Page } from 'puppeteer';
import { expect } from 'vitest';
import type { Shown } from './mails.ts';

export type Row = Record<string, unknown>;

const WAIT_MS = 6_000;

/** Waits until the panel has read the message after that time. */
export async function readsMessage(panel: Page, uid: string, folder: string, since: string): Promise<void> {
  const last = async () => {
    const row = (await rowsOf(panel, 'readings')).at(-1);
    const parameters = URL.parse(String(row?.['url']))?.searchParams;
    return { isLater: String(row?.['at']) >= since, uid: parameters?.get('_uid'), folder: parameters?.get('_mbox') };
  };
  await expect.poll(last, { timeout: WAIT_MS, interval: 40 }).toEqual({ isLater: true, uid, folder });
}

/** Waits until the panel shows what is wanted; fails with what it shows instead. */
export const shows = (panel: Page, wanted: Shown): Promise<void> =>
  expect.poll(() => stateOf(panel), { timeout: WAIT_MS, interval: 30 }).toEqual(wanted);

/** What the panel shows, without what is empty. */
const stateOf = (panel: Page): Promise<Shown> =>
  panel.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll(selector)];
    const values = (field: string) =>
      all(`form[data-person] [data-field="${field}"] input`).map((input) => (input as HTMLInputElement).value);
    const some = <T>(list: T[]) => (list.length === 0 ? undefined : list);
    const paths = all('form[data-person] [data-field=phones]').map((row) => row.getAttribute('data-path') ?? '');
    const shown = {
      people: some(all('.candidates li .grow').map((label) => label.textContent)),
      name: values('name')[0],
      emails: some(values('emails')),
      title: values('title')[0],
      company: values('companyName')[0],
      phones: some(paths.map((path) => path.replace('phones/', ''))),
      skipped: all('[data-skipped]')[0]?.getAttribute('data-skipped') ?? undefined,
      health: all('[data-health]:not([data-health=green])')[0]?.getAttribute('data-health') ?? undefined,
      warnings: some(all('[data-warning]').map((warning) => warning.getAttribute('data-warning'))),
    };
    return JSON.parse(JSON.stringify(shown)) as Shown;
  });

/** The rows of one table of the extension's database. */
export const rowsOf = (panel: Page, table: string): Promise<Row[]> =>
  panel.evaluate(async (name) => {
    const finished = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('refused'));
      });
    const database = await finished(indexedDB.open('larder'));
    const rows = await finished(database.transaction(name).objectStore(name).getAll());
    database.close();
    return rows as Row[];
  }, table);
