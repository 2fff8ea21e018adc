/**
 * Writes down what became of a mail, in one transaction: the ledger row, the event, the interaction on the contact's timeline, and the
 * run that waits for it.
 */
import { createHash } from 'node:crypto';
import type { EventType, NewEvent } from '../../shared/model/event.ts';
import type { FieldPath, FieldValue } from '../../shared/model/record.ts';
import { interactionId } from '../../shared/reading/interaction-id.ts';
import type { Core, Tx } from '../core.ts';
import { appendEvent } from '../event-log/append.ts';
import { readTyped } from '../records/read.ts';
import type { Commits } from '../runner/commits.ts';
import { readContext } from '../runner/context.ts';
import { mutate } from '../runner/effects.ts';
import { handleFailure, settle } from '../runner/passage.ts';
import { positionAfter } from '../runner/position.ts';
import { endRun, moveAndTell } from '../runner/run-rows.ts';
import { writeSummary, type RunRow } from '../runner/summary.ts';
import { addTrace, type TraceEntry } from '../runner/trace.ts';
import type { Versions } from '../runner/versions.ts';
import { timeText } from '../schedule/clock.ts';
import { mailOf, moveRow, type LedgerRow, type LedgerState } from './ledger.ts';

export type End = { state: 'sent'; answer: string } | { state: 'failed' | 'skipped' | 'in-doubt'; reason: string };

export interface Settling {
  core: Core;
  versions: Versions;
}

const EVENT_OF: Partial<Record<LedgerState, EventType>> = {
  sent: 'mail.sent',
  failed: 'mail.failed',
  'in-doubt': 'mail.in-doubt',
};

/** Ends the row; `false` when somebody else moved it first, and then nothing is written. */
export async function settleMail(
  tx: Tx,
  { core, versions }: Settling,
  commits: Commits,
  row: LedgerRow,
  from: readonly LedgerState[],
  end: End,
): Promise<boolean> {
  const reason = end.state === 'sent' ? end.answer : end.reason;
  const isMine = await moveRow(tx, row.id, from, end.state, {
    reason,
    next_attempt_at: null,
    settled_at: timeText(core.clock.now()),
    ...(end.state === 'sent' || end.state === 'failed' ? { attempts: row.attempts + 1 } : {}),
  });
  if (!isMine) return false;
  commits.settled(row.id, row.run_id);
  const run =
    row.run_id === null
      ? undefined
      : await tx.selectFrom('runs').selectAll().where('id', '=', row.run_id).executeTakeFirst();
  await recordEvent(tx, core, commits, row, run, end);
  if (end.state === 'sent' && run !== undefined) await logInteraction(tx, core, commits, row, run);
  if (run !== undefined) await goOn(tx, core, versions, commits, row, run, end);
  return true;
}

async function recordEvent(
  tx: Tx,
  core: Core,
  commits: Commits,
  row: LedgerRow,
  run: RunRow | undefined,
  end: End,
): Promise<void> {
  const type = EVENT_OF[end.state];
  if (type === undefined) return;
  const contact = row.contact_id === null ? undefined : await readTyped(tx, 'contact', row.contact_id);
  const mail = { ledgerId: row.id, recipient: row.recipient, subject: mailOf(row).subject, messageId: row.message_id };
  const event: NewEvent = {
    id: core.newId(),
    type,
    at: timeText(core.clock.now()),
    ...(row.contact_id === null ? {} : { contactId: row.contact_id }),
    cause: { ...(row.run_id === null ? {} : { runId: row.run_id }), depth: (run?.depth ?? 0) + 1 },
    data: {
      mail: end.state === 'sent' ? mail : { ...mail, reason: end.reason },
      ...(contact === undefined ? {} : { contact: { ...contact, evidence: {} } }),
    },
  };
  commits.recorded([await appendEvent(tx, core, event)]);
}

async function logInteraction(tx: Tx, core: Core, commits: Commits, row: LedgerRow, run: RunRow): Promise<void> {
  const mail = mailOf(row);
  const party = (role: 'from' | 'to', { name }: { name?: string }): FieldValue => ({
    role,
    ...(name === undefined ? {} : { name }),
  });
  const fields: Record<FieldPath, FieldValue> = {
    channel: 'email',
    direction: 'out',
    at: timeText(core.clock.now()),
    subject: mail.subject,
    messageId: mail.messageId,
    threadId: mail.messageId,
    [`parties/${mail.from.address}`]: party('from', mail.from),
    [`parties/${mail.to.address}`]: party('to', mail.to),
    runId: run.id,
    ...(row.contact_id === null ? {} : { contactId: row.contact_id }),
  };
  // The id that this mail has for everybody: clipped from the Sent folder it is the same interaction.
  const recordId = await interactionId(mail.messageId, mail.date, sha256);
  await mutate(tx, core, commits, run, { type: 'mutate', kind: 'interaction', recordId, fields });
}

const sha256 = (text: string) => Promise.resolve(createHash('sha256').update(text).digest());

const attemptsText = ({ attempts }: LedgerRow): string => (attempts === 0 ? '' : `, at attempt ${attempts + 1}`);

function lineOf(row: LedgerRow, end: End): TraceEntry {
  const step = row.step ?? 'mail';
  const base = { step, kind: 'mail', data: { ledgerId: row.id, messageId: row.message_id } };
  switch (end.state) {
    case 'sent':
      return { ...base, outcome: 'done', seen: end.answer, text: `Sent to ${row.recipient}${attemptsText(row)}` };
    case 'failed':
      return { ...base, outcome: 'failed', text: `Not sent to ${row.recipient}: ${end.reason}` };
    case 'skipped':
      return { ...base, outcome: 'skipped', text: `Not sent: ${end.reason}` };
    case 'in-doubt':
      return {
        ...base,
        outcome: 'in-doubt',
        text: `May have reached ${row.recipient}, and is not sent again: ${end.reason}`,
      };
  }
}

/** A mail that was refused for good fails its run; one that was skipped or is in doubt lets it go on. */
async function goOn(
  tx: Tx,
  core: Core,
  versions: Versions,
  commits: Commits,
  row: LedgerRow,
  run: RunRow,
  end: End,
): Promise<void> {
  const recipe = versions.get(run.recipe_hash);
  const telling = { lines: [lineOf(row, end)], recipe };
  if (run.state !== 'sending' || run.position !== row.step) {
    // It ended meanwhile; what became of its mail still belongs into its trace.
    const lines = await addTrace(tx, core, run.id, telling.lines);
    await writeSummary(tx, core, commits, run, recipe, lines);
    return;
  }
  const position = run.position ?? '';
  if (end.state === 'failed') {
    const reason = `The mail was not sent: ${end.reason}`;
    if (recipe === undefined) return endRun(tx, core, commits, run, { state: 'failed', reason }, telling);
    const { attempts } = run;
    const context = readContext(run);
    const handled = await handleFailure(tx, core, commits, { run, recipe, position, attempts, context, reason });
    const lines = [...telling.lines, ...(handled.line === undefined ? [] : [handled.line])];
    const { next } = handled;
    return settle(
      tx,
      core,
      commits,
      { run, recipe },
      { next, position, context: { ...context, ...handled.memory }, lines, attempts },
    );
  }
  const next = recipe === undefined ? undefined : positionAfter(recipe, position);
  if (next === undefined) return endRun(tx, core, commits, run, { state: 'done', reason: null }, telling);
  await moveAndTell(tx, core, commits, run, { state: 'ready', position: next, attempts: 0, reason: null }, telling);
}
