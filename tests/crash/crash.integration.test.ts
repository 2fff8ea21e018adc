import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONCURRENT_MAX } from '../../automation-engine/campaigns/send-mails.ts';
import { audit, type Figures, type Outside } from './audit.ts';
import { planStrikes } from './plan.ts';
import { besiege, type SiegeResult, type Strike } from './siege.ts';

/** Each named boundary once, and a few random times; `npm run crash` has more of them. */
const STRIKES = planStrikes(50, 1);

const NOTHING: Figures = {
  lostEvents: 0,
  repeatedEvents: 0,
  lostTransitions: 0,
  repeatedTransitions: 0,
  duplicateMails: 0,
  lostMails: 0,
  lostCalls: 0,
};

describe('an engine that is killed', () => {
  let result: SiegeResult;
  let folder: string;
  let file: string;
  let outside: Outside;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'larder-audit-'));
    file = join(folder, 'larder.db');
    result = await besiege(STRIKES, {
      onEnd(database, seen) {
        outside = seen;
        database.exec(`VACUUM INTO '${file}'`);
      },
    });
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** The figures after somebody changed the database, or what arrived. */
  function auditAfter(change: string, otherwise: Partial<Outside> = {}): Figures {
    const database = new DatabaseSync(file);
    try {
      database.exec('SAVEPOINT untouched');
      database.exec(change);
      return audit(database, { ...outside, ...otherwise }).figures;
    } finally {
      database.exec('ROLLBACK TO untouched');
      database.close();
    }
  }

  function aSentMail(): unknown {
    const database = new DatabaseSync(file);
    try {
      const sent = database.prepare("SELECT message_id FROM ledger WHERE channel = 'email' AND state = 'sent' LIMIT 1");
      return sent.get()?.['message_id'];
    } finally {
      database.close();
    }
  }

  it('loses and repeats nothing', () => {
    expect(result.figures).toEqual(NOTHING);
    expect(result.kills).toBe(STRIKES.length);
    expect(Object.keys(result.struck).filter((place) => place.startsWith('missed'))).toEqual([]);
    expect(result.maxInDoubtPerKill).toBeLessThanOrEqual(CONCURRENT_MAX);
    expect(result.workload.people).toBeGreaterThan(STRIKES.length / 2);
  });

  const last = (table: string, where = 'true') => `rowid = (SELECT max(rowid) FROM ${table} WHERE ${where})`;
  it.each([
    [
      'an accepted change',
      'lostEvents',
      `DELETE FROM changes WHERE ${last('changes', 'mutation_json LIKE \'%"kind":"contact"%\'')}`,
    ],
    ['an event', 'lostEvents', `DELETE FROM events WHERE ${last('events', "type = 'contact.updated'")}`],
    ['what became of a mail', 'lostEvents', `DELETE FROM events WHERE ${last('events', "type = 'mail.sent'")}`],
    ['a field of a record', 'lostEvents', `UPDATE records SET values_json = '{}' WHERE ${last('records')}`],
    ['a run', 'lostTransitions', `DELETE FROM runs WHERE ${last('runs')}`],
    ['a line of a trace', 'lostTransitions', `DELETE FROM run_steps WHERE ${last('run_steps')}`],
    [
      'what devices were told of a move',
      'lostTransitions',
      `UPDATE runs SET revision = revision + 1 WHERE ${last('runs')}`,
    ],
    ['a task', 'lostTransitions', `DELETE FROM records WHERE ${last('records', "kind = 'task'")}`],
    ['a planned mail', 'lostMails', `DELETE FROM ledger WHERE ${last('ledger', "channel = 'email'")}`],
    [
      'a mail on its way',
      'lostMails',
      `UPDATE ledger SET state = 'claimed' WHERE ${last('ledger', "channel = 'email'")}`,
    ],
    [
      'a call on its way',
      'lostCalls',
      `UPDATE ledger SET state = 'planned' WHERE ${last('ledger', "channel = 'webhook'")}`,
    ],
  ] as const)('would show that it lost %s, as %s', (_, figure, change) => {
    expect(auditAfter(change)[figure]).toBeGreaterThan(0);
  });

  it.each([
    [
      'an event',
      'repeatedEvents',
      `INSERT INTO events (id, type, contact_id, at, recorded_at, cause_json, data_json)
       SELECT 'again', type, contact_id, at, recorded_at, cause_json, data_json FROM events WHERE ${last('events')}`,
    ],
    [
      'a step',
      'repeatedTransitions',
      `INSERT INTO run_steps (run_id, n, at, step, kind, outcome, text)
       SELECT run_id, n + 1, at, step, kind, outcome, text FROM run_steps WHERE ${last('run_steps')}`,
    ],
    [
      'what a step makes',
      'repeatedTransitions',
      `INSERT INTO records (kind, id, contact_id, values_json, stamps_json, deleted)
       SELECT kind, 'again', contact_id, values_json, stamps_json, deleted FROM records WHERE ${last('records', "kind = 'note'")}`,
    ],
    ['a telling', 'repeatedTransitions', `UPDATE runs SET revision = revision - 1 WHERE ${last('runs')}`],
  ] as const)('would show that it repeated %s, as %s', (_, figure, change) => {
    expect(auditAfter(change)[figure]).toBeGreaterThan(0);
  });

  it('would show a change that it forgot, a mail that never came or came twice, and a call that never came', () => {
    const nothing = 'SELECT 1';
    const { acknowledged, mails, calls } = outside;
    expect(auditAfter(nothing)).toEqual(NOTHING);
    expect(auditAfter(nothing, { acknowledged: [...acknowledged, 'unheard-of'] }).lostEvents).toBe(1);
    // One in doubt may never have arrived: only what counts as sent is missed.
    expect(auditAfter(nothing, { mails: mails.filter(({ messageId }) => messageId !== aSentMail()) }).lostMails).toBe(
      1,
    );
    expect(auditAfter(nothing, { mails: [...mails, ...mails.slice(0, 1)] }).duplicateMails).toBe(1);
    const [first] = calls;
    expect(auditAfter(nothing, { calls: calls.filter((id) => id !== first) }).lostCalls).toBe(1);
  });
});

describe('an engine with a bug that is killed', () => {
  it('is found out when it forgets commits', { timeout: 120_000 }, async () => {
    const strikes: Strike[] = [{ afterMs: 800, from: 'ready' }];
    const { figures } = await besiege(strikes, { fault: 'forget-commits' });
    expect(figures.lostEvents).toBeGreaterThan(0);
  });

  it(
    'is found out when it takes a mail that may have arrived for one that never left',
    { timeout: 120_000 },
    async () => {
      const strikes: Strike[] = Array.from({ length: 2 }, () => ({ boundary: 'smtp .', passes: 1 }));
      const { figures } = await besiege(strikes, { fault: 'forget-hand-overs' });
      expect(figures.duplicateMails).toBeGreaterThan(0);
    },
  );
});
