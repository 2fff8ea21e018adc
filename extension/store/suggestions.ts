/** Details of known people that changed, as far as a mail or a page says: kept on the contact until the person answers. */
import { changedDetails } from '../capture/changed-details.ts';
import type { Contact } from '../../shared/model/contact.ts';
import type { Draft, DraftContact } from '../../shared/model/draft.ts';
import type { FieldPath, FieldValue } from '../../shared/model/record.ts';
import { recordTables } from './db.ts';
import { interactionsOf } from './history.ts';
import { fromRow, stateOf } from './rows.ts';
import { timeOf, type Store } from './store.ts';
import { write } from './write.ts';

export type Answer = NonNullable<Contact['suggestions'][string]['answer']>;

/** Notes what changed, once for each new value. A message older than the latest on the timeline says what was, not what is. */
export async function noticeDetails(
  store: Store,
  contactId: string,
  person: DraftContact,
  draft: Draft,
): Promise<void> {
  const { db } = store;
  const at = draft.interactions[0]?.fields.find(({ path }) => path === 'at')?.value;
  const messageAt = typeof at === 'string' ? at : undefined;
  await db.transaction('rw', [...recordTables(db), db.outbox, db.device], async () => {
    const row = await db.contacts.get(contactId);
    if (row === undefined || row.gone === 1) return;
    const [latest] = await interactionsOf(store, contactId, 1);
    if (messageAt !== undefined && Date.parse(latest?.at ?? '') > Date.parse(messageAt)) return;
    const { suggestions } = fromRow('contact', row);
    const fields: Record<FieldPath, FieldValue> = {};
    for (const { path, from, to, evidence } of changedDetails(person, stateOf('contact', row), messageAt)) {
      if (suggestions[path]?.to === to) continue;
      const plain: FieldValue = JSON.parse(JSON.stringify(evidence.slice(0, 3)));
      fields[`suggestions/${path}`] = { from, to, at: timeOf(store), evidence: plain };
    }
    await write(store, [{ kind: 'contact', recordId: contactId, fields }]);
  });
}

/** `accepted` writes the new value with its evidence; the others leave everything as it is, and the same is not asked again. */
export async function answerSuggestion(store: Store, contact: Contact, path: FieldPath, answer: Answer): Promise<void> {
  const suggestion = contact.suggestions[path];
  if (suggestion === undefined) return;
  const answered: FieldValue = JSON.parse(JSON.stringify({ ...suggestion, answer }));
  const fields: Record<FieldPath, FieldValue> = { [`suggestions/${path}`]: answered };
  if (answer === 'accepted') {
    fields[path] = path.startsWith('phones/') ? {} : suggestion.to;
    fields[`evidence/${path}`] = JSON.parse(JSON.stringify(suggestion.evidence));
    // The page of the company that they left.
    if (path === 'companyName' && contact.companyId !== undefined) fields['companyId'] = null;
  }
  await write(store, [{ kind: 'contact', recordId: contact.id, fields }]);
}
