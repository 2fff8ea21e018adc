/**
 * An event that was recorded before a run goes on may end it, even when nobody looked at it yet: after a crash, when everything was
 * stopped, behind a long push. So runs that listen for events, and their mails, wait until what was recorded first is matched.
 */
import type { Core } from '../core.ts';
import { lastSeq, readCursor } from '../event-log/read.ts';
import { timeText } from '../schedule/clock.ts';
import { MATCHER } from './backlog.ts';

export interface Overtaken {
  /** What was due at this time may go on; `undefined` when nothing may yet. */
  dueUntil(): Promise<string | undefined>;
  /** Whether something waits for the matcher, who has to say when it came further. */
  isWaiting(): boolean;
  /** Nothing is due that could be overtaken. */
  clear(): void;
}

export function createOvertaken({ db, clock }: Pick<Core, 'db' | 'clock'>): Overtaken {
  // How far the matcher has to come for what was due then. It need not catch up for good: events keep coming.
  let mark: { seq: number; at: string } | undefined;
  return {
    async dueUntil() {
      const earlier = mark;
      if (earlier !== undefined && (await readCursor(db, MATCHER)) < earlier.seq) return undefined;
      const now = timeText(clock.now());
      mark = { seq: await lastSeq(db), at: now };
      // Read after the mark is set: a matcher that comes as far only later sees it, and says so.
      if ((await readCursor(db, MATCHER)) < mark.seq) return earlier?.at;
      mark = undefined;
      return now;
    },
    isWaiting: () => mark !== undefined,
    clear() {
      mark = undefined;
    },
  };
}
