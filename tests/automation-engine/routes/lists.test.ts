import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemOf, startApp, type TestApp } from './start-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
  const contactId = app.core.newId();
  const values = { name: 'Dana' };
  await app.core.db
    .insertInto('records')
    .values({ kind: 'contact', id: contactId, values_json: JSON.stringify(values), stamps_json: '{}', deleted: 0 })
    .execute();
  await app.core.db
    .insertInto('list_rows')
    .values({
      list: 'cards',
      contact_id: contactId,
      at: '2026-03-06T10:00:00.000Z',
      run_id: app.core.newId(),
      row_json: JSON.stringify({ name: '=Dana' }),
    })
    .execute();
});
afterEach(() => app.close());

describe('lists', () => {
  it('are a CSV file for owners', async () => {
    const { token } = await app.pair('owner');
    expect((await app.ask('GET', '/lists', { token })).body).toEqual({
      lists: [{ name: 'cards', rows: 1, changedAt: '2026-03-06T10:00:00.000Z' }],
    });
    const answer = await app.fetch('/lists/cards.csv', { headers: { authorization: `Bearer ${token}` } });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="cards.csv"');
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer())).toBe(
      "\ufeffname\r\n'=Dana\r\n",
    );
  });

  it('are not for sellers: they take people’s data out of the house', async () => {
    await app.pair('owner');
    const { token } = await app.pair('seller');
    for (const path of ['/lists', '/lists/cards.csv'])
      expect(problemOf(await app.ask('GET', path, { token }))).toMatchObject({ code: 'forbidden' });
  });

  it('can be thrown away', async () => {
    const { token } = await app.pair('owner');
    expect((await app.ask('DELETE', '/lists/cards', { token })).body).toEqual({ lists: [] });
    expect(problemOf(await app.ask('DELETE', '/lists/cards', { token }))).toMatchObject({ code: 'not-found' });
  });

  it.each(['/lists/other.csv', '/lists/..%2fcards.csv'])('answers %s in words', async (path) => {
    const { token } = await app.pair('owner');
    expect(problemOf(await app.ask('GET', path, { token })).message).not.toBe('');
  });
});
