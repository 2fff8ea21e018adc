/** Mails that a person sees before they are sent: rows of the ledger that wait for a yes, with a task of the same id. */
import type { Kysely } from 'kysely';
import { mutate } from '../runner/effects.ts';
import { moveAndTell } from '../runner/run-rows.ts';
import { timeText } from '../schedule/clock.ts';
import type { Database } from '../storage/schema.ts';
import type { Unit } from '../unit.ts';
import { GIVEN_UP_AFTER_MS, mailOf, moveRow, type LedgerMail } from './ledger.ts';
import { settleMail, type Settling } from './settle-mail.ts';

export interface Draft {
  id: string;
  recipeId: string;
  runId: string;
  contactId?: string;
  to: LedgerMail['to'];
  subject: string;
  text: string;
  createdAt: string;
}

export type Decision = { decision: 'approve'; subject?: string; text?: string } | { decision: 'discard' };

/** Drafts whose runs wait for them, the oldest first; a draft whose run ended meanwhile is void. */
export const waitingDrafts = (db: Kysely<Database>) =>
  db
    .selectFrom('ledger')
    .innerJoin('runs', 'runs.id', 'ledger.run_id')
    .where('ledger.state', '=', 'draft')
    .where('runs.state', '=', 'sending');

export async function listDrafts(db: Kysely<Database>): Promise<Draft[]> {
  const rows = await waitingDrafts(db)
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
export async function decideDraft(unit: Unit, settling: Settling, id: string, decision: Decision): Promise<boolean> {
  const { tx, core, commits, records } = unit;
  const row = await waitingDrafts(tx).selectAll('ledger').where('ledger.id', '=', id).executeTakeFirst();
  if (row?.run_id == null) return false;
  const run = await tx.selectFrom('runs').selectAll().where('id', '=', row.run_id).executeTakeFirstOrThrow();
  const now = core.clock.now();
  const task = await records.typed('task', id);
  if (task !== undefined && task.doneAt === undefined)
    await mutate(unit, run, { type: 'mutate', kind: 'task', recordId: id, fields: { doneAt: timeText(now) } });
  if (decision.decision === 'discard')
    return settleMail(unit, settling, row, ['draft'], { state: 'skipped', reason: 'the draft was discarded' });

  const { subject, text } = decision;
  const before = mailOf(row);
  const mail = { ...before, subject: subject ?? before.subject, text: text ?? before.text };
  const isChanged = mail.subject !== before.subject || mail.text !== before.text;
  const { html, ...plain } = mail;
  await tx
    .updateTable('ledger')
    // What it said in HTML it does not say any more.
    .set({
      message_json: JSON.stringify(isChanged ? plain : { ...plain, html }),
      not_after: timeText(now + GIVEN_UP_AFTER_MS),
    })
    .where('id', '=', id)
    .execute();
  await moveRow(tx, id, ['draft'], 'planned', { next_attempt_at: timeText(now) });
  const says = isChanged ? `The draft was changed and approved: "${mail.subject}"` : 'The draft was approved';
  const line = {
    step: row.step ?? 'draft',
    kind: 'draft',
    outcome: 'done' as const,
    text: says,
    data: { ledgerId: id },
  };
  const telling = { lines: [line], recipe: settling.versions.get(run.recipe_hash) };
  await moveAndTell(unit, run, { reason: `${says}; it is waiting to be handed over` }, telling);
  commits.planned(id);
  return true;
}
