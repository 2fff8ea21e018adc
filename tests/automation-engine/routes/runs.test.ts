import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { healthSchema } from '../../../automation-engine/routes/health.ts';
import type { NewRow } from '../../../automation-engine/storage/schema.ts';
import { runDetailSchema, runListSchema } from '../../../shared/model/wire.ts';
import { problemOf, startApp, type TestApp } from './start-app.ts';

let app: TestApp;
let token: string;
beforeEach(async () => {
  app = await startApp();
  token = (await app.pair('viewer')).token;
});
afterEach(() => app.close());

const AT = '2026-03-06T10:00:00.000Z';

async function addRun(contactId: string, state: string, eventSeq: number): Promise<string> {
  const row: NewRow<'runs'> = {
    id: app.core.newId(),
    recipe_id: 'thank-you',
    recipe_hash: 'abc',
    entry_key: contactId,
    contact_id: contactId,
    event_seq: eventSeq,
    state,
    position: null,
    revision: 1,
    wake_at: null,
    attempts: 0,
    context_json: '{}',
    depth: 0,
    started_at: AT,
    ended_at: null,
    reason: null,
  };
  await app.core.db.insertInto('runs').values(row).execute();
  return row.id;
}

describe('GET /runs', () => {
  it('lists the runs of a contact, and shows one with its trace', async () => {
    const contactId = app.core.newId();
    const id = await addRun(contactId, 'done', 1);
    await addRun(app.core.newId(), 'done', 2);
    await app.core.db
      .insertInto('run_steps')
      .values({
        run_id: id,
        n: 1,
        at: AT,
        step: 'steps[0]',
        kind: 'add-tag',
        outcome: 'done',
        text: 'Added the tag',
        wanted: null,
        seen: null,
        data_json: null,
      })
      .execute();
    const list = runListSchema.parse((await app.ask('GET', `/runs?contactId=${contactId}`, { token })).body);
    expect(list.runs.map((run) => run.id)).toEqual([id]);
    const detail = runDetailSchema.parse((await app.ask('GET', `/runs/${id}`, { token })).body);
    expect(detail.trace).toMatchObject([{ n: 1, kind: 'add-tag', outcome: 'done' }]);
  });

  it('asks whose runs are wanted, and finds no run that is not there', async () => {
    expect(problemOf(await app.ask('GET', '/runs', { token }))).toMatchObject({ issues: [{ path: 'contactId' }] });
    expect(problemOf(await app.ask('GET', `/runs/${app.core.newId()}`, { token })).code).toBe('not-found');
  });
});

describe('GET /health', () => {
  it('says that all is well, and counts what waits and what needs a person', async () => {
    const health = async () => healthSchema.parse((await app.ask('GET', '/health', { token })).body);
    expect(await health()).toMatchObject({ status: 'well', storage: { ok: true } });
    await addRun(app.core.newId(), 'waiting', 1);
    expect(await health()).toMatchObject({ status: 'well', runs: { waiting: 1, failed: 0 } });
    await addRun(app.core.newId(), 'failed', 2);
    expect(await health()).toMatchObject({
      status: 'attention',
      runs: { waiting: 1, failed: 1 },
      mails: { inDoubt: 0 },
    });
  });

  it('needs a token', async () => {
    expect((await app.ask('GET', '/health')).status).toBe(401);
  });
});
