/** The records that an event about a record carries: the record by its kind, its contact and its company, as they are now. */
import type { Kind } from '../../shared/model/kinds.ts';
import type { Unit } from '../unit.ts';
import { snapshotOf, type Snapshot } from './derive-events.ts';

export interface Carried {
  /** The contact that the event is about, if there is one. */
  contactId?: string;
  snapshots: { [K in Kind]?: Snapshot };
}

/** Nothing for a record that is not there, or is gone. */
export async function carriedFor({ records }: Unit, kind: Kind, recordId: string): Promise<Carried | undefined> {
  const read = async (of: Kind, id: unknown): Promise<Snapshot | undefined> => {
    if (typeof id !== 'string' || (await records.typed(of, id)) === undefined) return undefined;
    const state = await records.state(of, id);
    return state && snapshotOf(of, state);
  };
  const about = await read(kind, recordId);
  if (about === undefined) return undefined;
  const contact = kind === 'contact' ? about : await read('contact', about['contactId']);
  const company = kind === 'company' ? about : await read('company', about['companyId'] ?? contact?.['companyId']);
  return {
    ...(contact === undefined ? {} : { contactId: contact.id }),
    snapshots: {
      ...(contact === undefined ? {} : { contact }),
      ...(company === undefined ? {} : { company }),
      [kind]: about,
    },
  };
}
