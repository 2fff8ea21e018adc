/** Lists of contacts that become CSV files: the rows that recipes put into them, one for each contact. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { readRecord } from '../../shared/model/mutation.ts';
import { isGone } from '../../shared/model/contact.ts';
import type { ListEffect } from '../actions/define-action.ts';
import { timeText } from '../schedule/clock.ts';
import type { Database } from '../storage/schema.ts';
import type { Unit } from '../unit.ts';
import { readStates } from './read.ts';

const rowSchema = z.record(z.string(), z.string());
const PIECE = 500;

/** The latest row of a contact counts. */
export async function addToList(
  { tx, core }: Unit,
  runId: string,
  { list, contactId, row }: ListEffect,
): Promise<void> {
  const values = { at: timeText(core.clock.now()), run_id: runId, row_json: JSON.stringify(row) };
  await tx
    .insertInto('list_rows')
    .values({ list, contact_id: contactId, ...values })
    .onConflict((conflict) => conflict.columns(['list', 'contact_id']).doUpdateSet(values))
    .execute();
}

export interface ListSummary {
  name: string;
  /** How many contacts were put into it. */
  rows: number;
  /** When the latest was. */
  changedAt: string;
}

export async function listLists(db: Kysely<Database>): Promise<ListSummary[]> {
  const rows = await db
    .selectFrom('list_rows')
    .select(({ fn }) => ['list as name', fn.countAll().as('rows'), fn.max('at').as('changedAt')])
    .groupBy('list')
    .orderBy('list')
    .execute();
  return rows.map(({ name, rows: count, changedAt }) => ({ name, rows: Number(count), changedAt }));
}

/** Throws a list away; `false` when there is none. */
export async function clearList(db: Kysely<Database>, name: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('list_rows').where('list', '=', name).executeTakeFirst();
  return numDeletedRows > 0n;
}

/**
 * The rows of a list in the order in which they came. Contacts who are gone by now, or who must not be contacted, are left out: a letter is
 * a contact too. `undefined` when there is no such list.
 */
export async function readList(db: Kysely<Database>, name: string): Promise<Record<string, string>[] | undefined> {
  const rows = await db.selectFrom('list_rows').selectAll().where('list', '=', name).orderBy('at').execute();
  if (rows.length === 0) return undefined;
  const kept: Record<string, string>[] = [];
  for (let at = 0; at < rows.length; at += PIECE) {
    const piece = rows.slice(at, at + PIECE);
    const states = await readStates(
      db,
      'contact',
      piece.map((row) => row.contact_id),
    );
    const contacts = new Map(states.map((state) => [state.id, readRecord('contact', state)]));
    for (const row of piece) {
      const contact = contacts.get(row.contact_id);
      if (contact === undefined || isGone(contact) || contact.doNotContact === true) continue;
      kept.push(rowSchema.parse(JSON.parse(row.row_json)));
    }
  }
  return kept;
}
