/** Why recipes let events pass that their conditions had wanted: the latest for each recipe and contact, for people who ask. */
import type { LoggedEvent } from '../../shared/model/event.ts';
import type { Tx } from '../core.ts';
import { insertRows, overwrite } from '../storage/bulk.ts';
import type { Row } from '../storage/schema.ts';

/** entry: the recipe's own rule; loop: the guard against loops. */
export type RefusedBy = 'entry' | 'loop';

/** The refusals of a unit of work, written together when it ends. */
export interface Refusals {
  note(recipeId: string, event: LoggedEvent, by: RefusedBy, reason: string): void;
  flush(): Promise<void>;
}

const KEY = ['recipe_id', 'contact_id'] as const;
const SAID = ['event_seq', 'kind', 'reason', 'at'] as const;

export function createRefusals(tx: Tx, now: () => string): Refusals {
  const rows = new Map<string, Row<'refusals'>>();
  return {
    note(recipe_id, { contactId = '', seq }, kind, reason) {
      const row = { recipe_id, contact_id: contactId, event_seq: seq, kind, reason, at: now() };
      rows.set(`${recipe_id} ${contactId}`, row);
    },
    async flush() {
      await insertRows(tx, 'refusals', [...KEY, ...SAID], [...rows.values()], overwrite(KEY, SAID));
      rows.clear();
    },
  };
}
