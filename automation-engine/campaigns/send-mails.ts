/** Sends what is due in the ledger over one channel, a few at a time. See ledger.ts for what is promised. */
import type { Channel, Outcome } from '../channels/define-channel.ts';
import type { Core } from '../core.ts';
import { isAllStopped } from '../runner/kill-switch.ts';
import { moveAndTell } from '../runner/run-rows.ts';
import type { Overtaken } from '../runner/overtaken.ts';
import type { TraceEntry } from '../runner/trace.ts';
import type { Versions } from '../runner/versions.ts';
import { timeText } from '../schedule/clock.ts';
import { inUnit } from '../unit.ts';
import { createCapGate } from './caps.ts';
import {
  backOff,
  claimDue,
  mailOf,
  moveRow,
  nextAttempt,
  versionsOfDue,
  type LedgerMail,
  type LedgerRow,
} from './ledger.ts';
import { reasonNotToSend } from './may-send.ts';
import type { Cap } from './read-caps.ts';
import { createWindowGate, type Hours } from './send-window.ts';
import { settleMail, type End } from './settle-mail.ts';

/** Open hand-overs at a time, and so the most rows that one crash can leave in doubt. */
export const CONCURRENT_MAX = 4;

export interface Sending {
  core: Core;
  versions: Versions;
  channel: Channel;
  mailFrom: LedgerMail['from'] | undefined;
  /** How many mails one address may get. */
  caps?: readonly Cap[] | undefined;
  /** By which the hours of steps are read. */
  hours: Hours;
  /** Aborted when the engine stops. */
  signal: AbortSignal;
  /** The mails under way. */
  inFlight: Set<Promise<void>>;
  overtaken: Overtaken;
}

/** Puts right what a crash left behind: claimed rows never left, rows being sent may have arrived; programs can be told again. */
export async function recoverMails(sending: Sending): Promise<void> {
  const { core, channel } = sending;
  const harmless = channel.writesTo === 'programs' ? ['claimed', 'sending'] : ['claimed'];
  // Whatever kept mails waiting may be mended: a start is the moment to try again.
  await core.db
    .updateTable('ledger')
    .set({ state: 'planned', next_attempt_at: timeText(core.clock.now()) })
    .where('channel', '=', channel.id)
    .where('state', 'in', ['planned', ...harmless])
    .execute();
  const lost = await core.db
    .selectFrom('ledger')
    .selectAll()
    .where('channel', '=', channel.id)
    .where('state', '=', 'sending')
    .execute();
  for (const row of lost) {
    await settle(sending, row, {
      state: 'in-doubt',
      reason: 'the engine was cut off while the mail was being handed over',
    });
  }
}

/** Sends what is due, and waits for one of the mails under way; `true` when there may be more. */
export async function sendMails(sending: Sending, nextPoke: () => Promise<void>): Promise<boolean> {
  const { inFlight, core, signal } = sending;
  if (signal.aborted) return false;
  const free = CONCURRENT_MAX - inFlight.size;
  for (const row of free > 0 ? await claim(sending, free) : []) {
    const sent = sendOne(sending, row)
      .catch((error: unknown) => core.log.error({ error, ledger: row.id }, 'a mail could not be dealt with'))
      .finally(() => inFlight.delete(sent));
    inFlight.add(sent);
  }
  if (inFlight.size === 0) return false;
  // A server that takes its time must not hold up the mails that are planned meanwhile.
  await Promise.race([...inFlight, nextPoke()]);
  return true;
}

async function claim({ overtaken, ...sending }: Sending, free: number): Promise<LedgerRow[]> {
  const { core, channel, versions, caps = [], hours } = sending;
  const first = await nextAttempt(core.db, channel.id);
  if (first === undefined || first > core.clock.now()) {
    overtaken.clear();
    return [];
  }
  // What is in the log already may end the run of a mail that waited.
  const until = await overtaken.dueUntil();
  if (until === undefined) return [];
  const due = { channel: channel.id, until, limit: free };
  if (channel.writesTo !== 'people') return claimDue(core, due);
  await versions.load(await versionsOfDue(core, channel.id));
  const isOpen = createWindowGate(hours, versions);
  const own = caps.filter((cap) => cap.channel === channel.id);
  const isUnderCaps = createCapGate(own, versions);
  return claimDue(core, due, async (unit, row) => (await isOpen(unit, row)) && isUnderCaps(unit, row));
}

async function sendOne(sending: Sending, row: LedgerRow): Promise<void> {
  const mail = mailOf(row);
  const end = await outcomeOf(sending, row, mail);
  // What became of the mail is known by now and must not be lost: a full disk passes.
  await insist(sending, () => (end.state === 'retry' ? postpone(sending, row, end.reason) : settle(sending, row, end)));
}

