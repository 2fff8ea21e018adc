/** Companies: found by their domain, or by their name where one of the two has no domain; and who works there. */
import { companyFields, namesOf, type CompanyNames } from '../capture/company-changes.ts';
import type { Company } from '../../shared/model/company.ts';
import type { Contact } from '../../shared/model/contact.ts';
import type { DraftCompany } from '../../shared/model/draft.ts';
import { recordTables } from './db.ts';
import { fold, fromRow, stateOf, type CompanyRow } from './rows.ts';
import type { Store } from './store.ts';
import { write } from './write.ts';

async function rowOf({ db }: Store, { name = '', domain }: CompanyNames): Promise<CompanyRow | undefined> {
  const byDomain = domain === undefined ? undefined : await db.companies.where('domain').equals(domain).first();
  if (byDomain !== undefined) return byDomain;
  if (name === '') return undefined;
  const byName = await db.companies.where('nameKey').equals(fold(name)).toArray();
  // Two companies of one name have domains of their own.
  return byName.find((row) => row.domain === undefined || domain === undefined);
}

export async function findCompany(store: Store, names: CompanyNames): Promise<Company | undefined> {
  const row = await rowOf(store, names);
  return row && fromRow('company', row);
}

export async function companyById(store: Store, id: string): Promise<Company | undefined> {
  const row = await store.db.companies.get(id);
  const company = row && fromRow('company', row);
  return company?.deletedAt === undefined ? company : undefined;
}

/** Who works there. */
export async function peopleAt(store: Store, companyId: string, limit: number): Promise<Contact[]> {
  const rows = await store.db.contacts.where('companyId').equals(companyId).limit(limit).toArray();
  return rows.map((row) => fromRow('contact', row)).sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
}

/** Saves what is new about a company, and gives its id. Looked up and written in one transaction: two clips make one company. */
export async function saveCompany(store: Store, draft: DraftCompany): Promise<string> {
  const { db } = store;
  return db.transaction('rw', [...recordTables(db), db.outbox, db.device], async () => {
    const row = await rowOf(store, namesOf(draft));
    const recordId = row?.id ?? store.newId();
    const fields = companyFields(draft, row && stateOf('company', row));
    await write(store, [{ kind: 'company', recordId, fields }]);
    return recordId;
  });
}
