/** Who may be the same person is looked up: contacts are filed under their match keys, those of the version before, too. */
import type { Migration } from './define-migration.ts';

export const migration: Migration = {
  stores: {
    contacts:
      'id, nameKey, changedKey, *words, *emailKeys, *phoneKeys, *tagKeys, *matchKeys, companyId, gone, mergedInto',
  },
  filesAnew: ['contact'],
  upgrade: async (transaction) => {
    const rows = await transaction.table('contacts').count();
    await transaction.table('device').put({ name: 'people', value: { rows } });
  },
};
