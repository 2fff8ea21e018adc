/** The embedded database, as the contract sees it. */
import { join, resolve } from 'node:path';
import { openStorage } from '../../../automation-engine/storage/open.ts';
import { makeFolder } from '../temporary-folder.ts';
import type { StorageSubject } from './contract.ts';

export const sqlite: StorageSubject = {
  name: 'SQLite',
  makePlace: async () => join(await makeFolder(), 'larder.db'),
  openStorage,
  module: resolve(import.meta.dirname, '../../../automation-engine/storage/open.ts'),
};
