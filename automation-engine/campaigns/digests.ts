/** The owner's digests: what recipes want to tell without hurry, in one mail that goes through the ledger like every other. */
import type { Kysely } from 'kysely';
import type { DigestEffect } from '../actions/define-action.ts';
import type { Core } from '../core.ts';
import { timeText } from '../schedule/clock.ts';
import type { Database } from '../storage/schema.ts';
import { inUnit, type Unit } from '../unit.ts';
import { planMail } from './ledger.ts';

/** So many are written out, so long each; how many more there were is said, so that an import of thousands is one mail. */
const LINES_MAX = 200;
const TEXT_MAX = 1_000;

export function addToDigest({ core, digestLines }: Unit, { dueAt, title, text }: DigestEffect): void {
  digestLines.add({ id: core.newId(), due_at: timeText(dueAt), title, text: text.slice(0, TEXT_MAX) });
}

/** Plans one mail about all that is due; without a sender it waits for one. `false` when nothing was due. */
export async function planDigest(
  core: Core,
  mailFrom: { name?: string; address: string } | undefined,
): Promise<boolean> {
  if (mailFrom === undefined) return false;
  return inUnit(core, async ({ tx, commits }) => {
    const now = timeText(core.clock.now());
    const lines = await tx
      .selectFrom('digest_lines')
      .selectAll()
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .orderBy('id')
      .limit(LINES_MAX)
      .execute();
    const [first] = lines;
    if (first === undefined) return false;
    const { numDeletedRows } = await tx.deleteFrom('digest_lines').where('due_at', '<=', now).executeTakeFirst();
    const more = Number(numDeletedRows) - lines.length;
    const told = lines.map(({ title, text }) => (text === '' ? `* ${title}` : `* ${title}\n\n${text}`));
    const ledgerId = await planMail(tx, core, {
      key: `digest:${first.id}`,
      channel: 'email',
      from: mailFrom,
      to: mailFrom,
      subject: numDeletedRows === 1n ? first.title : `Your digest: ${numDeletedRows} things`,
      text: [...told, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n\n'),
      purpose: 'service',
    });
    commits.planned(ledgerId);
    return true;
  });
}

/** When the next digest is due (Unix milliseconds). */
export async function nextDigest(db: Kysely<Database>): Promise<number | undefined> {
  const row = await db.selectFrom('digest_lines').select('due_at').orderBy('due_at').limit(1).executeTakeFirst();
  return row === undefined ? undefined : Date.parse(row.due_at);
}
