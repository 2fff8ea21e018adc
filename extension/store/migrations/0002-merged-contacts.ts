/** Contacts can be merged: who was merged into whom is looked up. No row of the version before has the key. */
import type { Migration } from './define-migration.ts';

export const migration: Migration = {
  stores: {
    contacts: 'id, nameKey, changedKey, *words, *emailKeys, *phoneKeys, *tagKeys, companyId, gone, mergedInto',
  },
};
