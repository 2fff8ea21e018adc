/** Lists of contacts that become CSV files: the rows that recipes put into them, one for each contact. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { readRecord } from '../../shared/model/mutation.ts';
import type { Contact } from '../../shared/model/contact.ts';
import type { ListEffect } from '../actions/define-action.ts';
import { timeText } from '../schedule/clock.ts';
import type { Database } from '../storage/schema.ts';
import type { Unit } from '../unit.ts';
import { readStates } from './read.ts';

const rowSchema = z.record(z.string(), z.string());
const PIECE = 500;
/** Two contacts that were merged into each other have no end. */
const MERGES_MAX = 10;

/** The latest row of a contact counts. */
export function addToList({ core, listRows }: Unit, runId: string, { list, contactId, row }: ListEffect): void {
  const at = timeText(core.clock.now());
  listRows.add({ list, contact_id: contactId, at, run_id: runId, row_json: JSON.stringify(row) });
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
 * a contact too. One that was merged into another stands for it, once. `undefined` when there is no such list.
 */
export async function readList(db: Kysely<Database>, name: string): Promise<Record<string, string>[] | undefined> {
  const rows = await db.selectFrom('list_rows').selectAll().where('list', '=', name).orderBy('at').execute();
  if (rows.length === 0) return undefined;
  const contacts = new Map<string, Contact>();
  for (let at = 0; at < rows.length; at += PIECE) {
    const ids = rows.slice(at, at + PIECE).map((row) => row.contact_id);
    for (const state of await readStates(db, 'contact', ids)) contacts.set(state.id, readRecord('contact', state));
  }
  const kept = new Map<string, Record<string, string>>();
  for (const row of rows) {
    const contact = await standingFor(db, contacts.get(row.contact_id));
    if (contact === undefined || contact.deletedAt !== undefined || contact.doNotContact === true) continue;
    // Its own row counts, wherever it has one.
    if (contact.id === row.contact_id || !kept.has(contact.id))
      kept.set(contact.id, rowSchema.parse(JSON.parse(row.row_json)));
  }
  return [...kept.values()];
}

/** The contact that this one was merged into, if it was. */
async function standingFor(db: Kysely<Database>, contact: Contact | undefined): Promise<Contact | undefined> {
  let at = contact;
  for (let steps = 0; at?.mergedInto !== undefined && steps < MERGES_MAX; steps++) {
    const [state] = await readStates(db, 'contact', [at.mergedInto]);
    at = state === undefined ? undefined : readRecord('contact', state);
  }
  return at;
}
