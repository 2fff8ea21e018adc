/** Site templates, in the order in which they are tried. */
import type { Migration } from './define-migration.ts';

export const migration: Migration = { stores: { templates: 'id, order' } };
