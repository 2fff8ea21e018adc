/** The send ledger as people see it, page by page, the latest first. */
import type { Kysely } from 'kysely';
import type { MailHead, MailShow } from '../../shared/model/automation.ts';
import { pageOf } from '../storage/page.ts';
import type { Database } from '../storage/schema.ts';
import { mailOf, type LedgerState } from './ledger.ts';

export interface MailQuery {
  show: MailShow;
  /** The id of the last mail of the page before. */
  after?: string | undefined;
  limit: number;
}

export const STATES_SHOWN: Readonly<Record<MailShow, readonly LedgerState[]>> = {
  waiting: ['planned', 'claimed', 'sending'],
  'in-doubt': ['in-doubt'],
  failed: ['failed'],
};

export async function listMails(
  db: Kysely<Database>,
  { show, after, limit }: MailQuery,
): Promise<{ mails: MailHead[]; next?: string }> {
  let query = db
    .selectFrom('ledger')
    .leftJoin('runs', 'runs.id', 'ledger.run_id')
    .selectAll('ledger')
    .select('runs.recipe_id')
    .where('ledger.state', 'in', STATES_SHOWN[show])
    .orderBy('ledger.id', 'desc')
    .limit(limit + 1);
  if (after !== undefined) query = query.where('ledger.id', '<', after);
  const { rows, next } = pageOf(await query.execute(), limit);
  const mails = rows.map((row): MailHead => ({
    id: row.id,
    channel: row.channel,
    recipient: row.recipient,
    subject: mailOf(row).subject,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    ...(row.run_id === null ? {} : { runId: row.run_id }),
    ...(row.recipe_id === null ? {} : { recipeId: row.recipe_id }),
    ...(row.contact_id === null ? {} : { contactId: row.contact_id }),
    ...(row.next_attempt_at === null ? {} : { nextAttemptAt: row.next_attempt_at }),
    ...(row.reason === null ? {} : { reason: row.reason }),
  }));
  return { mails, ...(next === undefined ? {} : { next }) };
}
