/** The owner's digests: what recipes want to tell without hurry, in one mail that goes through the ledger like every other. */
import type { Kysely } from 'kysely';
import type { DigestEffect } from '../actions/define-action.ts';
import type { Core } from '../core.ts';
import { timeText } from '../schedule/clock.ts';
import type { Database } from '../storage/schema.ts';
import { inUnit, type Unit } from '../unit.ts';
import { planMail } from './ledger.ts';

/** Enough for one mail; the rest follows in the next. */
const LINES_MAX = 200;

export async function addToDigest({ tx, core }: Unit, { dueAt, title, text }: DigestEffect): Promise<void> {
  await tx
    .insertInto('digest_lines')
    .values({ id: core.newId(), due_at: timeText(dueAt), title, text })
    .execute();
}

/** Plans the mail that is due; without a sender it waits for one. `true` when there may be more. */
export async function planDigest(
  core: Core,
  mailFrom: { name?: string; address: string } | undefined,
): Promise<boolean> {
  if (mailFrom === undefined) return false;
  return inUnit(core, async ({ tx, commits }) => {
    const lines = await tx
      .selectFrom('digest_lines')
      .selectAll()
      .where('due_at', '<=', timeText(core.clock.now()))
      .orderBy('due_at')
      .orderBy('id')
      .limit(LINES_MAX)
      .execute();
    const [first] = lines;
    if (first === undefined) return false;
    const ledgerId = await planMail(tx, core, {
      key: `digest:${first.id}`,
      channel: 'email',
      from: mailFrom,
      to: mailFrom,
      subject: lines.length === 1 ? first.title : `Your digest: ${lines.length} things`,
      text: lines.map(({ title, text }) => (text === '' ? `* ${title}` : `* ${title}\n\n${text}`)).join('\n\n'),
      purpose: 'service',
    });
    commits.planned(ledgerId);
    const ids = lines.map(({ id }) => id);
    await tx.deleteFrom('digest_lines').where('id', 'in', ids).execute();
    return true;
  });
}

/** When the next digest is due (Unix milliseconds). */
export async function nextDigest(db: Kysely<Database>): Promise<number | undefined> {
  const row = await db.selectFrom('digest_lines').select('due_at').orderBy('due_at').limit(1).executeTakeFirst();
  return row === undefined ? undefined : Date.parse(row.due_at);
}
