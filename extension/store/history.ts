/** What belongs to a person: interactions, notes, tasks and runs, the latest first. */
import { Dexie } from 'dexie';
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

/** The interactions of a contact, the latest first. */
export async function interactionsOf(store: Store, contactId: string, limit: number): Promise<Interaction[]> {
  const rows = await store.db.interactions
    .where('[contactId+at]')
    .between(...of(contactId))
    .reverse()
    .limit(limit)
    .toArray();
  return rows.map((row) => fromRow('interaction', row));
}

/** The interactions that are this message: logged once is logged. */
export async function interactionsByMessageId(store: Store, messageId: string): Promise<Interaction[]> {
  const rows = await store.db.interactions.where('messageId').equals(messageId).toArray();
  return rows.filter((row) => row.at !== undefined).map((row) => fromRow('interaction', row));
}

/** The notes about a contact, the latest first. */
export async function notesOf(store: Store, contactId: string, limit: number): Promise<Note[]> {
  const rows = await store.db.notes
    .where('[contactId+at]')
    .between(...of(contactId))
    .reverse()
    .limit(limit)
    .toArray();
  return rows.map((row) => fromRow('note', row));
}

/** The open tasks of a contact, the most urgent first. */
export async function openTasksOf(store: Store, contactId: string, limit: number): Promise<Task[]> {
  const rows = await store.db.tasks
    .where('[contactId+open+due]')
    .between([contactId, 1, Dexie.minKey], [contactId, 1, Dexie.maxKey])
    .limit(limit)
    .toArray();
  return rows.map((row) => fromRow('task', row));
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
  const rows = await store.db.runs
    .where('[contactId+startedAt]')
    .between(...of(contactId))
    .reverse()
    .limit(limit)
    .toArray();
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
