/** Who still carries the name of a segment that was deleted: deleting one leaves the contacts as they are. */
import { sql, type Kysely } from 'kysely';
import type { Database } from '../storage/schema.ts';

/** Contacts that were put into a segment of this name before the last one of it was deleted. */
export async function leftOverMembers(db: Kysely<Database>, slug: string): Promise<string[]> {
  const membership = `$."segments/${slug}"`;
  const { rows } = await sql<{ id: string }>`
    select id from records where kind = 'contact' and json_extract(values_json, ${membership}) is not null
      and ${stampOf(membership)} < (
        select max(${stampOf('$.deletedAt')}) from records
        where kind = 'segment' and deleted = 1 and json_extract(values_json, '$.slug') = ${slug}
      )`.execute(db);
  return rows.map(({ id }) => id);
}

/** When the field was set last; a record may have one stamp for all of its fields, see stamps.ts. */
const stampOf = (path: string) =>
  sql<string>`coalesce(json_extract(stamps_json, ${path}), json_extract(stamps_json, '$'))`;
