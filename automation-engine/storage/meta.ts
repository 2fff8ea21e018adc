/** Facts about this engine that outlive it: its id, and the latest stamp that it gave or saw. */
import type { Kysely } from 'kysely';
import { stampSchema, type Stamp } from '../../shared/model/hybrid-clock.ts';
import { idSchema, type Id, type NewId } from '../../shared/model/ids.ts';
import type { Tx } from '../core.ts';
import type { Database } from './schema.ts';

/** The engine's id, made when it is asked for the first time. */
export async function engineIdOf(db: Kysely<Database>, newId: NewId): Promise<Id> {
  await db
    .insertInto('meta')
    .values({ name: 'engine-id', value: newId() })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await db.selectFrom('meta').select('value').where('name', '=', 'engine-id').executeTakeFirstOrThrow();
  return idSchema.parse(row.value);
}

/** The stamp from which the engine's clock goes on after a restart. */
export async function lastStamp(db: Kysely<Database>): Promise<Stamp | undefined> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', 'last-stamp').executeTakeFirst();
  return row === undefined ? undefined : stampSchema.parse(row.value);
}

/** Keeps the stamp if it is the latest: an earlier one must never take the clock back. */
export async function rememberStamp(tx: Tx, stamp: Stamp): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ name: 'last-stamp', value: stamp })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: stamp }).where('meta.value', '<', stamp))
    .execute();
}
