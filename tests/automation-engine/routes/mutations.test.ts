import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import { BATCH_MAX, changesSchema, pushAnswerSchema } from '../../../shared/model/wire.ts';
import { BACKLOG_MAX, MATCHER } from '../../../automation-engine/runner/backlog.ts';
import { problemOf, startApp, type TestApp } from './start-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

function contacts(count: number) {
  const clock = createHybridClock({ now: app.core.clock.now, device: app.core.newId() });
  return Array.from({ length: count }, (_, at) => ({
    id: app.core.newId(),
    kind: 'contact',
    recordId: app.core.newId(),
    fields: { name: `Person ${at}` },
    stamp: clock.tick(),
  }));
}

describe('POST /mutations and GET /changes', () => {
  it('take in what one device pushes and give it to the others, page by page', async () => {
    const [pusher, puller] = [await app.pair(), await app.pair('viewer')];
    const mutations = contacts(5);
    const { body } = await app.ask('POST', '/mutations', { token: pusher.token, body: { mutations } });
    expect(pushAnswerSchema.parse(body).results.map((result) => result.status)).toEqual(Array(5).fill('accepted'));
    const pull = async (query: string) =>
      changesSchema.parse((await app.ask('GET', `/changes?${query}`, { token: puller.token })).body);
    const first = await pull('after=0&limit=3');
    expect(first).toMatchObject({ next: 3, more: true });
    const second = await pull(`after=${first.next}&limit=3`);
    expect(second).toMatchObject({ next: 5, more: false });
    expect([...first.changes, ...second.changes].map((change) => change.mutation)).toEqual(mutations);
    expect(await pull('after=5')).toEqual({ changes: [], next: 5, more: false });
  });

  it('start a device over whose cursor is beyond the end: the engine was set back to an older copy', async () => {
    const { token } = await app.pair();
    await app.ask('POST', '/mutations', { token, body: { mutations: contacts(2) } });
    const { body } = await app.ask('GET', '/changes?after=900', { token });
    expect(changesSchema.parse(body)).toMatchObject({ next: 2, more: false, changes: [{ seq: 1 }, { seq: 2 }] });
  });

  it('ask a device to wait while recipes are too far behind, and accept nothing', async () => {
    const { token } = await app.pair();
    const push = () => app.ask('POST', '/mutations', { token, body: { mutations: contacts(1) } });
    const at = '2026-03-06T10:00:00.000Z';
    const event = { id: app.core.newId(), type: 'note.added', at, recorded_at: at, cause_json: '{}', data_json: '{}' };
    await app.core.db
      .insertInto('events')
      .values({ ...event, seq: BACKLOG_MAX + 1 })
      .execute();
    const answer = await push();
    expect(problemOf(answer)).toMatchObject({ code: 'unavailable', message: expect.stringContaining('tries again') });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10']);
    expect((await app.ask('GET', '/changes?after=0', { token })).body).toMatchObject({ changes: [] });
    await app.core.db.insertInto('cursors').values({ name: MATCHER, seq: 1 }).execute();
    expect((await push()).status).toBe(200);
  });

  it('refuse a push of too many, and a cursor that is none', async () => {
    const { token } = await app.pair();
    const tooMany = await app.ask('POST', '/mutations', { token, body: { mutations: contacts(BATCH_MAX + 1) } });
    expect(problemOf(tooMany)).toMatchObject({ code: 'bad-request', issues: [{ path: 'mutations' }] });
    for (const query of ['after=-1', 'after=x', 'limit=0', 'limit=501']) {
      expect((await app.ask('GET', `/changes?${query}`, { token })).status).toBe(400);
    }
  });

  it('refuse the changes of a viewer one by one, with a reason for each', async () => {
    const viewer = await app.pair('viewer');
    const { status, body } = await app.ask('POST', '/mutations', {
      token: viewer.token,
      body: { mutations: contacts(2) },
    });
    expect(status).toBe(200);
    expect(pushAnswerSchema.parse(body).results).toMatchObject([
      { status: 'refused', reason: expect.stringContaining('viewer') },
      { status: 'refused' },
    ]);
  });
});
