/** Gathers what a run can see: the records of the event that started it, as they are now. */
import type { LoggedEvent } from '../../shared/model/event.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import type { Contact } from '../../shared/model/contact.ts';
import { keptContact } from '../records/kept-contact.ts';
import { listForContact } from '../records/read.ts';
import { typedOf } from '../records/record-view.ts';
import { canonicalJson } from '../recipe-language/canonical.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import { buildScope, type Scope, type ScopeRecords } from '../recipe-language/scope.ts';
import type { Unit } from '../unit.ts';

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
    // A company's country may tell the contact's zone.
    company: mayBeInTemplate || /\bcompany\b|"zone":"contact"/.test(text),
    deal: mayBeInTemplate || /\bdeal\b/.test(text),
  };
  looksAt.set(recipe, needs);
  return needs;
}

export interface Seen {
  scope: Scope;
  contact: Contact | undefined;
}

/** What the run sees, or that its contact was deleted or merged into another meanwhile. */
export async function see(unit: Unit, sight: Sight): Promise<Seen | { contactDeleted: true } | { mergedInto: string }> {
  const { event, contactId, recipe } = sight;
  const { typed } = unit.records;
  const records: ScopeRecords = {};
  if (contactId !== null) {
    const state = await unit.records.state('contact', contactId);
    const contact = state === undefined ? undefined : typedOf('contact', state);
    if (contact?.deletedAt !== undefined) return { contactDeleted: true };
    if (contact?.mergedInto !== undefined) {
      const kept = await keptContact(unit.records, contactId);
      return kept === undefined ? { contactDeleted: true } : { mergedInto: kept.id };
    }
    if (contact !== undefined) records.contact = contact;
  }
  const { data } = event;
  if ('interaction' in data && data.interaction !== undefined)
    records.interaction = await typed('interaction', data.interaction.id);
  if ('task' in data && data.task !== undefined) records.task = await typed('task', data.task.id);
  if ('note' in data) records.note = await typed('note', data.note.id);
  const needs = needsOf(recipe);
  if ('deal' in data && data.deal !== undefined) records.deal = await typed('deal', data.deal.id);
  else if (needs.deal && contactId !== null) records.deal = await openDealOf(unit, contactId);
  const carried = 'company' in data ? data.company?.id : undefined;
  const companyId = carried ?? (needs.company ? records.contact?.companyId : undefined);
  if (companyId !== undefined) records.company = await typed('company', companyId);
  return {
    contact: records.contact,
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
async function openDealOf(unit: Unit, contactId: string): Promise<ScopeRecords['deal']> {
  const deals = await listForContact(await unit.written(), 'deal', contactId);
  return deals.findLast((deal) => deal.closedAt === undefined && deal.outcome === undefined);
}
