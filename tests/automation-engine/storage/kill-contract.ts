/** What the storage must survive: the death of the process at any moment. What it said was committed is there, and nothing else. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import type { StorageSubject } from './contract.ts';

const KILLS = 10;

/** The child writes transactions of two rows for ever, and says each one's number after its commit. */
export function storageKillContract(subject: StorageSubject): void {
  it(`keeps every committed transaction of a process that was killed, whole, on ${subject.name}`, async () => {
    const place = await subject.makePlace();
    let acknowledged = 0;
    for (let kill = 0; kill < KILLS; kill++)
      acknowledged = await writeUntilKilled(subject, place, acknowledged, 5 + kill * 7);

    const storage = await subject.openStorage(place);
    try {
      const changes = await storage.db.selectFrom('changes').select('mutation_id').orderBy('seq').execute();
      const events = await storage.db.selectFrom('events').select('id').orderBy('seq').execute();
      const cursor = await storage.db
        .selectFrom('cursors')
        .select('seq')
        .where('name', '=', 'writer')
        .executeTakeFirstOrThrow();
      const numbers = changes.map((row) => Number(row.mutation_id));
      // One more may have been committed than was heard of, once per kill; it must be whole too.
      expect(numbers).toEqual(numbers.map((_, at) => at + 1));
      expect(events.map((row) => Number(row.id))).toEqual(numbers);
      expect(cursor.seq).toBe(numbers.length);
      expect(numbers.length).toBeGreaterThanOrEqual(acknowledged);
    } finally {
      await storage.close();
    }
  });
}

/** Resolves with the last number that the child said, after it was killed some commits on. */
function writeUntilKilled(subject: StorageSubject, place: string, from: number, commits: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'writing-child.ts'), subject.module, place], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let last = from;
    createInterface({ input: child.stdout }).on('line', (line) => {
      last = Number(line);
      if (last >= from + commits) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_code, signal) =>
      signal === 'SIGKILL' ? resolve(last) : reject(new Error('the child ended by itself')),
    );
  });
}
