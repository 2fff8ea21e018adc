/** Who may be the same person is looked up: contacts are filed under their match keys, those of the version before, too. */
import { matchKeys } from '../../../shared/reading/matching/match-keys.ts';
import { personOfContact } from '../../../shared/reading/matching/person-records.ts';
import { fromRow, type ContactRow } from '../rows.ts';
import type { Migration } from './define-migration.ts';

export const migration: Migration = {
  stores: {
    contacts:
      'id, nameKey, changedKey, *words, *emailKeys, *phoneKeys, *tagKeys, *matchKeys, companyId, gone, mergedInto',
  },
  upgrade: async (transaction) => {
    const contacts = transaction.table<ContactRow, string>('contacts');
    await transaction.table('device').put({ name: 'people', value: { rows: await contacts.count() } });
    await contacts.toCollection().modify((row) => {
      row.matchKeys = row.gone === 1 ? [] : matchKeys(personOfContact(fromRow('contact', row)));
    });
  },
};
