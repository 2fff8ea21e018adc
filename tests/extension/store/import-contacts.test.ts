import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countContacts } from '../../../extension/store/contacts.ts';
import { importContacts, sortImport, takeImportBack } from '../../../extension/store/import-contacts.ts';
import type { DraftContact } from '../../../shared/model/draft.ts';
import { readRows, readTable } from '../../../shared/reading/contacts-file.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
beforeEach(() => {
  store = makeStore();
});
afterEach(() => store.close());

const reading = { at: '2026-03-01T09:00:00.000Z', url: '' };
const peopleOf = async (text: string): Promise<DraftContact[]> => {
  const table = readTable(`Name,Email,Phone,URL,Company\n${text}`);
  return (await readRows(table, table.columns, reading, () => Promise.resolve())).people;
};

describe('importing people', () => {
  it('makes each once, and knows them again by address, number, profile or company', async () => {
    const people = await peopleOf(
      [
        'Dana Fox,dana@globex.test,,,',
        'Dana F.,DANA@globex.test,,,',
        'Lee Ng,,,https://www.linkedin.com/in/lee-ng,',
        'Lee Ng,,,https://www.linkedin.com/in/another-lee,',
        'Mia Roth,,+49 30 901820,,',
        'Mia Roth,,+49 30 901820,,',
        'Otto Frei,,,,Initech',
        'Otto Frei,,,,Globex',
        'Otto Frei,,,,Initech',
      ].join('\n'),
    );
    const { fresh, known } = await sortImport(store, people);
    expect([fresh.length, known]).toEqual([6, 3]);
    const { made } = await importContacts(store, fresh);
    expect(made).toHaveLength(6);
    expect(await sortImport(store, people)).toEqual({ fresh: [], known: 9 });
    expect(await importContacts(store, fresh)).toEqual({ made: [], known: 6, failed: [] });
  });

  it('tells how far it is, stops when asked, and takes exactly that back', async () => {
    const people = await peopleOf(Array.from({ length: 350 }, (_, at) => `P ${at},p${at}@globex.test,,,`).join('\n'));
    const stop = new AbortController();
    const seen: number[] = [];
    const onProgress = (done: number) => {
      seen.push(done);
      if (done === 200) stop.abort();
    };
    const { made } = await importContacts(store, people, { onProgress, signal: stop.signal });
    expect([seen, made.length, await countContacts(store)]).toEqual([[50, 100, 150, 200], 200, 200]);
    expect(await takeImportBack(store, made)).toBe(200);
    expect(await countContacts(store)).toBe(0);
  });

  it('goes on after one that does not fit, and names it', async () => {
    const [dana, lee] = await peopleOf('Dana,dana@globex.test,,,\nLee,lee@globex.test,,,');
    if (dana === undefined || lee === undefined) throw new Error('not read');
    const bad = { ...dana, fields: [{ path: 'nonsense', value: 1, evidence: [] }, ...dana.fields] };
    const saved = await importContacts(store, [bad, lee]);
    expect(saved.made).toHaveLength(1);
    expect(saved.failed.map(({ key }) => key)).toEqual(['dana@globex.test']);
  });
});
