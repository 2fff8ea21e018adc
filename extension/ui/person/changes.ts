/** What a person can do to a contact, as changes for the store. */
import { type Store, timeOf } from '../../store/store.ts';
import { write, type Change } from '../../store/write.ts';

export const addTag = (store: Store, contactId: string, slug: string) =>
  write(store, [{ kind: 'contact', recordId: contactId, fields: { [`tags/${slug}`]: true } }]);

export const removeTag = (store: Store, contactId: string, slug: string) =>
  write(store, [{ kind: 'contact', recordId: contactId, fields: { [`tags/${slug}`]: null } }]);

/** @param day `2026-11-24`, as a date field gives it; the task is due at the end of that working day here */
export function addTask(
  store: Store,
  title: string,
  options: { contactId?: string; day?: string; note?: string } = {},
) {
  const fields: Change['fields'] = { title: title.trim().replace(/\s+/g, ' ').slice(0, 500) };
  if (options.contactId !== undefined) fields['contactId'] = options.contactId;
  if (options.note !== undefined) fields['note'] = options.note;
  if (options.day !== undefined && options.day !== '') {
    fields['dueAt'] = new Date(`${options.day}T17:00:00`).toISOString();
    fields['dueZone'] = Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
  return write(store, [{ kind: 'task', recordId: store.newId(), fields }]);
}

export const setTaskDone = (store: Store, taskId: string, isDone: boolean) =>
  write(store, [{ kind: 'task', recordId: taskId, fields: { doneAt: isDone ? timeOf(store) : null } }]);

export function addNote(store: Store, text: string, options: { contactId?: string; url?: string } = {}) {
  const fields: Change['fields'] = { text: text.trim().slice(0, 20_000), at: timeOf(store) };
  if (options.contactId !== undefined) fields['contactId'] = options.contactId;
  if (options.url !== undefined) fields['url'] = options.url;
  return write(store, [{ kind: 'note', recordId: store.newId(), fields }]);
}

/** Nobody may write to them any more, or everybody may again. */
export const setDoNotContact = (store: Store, contactId: string, isOn: boolean) =>
  write(store, [{ kind: 'contact', recordId: contactId, fields: { doNotContact: isOn ? true : null } }]);

/** Leaves a tombstone, which can be undone. */
export const deleteContact = (store: Store, contactId: string) =>
  write(store, [{ kind: 'contact', recordId: contactId, fields: { deletedAt: timeOf(store) } }]);

/** Brings a deleted contact back, as it was. */
export const restoreContact = (store: Store, contactId: string) =>
  write(store, [{ kind: 'contact', recordId: contactId, fields: { deletedAt: null } }]);

/** Remembers that two contacts who look alike are two people, or forgets it. */
export const setApart = (store: Store, contactId: string, otherId: string, isApart: boolean) =>
  write(store, [
    { kind: 'contact', recordId: contactId, fields: { [`distinctFrom/${otherId}`]: isApart ? true : null } },
  ]);