async function outcomeOf(
  sending: Sending,
  row: LedgerRow,
  mail: LedgerMail,
): Promise<End | { state: 'retry'; reason: string }> {
  const { core, channel, signal } = sending;
  try {
    const no = await reasonNotToSend(core.db, row, mail, channel.writesTo);
    if (no !== undefined) return { state: 'skipped', reason: no };
    if (core.clock.now() > Date.parse(row.not_after)) {
      return {
        state: 'failed',
        reason: `given up after three days${row.reason === null ? '' : `; the last time: ${row.reason}`}`,
      };
    }
    const outcome = await attempt(sending, row, mail, signal);
    return outcome.outcome === 'sent'
      ? { state: 'sent', answer: outcome.answer }
      : { state: outcome.outcome, reason: outcome.reason };
  } catch (error) {
    core.log.error({ error, ledger: row.id }, 'a mail could not be sent');
    // A channel answers with outcomes. When one breaks instead, only the row knows on which side of the hand-over that was.
    const now = await insist(sending, () =>
      core.db.selectFrom('ledger').select('state').where('id', '=', row.id).executeTakeFirst(),
    );
    const reason = `the engine broke off: ${error instanceof Error ? error.message : String(error)}`;
    return now?.state === 'sending' && channel.writesTo === 'people'
      ? { state: 'in-doubt', reason }
      : { state: 'retry', reason };
  }
}

async function insist<T>({ core, signal }: Sending, attempt: () => Promise<T>): Promise<T> {
  for (let delay = 1_000; ; delay = Math.min(delay * 2, 60_000)) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted) throw error;
      core.log.error({ error, retryInMs: delay }, 'the database cannot be used; a mail waits for it');
      await new Promise<void>((resolve) => {
        const cancel = core.clock.wakeAt(core.clock.now() + delay, resolve);
        signal.addEventListener('abort', () => (cancel(), resolve()), { once: true });
      });
    }
  }
}

async function attempt(
  { core, channel, mailFrom }: Sending,
  row: LedgerRow,
  mail: LedgerMail,
  signal: AbortSignal,
): Promise<Outcome> {
  const unavailable = channel.unavailable();
  if (unavailable !== undefined) return { outcome: 'retry', reason: unavailable };
  const from = mail.from.address === '' && channel.writesTo === 'people' ? mailFrom : mail.from;
  if (from === undefined)
    return { outcome: 'retry', reason: 'no sender is configured: set LARDER_MAIL_FROM and start the engine again' };
  const { purpose: _, ...outgoing } = mail;
  const handOver = async () => {
    if (await isAllStopped(core.db)) throw new Error('all recipes were stopped');
    // Committed before the final dot leaves: a crash from here on leaves the row in doubt.
    if (!(await moveRow(core.db, row.id, ['claimed'], 'sending')))
      throw new Error('the mail is not ours to send any more');
  };
  return channel.send({ ...outgoing, from }, handOver, signal);
}

async function settle(sending: Sending, row: LedgerRow, end: End): Promise<void> {
  const { core, versions, channel } = sending;
  await loadVersionOf(sending, row);
  await inUnit(core, (unit) => settleMail(unit, { versions, channel }, row, ['claimed', 'sending'], end));
}

/** Nothing was taken over: the row waits. The run says so once, when it is news. */
async function postpone(sending: Sending, row: LedgerRow, reason: string): Promise<void> {
  const { core, versions } = sending;
  await loadVersionOf(sending, row);
  const attempts = row.attempts + 1;
  await inUnit(core, async (unit) => {
    const { tx } = unit;
    const isMine = await moveRow(tx, row.id, ['claimed', 'sending'], 'planned', {
      attempts,
      reason,
      next_attempt_at: timeText(core.clock.now() + backOff(attempts)),
    });
    if (!isMine || row.run_id === null || attempts > 1) return;
    const run = await tx.selectFrom('runs').selectAll().where('id', '=', row.run_id).executeTakeFirst();
    if (run?.state !== 'sending') return;
    const text = `The mail to ${row.recipient} waits and is tried again: ${reason}`;
    const lines: TraceEntry[] = [{ step: row.step ?? 'mail', kind: 'mail', outcome: 'retrying', text }];
    await moveAndTell(unit, run, { reason: text }, { lines, recipe: versions.get(run.recipe_hash) });
  });
  core.log.warn({ ledger: row.id, attempts, reason }, 'a mail waits');
}

async function loadVersionOf({ core, versions }: Sending, row: LedgerRow): Promise<void> {
  if (row.run_id === null) return;
  const run = await core.db.selectFrom('runs').select('recipe_hash').where('id', '=', row.run_id).executeTakeFirst();
  if (run !== undefined) await versions.load([run.recipe_hash]);
}
