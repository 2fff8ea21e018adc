/** Where a contact goes on after it was merged. */
import type { RecordState } from '../../shared/model/record.ts';
import type { RecordView } from './record-view.ts';

/** More merges in a row than anybody makes; also the end of those that go round. */
const MERGES_MAX = 10;

/** The contact in which this one goes on: itself, or the one that it was merged into; `undefined` when that is not known. */
export async function keptContact(records: Pick<RecordView, 'state'>, id: string): Promise<RecordState | undefined> {
  let state = await records.state('contact', id);
  for (let merges = 0; merges < MERGES_MAX; merges++) {
    const into = state?.values['mergedInto'];
    if (typeof into !== 'string') return state;
    state = await records.state('contact', into);
  }
  return undefined;
}
