import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONCURRENT_MAX } from '../../../automation-engine/campaigns/send-mails.ts';
import { UNDER_WAY } from '../../../automation-engine/runner/entries.ts';
import { startFaultSink, type FaultSink } from '../channels/fault-sink.ts';

const CONTACTS = 6;
/** More of them take longer and find more: LARDER_KILLS=500. */
const RANDOM_KILLS = Number(process.env['LARDER_KILLS'] ?? 4);
/** Where the child kills itself; see kill-child.ts. */
const OWN = [
  'before-claim',
  'after-claim',
  'after-354',
  'before-dot',
  'after-250-before-commit',
  'after-commit',
  'run-sending',
  'run-waiting',
  'run-done',
];

let folder: string;
let file: string;
let sink: FaultSink;
const acknowledged = new Set<string>();
/** Of each kill: connections open at that moment, and how many rows it left being handed over. */
const kills: { boundary: string; open: number; sending: number }[] = [];
/** A kill may come before the rows of the one before it were put right: they count once. */
const leftSending = new Set<string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-kill-'));
  file = join(folder, 'larder.db');
  sink = await startFaultSink();
});
afterAll(async () => {
  await sink.close();
  await rm(folder, { recursive: true, force: true });
});

interface Child {
  process: ChildProcess;
  ended: Promise<void>;
  heard(word: string): Promise<void>;
}

function start(contacts: number, boundary: string): Child {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'kill-child.ts'), file, sink.url, String(contacts), boundary],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface({ input: child.stdout });
  const waiting = new Map<string, () => void>();
  lines.on('line', (line) => {
    const [word = '', id = ''] = line.split(' ');
    if (word === 'ack') acknowledged.add(id);
    waiting.get(word)?.();
  });
  const ended = once(child, 'close').then(() => {});
  return {
    process: child,
    ended,
    heard: (word) => Promise.race([new Promise<void>((resolve) => waiting.set(word, resolve)), ended]),
  };
}

function query<T>(sql: string): T[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare(sql).all() as T[];
  } finally {
    database.close();
  }
}

/** Counts right after the death, before the next start turns what was being handed over into doubt. */
function note(boundary: string, open: number): void {
  const rows = query<{ id: string }>("SELECT id FROM ledger WHERE state = 'sending'").filter(
    ({ id }) => !leftSending.has(id),
  );
  for (const { id } of rows) leftSending.add(id);
  kills.push({ boundary, open, sending: rows.length });
}

describe('an engine that is killed', () => {
  it(
    'loses nothing and repeats nothing, wherever it is killed',
    async () => {
      for (const boundary of OWN) {
        const child = start(CONTACTS, boundary);
        await child.ended;
        expect(child.process.signalCode, `nobody came by ${boundary}`).toBe('SIGKILL');
        note(boundary, CONCURRENT_MAX);
      }
      for (const word of ['DATA', '.']) {
        const child = start(CONTACTS, 'none');
        let open = 0;
        sink.onCommand = (line) => {
          if (line !== word || !child.process.kill('SIGKILL')) return;
          open = sink.open();
          sink.onCommand = () => {};
        };
        await child.ended;
        note(word === '.' ? 'after-dot' : 'at-354', open);
      }
      for (let n = 0; n < RANDOM_KILLS; n++) {
        const child = start(CONTACTS, 'none');
        await child.heard('started');
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
        child.process.kill('SIGKILL');
        const open = sink.open();
        await child.ended;
        note('random', open);
      }
      const last = start(CONTACTS, 'none');
      await last.heard('idle');
      await last.ended;
      expect(last.process.exitCode).toBe(0);

      const contacts = query<{ id: string }>("SELECT id FROM records WHERE kind = 'contact'").map(({ id }) => id);
      expect(contacts).toEqual(expect.arrayContaining([...acknowledged]));
      const runs = query<{ contact_id: string; state: string }>('SELECT contact_id, state FROM runs');
      expect(runs.map((run) => run.contact_id).sort()).toEqual(contacts.sort());
      expect(runs.filter((run) => UNDER_WAY.some((state) => state === run.state))).toEqual([]);
      expect(new Set(runs.map((run) => run.state))).toEqual(new Set(['done']));
      const perContact = (sql: string) => query<{ n: number }>(sql).map(({ n }) => n);
      const notes = perContact("SELECT count(*) AS n FROM records WHERE kind = 'note' GROUP BY contact_id");
      expect(notes).toEqual(contacts.map(() => 1));
      const tagged = perContact(
        "SELECT count(*) AS n FROM events WHERE type = 'contact.tag-added' GROUP BY contact_id",
      );
      expect(tagged).toEqual(contacts.map(() => 1));

      const ledger = query<{ key: string; message_id: string; state: string; recipient: string }>(
        'SELECT key, message_id, state, recipient FROM ledger',
      );
      expect(ledger).toHaveLength(contacts.length);
      const arrivals = sink.complete.map(({ source }) => /^Message-ID: (.*)$/im.exec(source)?.[1]?.trim() ?? '');
      expect(new Set(arrivals).size).toBe(arrivals.length);
      expect(new Set(sink.complete.map(({ to }) => to[0])).size).toBe(arrivals.length);
      expect(ledger.filter((row) => row.state !== 'sent' && row.state !== 'in-doubt')).toEqual([]);
      expect(arrivals).toEqual(
        expect.arrayContaining(ledger.filter((row) => row.state === 'sent').map((row) => row.message_id)),
      );
      for (const kill of kills)
        expect(kill.sending, kill.boundary).toBeLessThanOrEqual(Math.min(kill.open, CONCURRENT_MAX));
      const doubtful = ledger.filter((row) => row.state === 'in-doubt').length;
      expect(doubtful).toBe(leftSending.size);
      const sentEvents = query<{ n: number }>(
        "SELECT count(*) AS n FROM events WHERE type IN ('mail.sent', 'mail.in-doubt')",
      );
      expect(sentEvents).toEqual([{ n: contacts.length }]);
    },
    60_000 + RANDOM_KILLS * 5_000,
  );
});
