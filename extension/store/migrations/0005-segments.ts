/** Segments, by the name that conditions call them by. */
import type { Migration } from './define-migration.ts';

export const migration: Migration = { stores: { segments: 'id, slug' } };
