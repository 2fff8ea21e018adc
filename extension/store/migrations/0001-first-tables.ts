/** The first tables: one for each kind of record, and what the device keeps for itself. */
import type { Migration } from './define-migration.ts';

export const migration: Migration = {
  stores: {
    // A key that a row lacks leaves it out of the index: deleted contacts have no key but `gone`.
    contacts: 'id, nameKey, changedKey, *words, *emailKeys, *phoneKeys, *tagKeys, companyId, gone',
    companies: 'id, nameKey, domain',
    interactions: 'id, [contactId+at], messageId, threadId',
    tasks: 'id, [contactId+open+due], [open+due]',
    notes: 'id, [contactId+at]',
    tags: 'id, slug',
    deals: 'id, contactId',
    runs: 'id, [contactId+startedAt]',
    notifications: 'id, [unread+at]',
    outbox: '++order, &id, [state+order], recordId',
    readings: '++order, at',
    device: 'name',
  },
};
