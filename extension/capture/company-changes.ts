/** Companies of a draft: who works there, and what saving one writes. */
import type { DraftCompany, DraftContact } from '../../shared/model/draft.ts';
import type { FieldPath, FieldValue, RecordState } from '../../shared/model/record.ts';
import { companyDomain } from '../../shared/reading/companies.ts';
import { prepareValue } from '../../shared/reading/matching/field-values.ts';
import { addressesOf } from './find-known.ts';

/** As much of a company as comparing takes. */
export interface CompanyNames {
  name?: string | undefined;
  domain?: string | undefined;
}

const textOf = (fields: DraftCompany['fields'], path: string): string | undefined => {
  const value = fields.find((field) => field.path === path)?.value;
  return typeof value === 'string' ? value : undefined;
};

export const namesOf = ({ key, fields }: DraftCompany): CompanyNames => ({
  name: textOf(fields, 'name') ?? key,
  domain: textOf(fields, 'domain'),
});

/** The domains of companies behind a person's addresses; their own address first. */
export const companyDomainsOf = (person: DraftContact): string[] => [
  ...new Set(addressesOf(person).flatMap((address) => companyDomain(address) ?? [])),
];

/** Whether somebody works there: they name the company, whatever its legal form, or have an address at its domain. */
export function worksAt(person: DraftContact, { name, domain }: CompanyNames): boolean {
  if (domain !== undefined && companyDomainsOf(person).includes(domain)) return true;
  const theirs = prepareValue('company', textOf(person.fields, 'companyName') ?? '');
  return theirs !== undefined && theirs.compact === prepareValue('company', name ?? '')?.compact;
}

/** What is new of a company, with its evidence; of a known one nothing is replaced. */
export function companyFields(draft: DraftCompany, existing?: RecordState): Record<FieldPath, FieldValue> {
  const written: Record<FieldPath, FieldValue> = {};
  for (const { path, value, evidence } of draft.fields) {
    if ((existing?.values[path] ?? null) !== null) continue;
    written[path] = value;
    // Evidence is plain JSON by its schema; the copy drops what is `undefined`.
    written[`evidence/${path}`] = JSON.parse(JSON.stringify(evidence));
  }
  return written;
}
