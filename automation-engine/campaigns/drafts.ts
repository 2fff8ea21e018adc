/** Mails that a person sees before they are sent: rows of the ledger that wait for a yes, with a task of the same id. */
import type { Kysely } from 'kysely';
import { mutate } from '../runner/effects.ts';
import type { Person } from '../runner/person.ts';
import { moveAndTell } from '../runner/run-rows.ts';
import { timeText } from '../schedule/clock.ts';
import type { Draft, DraftDecision } from '../../shared/model/wire.ts';
import type { Tx } from '../core.ts';
import type { Database } from '../storage/schema.ts';
import type { Unit } from '../unit.ts';
import { GIVEN_UP_AFTER_MS, mailOf, moveRow, type LedgerMail, type LedgerRow } from './ledger.ts';
import { settleMail, type Settling } from './settle-mail.ts';

/** Drafts whose runs wait for them, the oldest first; a draft whose run ended meanwhile is void. */
export const waitingDrafts = (db: Kysely<Database>) =>
  db
    .selectFrom('ledger')
    .innerJoin('runs', 'runs.id', 'ledger.run_id')
    .where('ledger.state', '=', 'draft')
    .where('runs.state', '=', 'sending');

/** @param contactId only those to this contact */
export async function listDrafts(db: Kysely<Database>, contactId?: string): Promise<Draft[]> {
  const all = waitingDrafts(db);
  const rows = await (contactId === undefined ? all : all.where('ledger.contact_id', '=', contactId))
    .select(['ledger.id', 'ledger.contact_id', 'ledger.message_json', 'ledger.created_at'])
    .select(['runs.recipe_id', 'runs.id as run_id'])
    .orderBy('ledger.id')
    .limit(500)
    .execute();
  return rows.map((row) => {
    const { to, subject, text } = mailOf(row);
    const about = row.contact_id === null ? {} : { contactId: row.contact_id };
    return {
      id: row.id,
      recipeId: row.recipe_id,
      runId: row.run_id,
      ...about,
      to,
      subject,
      text,
      createdAt: row.created_at,
    };
  });
}

/** Does what a person decided; `false` when there is no such draft any more. */
export async function decideDraft(
  unit: Unit,
  settling: Settling,
  id: string,
  decision: DraftDecision,
  by: Person,
): Promise<boolean> {
  const { tx, core, commits, records } = unit;
  const row = await waitingDrafts(tx).selectAll('ledger').where('ledger.id', '=', id).executeTakeFirst();
  if (row?.run_id == null) return false;
  const run = await tx.selectFrom('runs').selectAll().where('id', '=', row.run_id).executeTakeFirstOrThrow();
  const now = core.clock.now();
  if (decision.decision === 'keep') {
    await writeWords(tx, row, decision);
    return true;
  }
  const task = await records.typed('task', id);
  if (task !== undefined && task.doneAt === undefined)
    await mutate(unit, run, { type: 'mutate', kind: 'task', recordId: id, fields: { doneAt: timeText(now) } });
  if (decision.decision === 'discard')
    return settleMail(unit, settling, row, ['draft'], { state: 'skipped', reason: `${by.name} discarded the draft` });

  const changed = await writeWords(tx, row, decision);
  const isMine = await moveRow(tx, id, ['draft'], 'planned', {
    next_attempt_at: timeText(now),
    not_after: timeText(now + GIVEN_UP_AFTER_MS),
  });
  if (!isMine) return false;
  const says =
    changed === undefined
      ? `${by.name} approved the draft`
      : `${by.name} changed and approved the draft: "${changed.subject}"`;
  const line = {
    step: row.step ?? 'draft',
    kind: 'draft',
    outcome: 'done' as const,
    text: says,
    data: { ledgerId: id, deviceId: by.deviceId },
  };
  const telling = { lines: [line], recipe: settling.versions.get(run.recipe_hash) };
  await moveAndTell(unit, run, { reason: `${says}; it is waiting to be handed over` }, telling);
  commits.planned(id);
  return true;
}

/**
 * Ticking off the task of a draft neither sends nor discards the mail: nobody could tell which was meant. So the task is opened again, and
 * the run says what it waits for.
 */
export async function askAgain(unit: Unit, { versions }: Pick<Settling, 'versions'>, taskId: string): Promise<void> {
  const tx = await unit.written();
  const run = await waitingDrafts(tx).selectAll('runs').where('ledger.id', '=', taskId).executeTakeFirst();
  if (run === undefined) return;
  await mutate(unit, run, { type: 'mutate', kind: 'task', recordId: taskId, fields: { doneAt: null } });
  const text = 'The task was ticked off, but the mail still waits: send or discard the draft';
  const lines = [{ step: run.position ?? 'draft', kind: 'draft', outcome: 'waiting' as const, text }];
  await moveAndTell(unit, run, { reason: text }, { lines, recipe: versions.get(run.recipe_hash) });
}

/** Puts other words into the mail; nothing when it says that already. */
async function writeWords(
  tx: Tx,
  row: LedgerRow,
  { subject, text }: { subject?: string | undefined; text?: string | undefined },
): Promise<LedgerMail | undefined> {
  const before = mailOf(row);
  // What it said in HTML it does not say any more.
  const { html: _, ...plain } = before;
  const mail = { ...plain, subject: subject ?? before.subject, text: text ?? before.text };
  if (mail.subject === before.subject && mail.text === before.text) return undefined;
  await tx
    .updateTable('ledger')
    .set({ message_json: JSON.stringify(mail) })
    .where('id', '=', row.id)
    .execute();
  return mail;
}
