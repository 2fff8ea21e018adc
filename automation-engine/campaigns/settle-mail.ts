/**
 * Writes down what became of a mail, in one unit of work: the ledger row, the event, the interaction on the contact's timeline, and the
 * run that waits for it.
 */
import { createHash } from 'node:crypto';
import type { EventType, NewEvent } from '../../shared/model/event.ts';
import type { FieldPath, FieldValue } from '../../shared/model/record.ts';
import { interactionId } from '../../shared/reading/interaction-id.ts';
import type { Channel } from '../channels/define-channel.ts';
import { readContext } from '../runner/context.ts';
import { mutate } from '../runner/effects.ts';
import { handleFailure, settle } from '../runner/passage.ts';
import { handLine, type Person } from '../runner/person.ts';
import { positionAfter } from '../runner/position.ts';
import { endRun, moveAndTell, tellOnly } from '../runner/run-rows.ts';
import type { RunRow } from '../runner/run-writes.ts';
import type { TraceEntry } from '../runner/trace.ts';
import type { Versions } from '../runner/versions.ts';
import { timeText } from '../schedule/clock.ts';
import type { Unit } from '../unit.ts';
import { mailOf, moveRow, type LedgerRow, type LedgerState } from './ledger.ts';

export type End =
  /** `by`: the person who found that it arrived, where no server said so. */
  { state: 'sent'; answer: string; by?: Person } | { state: 'failed' | 'skipped' | 'in-doubt'; reason: string };

export interface Settling {
  versions: Versions;
  channel: Channel;
}

const EVENT_OF: Partial<Record<LedgerState, EventType>> = {
  sent: 'mail.sent',
  failed: 'mail.failed',
  'in-doubt': 'mail.in-doubt',
};

/** Ends the row; `false` when somebody else moved it first, and then nothing is written. */
export async function settleMail(
  unit: Unit,
  { versions, channel }: Settling,
  row: LedgerRow,
  from: readonly LedgerState[],
  end: End,
): Promise<boolean> {
  const { tx, core, commits } = unit;
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
  if (channel.writesTo === 'people') {
    await recordEvent(unit, row, run, end);
    if (end.state === 'sent' && run !== undefined) await logInteraction(unit, row, run);
  }
  const kind = channel.writesTo === 'people' ? 'mail' : 'call';
  if (run !== undefined) await goOn(unit, versions, row, run, end, lineOf(row, end, kind));
  return true;
}

async function recordEvent(
  { core, commits, records, events }: Unit,
  row: LedgerRow,
  run: RunRow | undefined,
  end: End,
): Promise<void> {
  const type = EVENT_OF[end.state];
  if (type === undefined) return;
  const contact = row.contact_id === null ? undefined : await records.typed('contact', row.contact_id);
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
  commits.recorded([events.append(event)]);
}

async function logInteraction(unit: Unit, row: LedgerRow, run: RunRow): Promise<void> {
  const mail = mailOf(row);
  const party = (role: 'from' | 'to', { name }: { name?: string }): FieldValue => ({
    role,
    ...(name === undefined ? {} : { name }),
  });
  const fields: Record<FieldPath, FieldValue> = {
    channel: 'email',
    direction: 'out',
    at: timeText(unit.core.clock.now()),
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
  await mutate(unit, run, { type: 'mutate', kind: 'interaction', recordId, fields });
}

const sha256 = (text: string) => Promise.resolve(createHash('sha256').update(text).digest());

const attemptsText = ({ attempts }: LedgerRow): string => (attempts === 0 ? '' : `, at attempt ${attempts + 1}`);

function lineOf(row: LedgerRow, end: End, kind: string): TraceEntry {
  const base = { step: row.step ?? kind, kind, data: { ledgerId: row.id, messageId: row.message_id } };
  switch (end.state) {
    case 'sent':
      if (end.by !== undefined)
        return handLine(
          end.by,
          { step: base.step, outcome: 'done', text: `Marked as sent by ${end.by.name}` },
          base.data,
        );
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
  unit: Unit,
  versions: Versions,
  row: LedgerRow,
  run: RunRow,
  end: End,
  line: TraceEntry,
): Promise<void> {
  const recipe = versions.get(run.recipe_hash);
  const telling = { lines: [line], recipe };
  const isDecidedByHand = row.state === 'in-doubt' || row.asked_by !== null;
  if (isDecidedByHand || run.state !== 'sending' || run.position !== row.step) {
    // It went on or ended meanwhile; what became of its mail still belongs into its trace.
    return tellOnly(unit, run, telling);
  }
  const position = run.position ?? '';
  if (end.state === 'failed') {
    const reason = line.text;
    if (recipe === undefined) return endRun(unit, run, { state: 'failed', reason }, telling);
    const { attempts } = run;
    const context = readContext(run);
    const handled = await handleFailure(unit, { run, recipe, position, attempts, context, reason });
    const lines = [...telling.lines, ...(handled.line === undefined ? [] : [handled.line])];
    const { next } = handled;
    return settle(
      unit,
      { run, recipe },
      { next, position, context: { ...context, ...handled.memory }, lines, attempts },
    );
  }
  const next = recipe === undefined ? undefined : positionAfter(recipe, position);
  if (next === undefined) return endRun(unit, run, { state: 'done', reason: null }, telling);
  await moveAndTell(unit, run, { state: 'ready', position: next, attempts: 0, reason: null }, telling);
}
