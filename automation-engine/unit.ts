/**
 * A unit of work: one transaction that reads with few statements, decides in memory on what it read and did so far, and writes with few
 * statements at its end. What is asked of `tx` directly does not see what is not written yet: call `written` first.
 */
import { createCommits, type Commits } from './event-log/commits.ts';
import { createRecorder, type Recorder } from './event-log/recorder.ts';
import { lastSeq } from './event-log/read.ts';
import { lastChange } from './records/changes.ts';
import { createFeed, type Feed } from './records/feed.ts';
import { createHeard, type Heard } from './records/heard.ts';
import { createRecordView, type RecordView } from './records/record-view.ts';
import { createRefusals, type Refusals } from './runner/refusals.ts';
import { createUses, type Uses } from './runner/limits.ts';
import { createRunWrites, type RunWrites } from './runner/run-writes.ts';
import { timeText } from './schedule/clock.ts';
import { overwrite } from './storage/bulk.ts';
import { rememberStamp } from './storage/meta.ts';
import { createPendingRows, type PendingRows } from './storage/pending-rows.ts';
import type { Stamp } from '../shared/model/hybrid-clock.ts';
import type { Core, Tx } from './core.ts';

export interface Unit {
  core: Core;
  commits: Commits;
  records: RecordView;
  heard: Heard;
  feed: Feed;
  events: Recorder;
  runs: RunWrites;
  refusals: Refusals;
  uses: Uses;
  listRows: PendingRows<'list_rows'>;
  digestLines: PendingRows<'digest_lines'>;
  /** Keeps the latest of the stamps that were accepted. */
  observe(stamp: Stamp): void;
  /** Writes what is to be written, and gives the transaction to ask. */
  written(): Promise<Tx>;
  /** The transaction; for what the unit itself does not write. */
  tx: Tx;
}

const LIST_KEY = ['list', 'contact_id'] as const;
const LISTED = ['at', 'run_id', 'row_json'] as const;

export async function openUnit(tx: Tx, core: Core, commits = createCommits()): Promise<Unit> {
  // One time for the whole unit: what is committed together happened together, also when the past is played again.
  const at = timeText(core.clock.now());
  const now = () => at;
  const records = createRecordView(tx);
  const feed = createFeed(tx, await lastChange(tx), now);
  const events = createRecorder(tx, await lastSeq(tx), now);
  const runs = createRunWrites(tx);
  const refusals = createRefusals(tx, now);
  const uses = createUses(tx);
  const listRows = createPendingRows(tx, 'list_rows', [...LIST_KEY, ...LISTED], overwrite(LIST_KEY, LISTED));
  const digestLines = createPendingRows(tx, 'digest_lines', ['id', 'due_at', 'title', 'text']);
  let latest: Stamp | undefined;
  return {
    core,
    commits,
    records,
    heard: createHeard(tx),
    feed,
    events,
    runs,
    refusals,
    uses,
    listRows,
    digestLines,
    tx,
    observe(stamp) {
      core.stamps.observe(stamp);
      if (latest === undefined || stamp > latest) latest = stamp;
    },
    async written() {
      for (const part of [records, feed, events, runs, refusals, uses, listRows, digestLines]) await part.flush();
      if (latest !== undefined) await rememberStamp(tx, latest);
      latest = undefined;
      return tx;
    },
  };
}

/** Does the work in a transaction, and tells the signals when it is committed. */
export async function inUnit<T>(core: Core, work: (unit: Unit) => Promise<T>): Promise<T> {
  const commits = createCommits();
  const result = await core.db.transaction().execute(async (tx) => {
    const unit = await openUnit(tx, core, commits);
    const done = await work(unit);
    await unit.written();
    return done;
  });
  commits.tell(core);
  return result;
}
