/** What belongs to a person: interactions, notes, tasks and runs, the latest first. */
import { Dexie, type Table } from 'dexie';
import type { Interaction } from '../../shared/model/interaction.ts';
import type { Note } from '../../shared/model/note.ts';
import type { Notification } from '../../shared/model/notification.ts';
import type { Run } from '../../shared/model/run.ts';
import type { Task } from '../../shared/model/task.ts';
import { fromRow } from './rows.ts';
import type { Store } from './store.ts';

const of = (contactId: string): [[string, unknown], [string, unknown]] => [
  [contactId, Dexie.minKey],
  [contactId, Dexie.maxKey],
];

/** A contact and those merged into it: their records stay where they are, so that a merge can be undone. */
async function idsOf(store: Store, contactId: string): Promise<string[]> {
  const ids = [contactId];
  for (const id of ids) {
    const merged = await store.db.contacts.where('mergedInto').equals(id).primaryKeys();
    ids.push(...merged.filter((each) => !ids.includes(each)));
  }
  return ids;
}

/** The latest rows of a contact and of those merged into it. */
async function latest<R>(
  store: Store,
  contactId: string,
  limit: number,
  table: Table<R, string>,
  index: string,
  timeOf: (row: R) => string,
): Promise<R[]> {
  const ids = await idsOf(store, contactId);
  const rows = await Promise.all(
    ids.map((id) =>
      table
        .where(index)
        .between(...of(id))
        .reverse()
        .limit(limit)
        .toArray(),
    ),
  );
  if (rows.length === 1) return rows[0] ?? [];
  const byTime = (a: R, b: R) => (timeOf(a) < timeOf(b) ? 1 : -1);
  return rows.flat().sort(byTime).slice(0, limit);
}

/** The interactions of a contact, the latest first. */
export async function interactionsOf(store: Store, contactId: string, limit: number): Promise<Interaction[]> {
  const { interactions } = store.db;
  const rows = await latest(store, contactId, limit, interactions, '[contactId+at]', (row) => row.at ?? '');
  return rows.map((row) => fromRow('interaction', row));
}

/** The interactions that are this message: logged once is logged. */
export async function interactionsByMessageId(store: Store, messageId: string): Promise<Interaction[]> {
  const rows = await store.db.interactions.where('messageId').equals(messageId).toArray();
  return rows.filter((row) => row.at !== undefined).map((row) => fromRow('interaction', row));
}

/** The notes about a contact, the latest first. */
export async function notesOf(store: Store, contactId: string, limit: number): Promise<Note[]> {
  const rows = await latest(store, contactId, limit, store.db.notes, '[contactId+at]', (row) => row.at ?? '');
  return rows.map((row) => fromRow('note', row));
}

/** The open tasks of a contact, the most urgent first. */
export async function openTasksOf(store: Store, contactId: string, limit: number): Promise<Task[]> {
  const ids = await idsOf(store, contactId);
  const rows = await Promise.all(
    ids.map((id) =>
      store.db.tasks
        .where('[contactId+open+due]')
        .between([id, 1, Dexie.minKey], [id, 1, Dexie.maxKey])
        .limit(limit)
        .toArray(),
    ),
  );
  const urgent = rows.flat().sort((a, b) => (a.due < b.due ? -1 : 1));
  return urgent.slice(0, limit).map((row) => fromRow('task', row));
}

/** The open tasks of everybody, the most urgent first. */
export async function openTasks(store: Store, limit: number): Promise<Task[]> {
  const rows = await store.db.tasks
    .where('[open+due]')
    .between([1, Dexie.minKey], [1, Dexie.maxKey])
    .limit(limit)
    .toArray();
  return rows.map((row) => fromRow('task', row));
}

/** What recipes did for a contact, the latest first. */
export async function runsOf(store: Store, contactId: string, limit: number): Promise<Run[]> {
  const { runs } = store.db;
  const rows = await latest(store, contactId, limit, runs, '[contactId+startedAt]', (row) => row.startedAt ?? '');
  return rows.map((row) => fromRow('run', row));
}

/** Notifications that nobody read yet, the latest first. */
export async function unreadNotifications(store: Store, limit: number): Promise<Notification[]> {
  const rows = await store.db.notifications
    .where('[unread+at]')
    .between([1, Dexie.minKey], [1, Dexie.maxKey])
    .reverse()
    .limit(limit)
    .toArray();
  return rows.map((row) => fromRow('notification', row));
}
