/** Reads the change feed: accepted mutations, in the order in which they were accepted. */
import { sql, type Kysely } from 'kysely';
import type { Kind } from '../../shared/model/kinds.ts';
import type { Mutation } from '../../shared/model/mutation.ts';
import type { Change, Changes } from '../../shared/model/wire.ts';
import type { Database } from '../storage/schema.ts';

/**
 * The changes after a cursor. A cursor beyond the end comes from a device that knew this engine before it was set back to an older copy
 * of its data; it starts over, for it would else wait for ever, and applying a change twice does no harm.
 */
export async function readChanges(
  db: Kysely<Database>,
  { after, limit }: { after: number; limit: number },
): Promise<Changes> {
  let rows = await changesAfter(db, after, limit + 1);
  let next = after;
  if (rows.length === 0 && after > (await lastChange(db))) {
    next = 0;
    rows = await changesAfter(db, next, limit + 1);
  }
  const changes = rows.slice(0, limit);
  return { changes, next: changes.at(-1)?.seq ?? next, more: rows.length > limit };
}

/**
 * The next changes for a reader that only looks at records of some kinds: those, with when they were accepted, and how far it came.
 * @returns `undefined` when there were no changes at all
 */
export async function changesOf(
  db: Kysely<Database>,
  { after, limit, kinds }: { after: number; limit: number; kinds: readonly Kind[] },
): Promise<{ changes: { at: string; mutation: Mutation }[]; next: number; isFull: boolean } | undefined> {
  const rows = await db
    .selectFrom('changes')
    // Most changes are of other kinds: notes, tasks, runs. They are not even taken out of the database.
    .select(['seq', 'accepted_at', ofKinds(kinds).as('json')])
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  const last = rows.at(-1);
  if (last === undefined) return undefined;
  const changes = rows.flatMap(({ accepted_at: at, json }) =>
    json === null ? [] : [{ at, mutation: JSON.parse(json) as Mutation }],
  );
  return { changes, next: last.seq, isFull: rows.length === limit };
}

const ofKinds = (kinds: readonly Kind[]) =>
  sql<string | null>`case when mutation_json ->> '$.kind' in (${sql.join(kinds)}) then mutation_json end`;

/** The place of the latest change; 0 when there is none. */
export async function lastChange(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('changes').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row?.seq ?? 0;
}

async function changesAfter(db: Kysely<Database>, after: number, limit: number): Promise<Change[]> {
  const rows = await db
    .selectFrom('changes')
    .select(['seq', 'mutation_json'])
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  // Only what the schema let through was written.
  return rows.map((row) => ({ seq: row.seq, mutation: JSON.parse(row.mutation_json) as Mutation }));
}
