/** All contacts, a piece at a time in the order of their ids. */
import type { Kysely } from 'kysely';
import type { Database } from '../../storage/schema.ts';

const PIECE = 500;

/** Those after `from`, without the deleted; `to` is the last that was looked at, null at the end. */
export async function nextContacts(db: Kysely<Database>, from: string): Promise<{ ids: string[]; to: string | null }> {
  const rows = await db
    .selectFrom('records')
    .select(['id', 'deleted'])
    .where('kind', '=', 'contact')
    .where('id', '>', from)
    .orderBy('id')
    .limit(PIECE)
    .execute();
  const ids = rows.filter(({ deleted }) => deleted === 0).map(({ id }) => id);
  return { ids, to: rows.length < PIECE ? null : (rows.at(-1)?.id ?? null) };
}
