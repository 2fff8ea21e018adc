/** Gathers what a run can see: the records of the event that started it, as they are now. */
import type { Kysely } from 'kysely';
import type { LoggedEvent } from '../../shared/model/event.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import { listForContact, readState, readTyped } from '../records/read.ts';
import { isGone } from '../../shared/model/contact.ts';
import { readRecord } from '../../shared/model/mutation.ts';
import { canonicalJson } from '../recipe-language/canonical.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { buildScope, type Scope, type ScopeRecords } from '../recipe-language/scope.ts';
import type { Database } from '../storage/schema.ts';

export interface Sight {
  recipe: Recipe;
  event: LoggedEvent;
  contactId: string | null;
  inputs: Record<string, FieldValue>;
  entryKey: string;
  run: { id: string; recipeId: string; startedAt: string };
  /** Unix milliseconds. */
  now: number;
}

/** Records that an event does not carry are fetched only for recipes that may ask for them. */
const looksAt = new WeakMap<Recipe, { company: boolean; deal: boolean }>();

function needsOf(recipe: Recipe): { company: boolean; deal: boolean } {
  const known = looksAt.get(recipe);
  if (known !== undefined) return known;
  const text = canonicalJson(recipe.steps);
  const mayBeInTemplate = text.includes('"template"');
  const needs = {
    company: mayBeInTemplate || /\bcompany\b/.test(text),
    deal: mayBeInTemplate || /\bdeal\b/.test(text),
  };
  looksAt.set(recipe, needs);
  return needs;
}

/** What the run sees, or that its contact was deleted meanwhile. */
export async function see(db: Kysely<Database>, sight: Sight): Promise<{ scope: Scope } | { contactDeleted: true }> {
  const { event, contactId, recipe } = sight;
  const records: ScopeRecords = {};
  if (contactId !== null) {
    const state = await readState(db, 'contact', contactId);
    const contact = state === undefined ? undefined : readRecord('contact', state);
    if (contact !== undefined && isGone(contact)) return { contactDeleted: true };
    if (contact !== undefined) records.contact = contact;
  }
  const { data } = event;
  if ('interaction' in data && data.interaction !== undefined)
    records.interaction = await readTyped(db, 'interaction', data.interaction.id);
  if ('task' in data && data.task !== undefined) records.task = await readTyped(db, 'task', data.task.id);
  if ('note' in data) records.note = await readTyped(db, 'note', data.note.id);
  const needs = needsOf(recipe);
  if ('deal' in data && data.deal !== undefined) records.deal = await readTyped(db, 'deal', data.deal.id);
  else if (needs.deal && contactId !== null) records.deal = await openDealOf(db, contactId);
  const companyId =
    'company' in data && data.company !== undefined
      ? data.company.id
      : needs.company
        ? records.contact?.companyId
        : undefined;
  if (companyId !== undefined) records.company = await readTyped(db, 'company', companyId);
  return {
    scope: buildScope({
      event,
      records,
      inputs: sight.inputs,
      entry: { key: sight.entryKey },
      run: sight.run,
      now: sight.now,
    }),
  };
}

/** The deal that is meant when somebody says "their deal": the latest that is still open. */
async function openDealOf(db: Kysely<Database>, contactId: string): Promise<ScopeRecords['deal']> {
  const deals = await listForContact(db, 'deal', contactId);
  return deals.findLast((deal) => deal.closedAt === undefined && deal.outcome === undefined);
}
