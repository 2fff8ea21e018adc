/** The runs of a recipe are looked up: the latest ones, and how many are in each state. */
import type { Migration } from './define-migration.ts';

export const migration: Migration = {
  stores: { runs: 'id, [contactId+startedAt], [recipeId+startedAt], [recipeId+state]' },
  filesAnew: ['run'],
};
