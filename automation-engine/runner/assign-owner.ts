/** Chooses who is to look after a record: whose turn it is, or who has the fewest. */
import { sql } from 'kysely';
import type { AssignEffect } from '../actions/define-action.ts';
import type { Tx } from '../core.ts';
import type { Unit } from '../unit.ts';

/** @param key names the rotation: the recipe and its step */
export async function chooseOwner(unit: Unit, { among, by, kind }: AssignEffect, key: string): Promise<string> {
  const [first = 'owner'] = among;
  if (among.length < 2) return first;
  // Those that this unit gave away so far count as well.
  const tx = await unit.written();
  return by === 'load' ? await leastLoaded(tx, kind, among) : await nextInTurn(tx, among, key);
}

async function nextInTurn(tx: Tx, among: readonly string[], key: string): Promise<string> {
  const row = await tx.selectFrom('rotations').select('latest').where('key', '=', key).executeTakeFirst();
  const latest = among[(among.indexOf(row?.latest ?? '') + 1) % among.length] ?? '';
  await tx
    .insertInto('rotations')
    .values({ key, latest })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ latest }))
    .execute();
  return latest;
}

/** The first of those who have the fewest contacts, or deals that are still open. */
async function leastLoaded(tx: Tx, kind: AssignEffect['kind'], among: readonly string[]): Promise<string> {
  const gone = kind === 'contact' ? ['mergedInto'] : ['closedAt', 'outcome'];
  const field = (name: string) => sql<string | null>`json_extract(values_json, ${sql.lit(`$.${name}`)})`;
  const loads: { owner: string; count: number }[] = [];
  for (const owner of among) {
    let records = tx.selectFrom('records').where('kind', '=', kind).where('deleted', '=', 0);
    records = records.where(field('owner'), '=', owner);
    for (const name of gone) records = records.where(field(name), 'is', null);
    const row = await records.select(({ fn }) => fn.countAll().as('count')).executeTakeFirst();
    loads.push({ owner, count: Number(row?.count ?? 0) });
  }
  return loads.reduce((least, one) => (one.count < least.count ? one : least)).owner;
}
