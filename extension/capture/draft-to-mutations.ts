/** From what a person chose to save of a draft to mutations: the only way from capture into the store. */
import type { DraftContact, DraftField, DraftInteraction } from '../../shared/model/draft.ts';
import type { Id, NewId } from '../../shared/model/ids.ts';
import type { Mutation } from '../../shared/model/mutation.ts';
import type { FieldPath, FieldValue, RecordState } from '../../shared/model/record.ts';
import { BY_ITSELF } from './log-by-itself.ts';
import { identityOf, interactionId, type Digest } from '../../shared/reading/interaction-id.ts';

/** One person to save. */
export interface ContactToSave {
  draft: DraftContact;
  /** The fields that the person kept, edited ones by `editField`. */
  fields: readonly DraftField[];
  /** The stored contact, when the person is known already. */
  existing?: RecordState;
  /** Paths for which the person said that the new value replaces the stored one. */
  replace?: ReadonlySet<FieldPath>;
  /** Stored contacts who look alike, and of whom the person said by saving that they are somebody else. */
  distinctFrom?: readonly Id[];
  /** The stored company where the person works. */
  companyId?: Id | undefined;
}

export interface SaveContext {
  newId: NewId;
  /** A stamp of the device's hybrid clock, later at each call. */
  stamp: () => string;
  /** SHA-256 or another digest that every device has. */
  digest: Digest;
  /** The page that the draft was read from. */
  url: string;
  /** The person who saves, as the owner of new records. */
  ownerId?: Id;
  /** Finds the stored interaction, so that a message logged before keeps its contact. */
  findInteraction?: (id: Id) => Promise<RecordState | undefined>;
}

/** A captured value that was not saved, because a person typed another one: to be shown as a suggestion. */
export interface Suggestion {
  contactId: Id;
  path: FieldPath;
  have: FieldValue;
  found: FieldValue;
}

export interface SavePlan {
  mutations: Mutation[];
  /** In the order of the contacts passed in. */
  contactIds: Id[];
  interactionIds: Id[];
  suggestions: Suggestion[];
}

/** A draft's field after the person changed it: their word is the evidence. */
export function editField(field: DraftField, change: { path?: FieldPath; value: FieldValue; at: string }): DraftField {
  return {
    path: change.path ?? field.path,
    value: change.value,
    evidence: [{ source: 'typed-by-hand', at: change.at, confidence: 1 }],
  };
}

/**
 * What saving writes. New contacts get all chosen fields with their evidence; a known contact gets only what it lacks or what
 * changed, and never a captured value over a typed one, unless `replace` names it.
 */
export async function draftToMutations(
  contacts: readonly ContactToSave[],
  interactions: readonly DraftInteraction[],
  context: SaveContext,
): Promise<SavePlan> {
  const plan: SavePlan = { mutations: [], contactIds: [], interactionIds: [], suggestions: [] };
  const byAddress = new Map<string, Id>();
  for (const contact of contacts) {
    const contactId = contact.existing?.id ?? context.newId();
    plan.contactIds.push(contactId);
    const fields =
      contact.existing === undefined
        ? newContactFields(contact, context)
        : changedFields(contact, contact.existing, plan.suggestions);
    const { companyId, existing } = contact;
    if (companyId !== undefined && (existing === undefined || valueOf(existing, 'companyId') === null))
      fields['companyId'] = companyId;
    addMutation(plan, 'contact', contactId, fields, context);
    for (const { path } of [...contact.draft.fields, ...contact.fields]) {
      if (path.startsWith('emails/')) byAddress.set(path.slice('emails/'.length), contactId);
    }
  }
  for (const interaction of interactions) {
    const id = await interactionIdOf(interaction, context.digest, context.newId);
    const existing = await context.findInteraction?.(id);
    plan.interactionIds.push(id);
    addMutation(
      plan,
      'interaction',
      id,
      interactionFields(interaction, plan.contactIds[0], byAddress, existing, context),
      context,
    );
  }
  return plan;
}

/** The record id that a draft's interaction has on every device; by chance only where nothing tells the message from others. */
export async function interactionIdOf(interaction: DraftInteraction, digest: Digest, newId: NewId): Promise<Id> {
  const identity = identityOf(interaction);
  return identity === undefined ? newId() : interactionId(identity.key, identity.at, digest);
}

function addMutation(
  plan: SavePlan,
  kind: Mutation['kind'],
  recordId: Id,
  fields: Mutation['fields'],
  context: SaveContext,
): void {
  if (Object.keys(fields).length === 0) return;
  plan.mutations.push({ id: context.newId(), kind, recordId, fields, stamp: context.stamp() });
}

function newContactFields(
  { draft, fields, distinctFrom = [] }: ContactToSave,
  context: SaveContext,
): Mutation['fields'] {
  const written: Mutation['fields'] = {};
  for (const field of fields) writeField(written, field);
  const firstKey = (map: string) => fields.find(({ path }) => path.startsWith(`${map}/`))?.path.slice(map.length + 1);
  const email = fields.some(({ path }) => path === `emails/${draft.key}`) ? draft.key : firstKey('emails');
  const phone = firstKey('phones');
  if (email !== undefined) written['primaryEmail'] ??= email;
  if (phone !== undefined) written['primaryPhone'] ??= phone.slice(0, 64);
  if (context.url !== '') written['capturedFrom'] = context.url.slice(0, 2_000);
  if (context.ownerId !== undefined) written['ownerId'] = context.ownerId;
  for (const id of distinctFrom) written[`distinctFrom/${id}`] = true;
  return written;
}

function changedFields(
  { fields, replace }: ContactToSave,
  existing: RecordState,
  suggestions: Suggestion[],
): Mutation['fields'] {
  const written: Mutation['fields'] = {};
  for (const field of fields) {
    const have = valueOf(existing, field.path);
    // An entry of a map is its key; a new label for the same number is no news.
    if (have !== null && (field.path.includes('/') || JSON.stringify(have) === JSON.stringify(field.value))) continue;
    const isTyped = isTypedByHand(valueOf(existing, `evidence/${field.path}`));
    const isEditedNow = isTypedByHand(field.evidence);
    if (have !== null && isTyped && !isEditedNow && replace?.has(field.path) !== true) {
      suggestions.push({ contactId: existing.id, path: field.path, have, found: field.value });
    } else writeField(written, field);
  }
  return written;
}

const valueOf = (state: RecordState, path: FieldPath): FieldValue =>
  Object.hasOwn(state.values, path) ? (state.values[path] ?? null) : null;

/** A value without evidence was typed into a form. */
function isTypedByHand(evidence: FieldValue | DraftField['evidence']): boolean {
  if (!Array.isArray(evidence) || evidence.length === 0) return true;
  return evidence.some(
    (one) => typeof one === 'object' && one !== null && 'source' in one && one.source === 'typed-by-hand',
  );
}

function writeField(written: Mutation['fields'], field: DraftField): void {
  written[field.path] = field.value;
  // Evidence is plain JSON by its schema; the copy drops what is `undefined`.
  const evidence: FieldValue = JSON.parse(JSON.stringify(field.evidence));
  written[`evidence/${field.path}`] = evidence;
}

function interactionFields(
  interaction: DraftInteraction,
  contactId: Id | undefined,
  byAddress: ReadonlyMap<string, Id>,
  existing: RecordState | undefined,
  context: SaveContext,
): Mutation['fields'] {
  const written: Mutation['fields'] = {};
  const write = (path: FieldPath, value: FieldValue) => {
    if (existing === undefined || JSON.stringify(valueOf(existing, path)) !== JSON.stringify(value))
      written[path] = value;
  };
  for (const { path, value } of interaction.fields) {
    // The first address at which it was seen stays: each webmail has its own.
    if (existing !== undefined && path === 'url') continue;
    if (!path.startsWith('parties/') || typeof value !== 'object' || value === null || Array.isArray(value))
      write(path, value);
    else {
      // Whoever was recognised when the message was logged before stays recognised.
      const before = existing === undefined ? null : valueOf(existing, path);
      const known =
        typeof before === 'object' && before !== null && !Array.isArray(before) ? before['contactId'] : undefined;
      const party = byAddress.get(path.slice('parties/'.length)) ?? known;
      write(path, party === undefined ? value : { ...value, contactId: party });
    }
  }
  // Taken back before, and wanted now.
  if (existing !== undefined && valueOf(existing, 'deletedAt') !== null)
    Object.assign(written, { deletedAt: null, [BY_ITSELF.path]: null });
  if (contactId !== undefined && (existing === undefined || valueOf(existing, 'contactId') === null))
    write('contactId', contactId);
  if (context.ownerId !== undefined && existing === undefined) written['ownerId'] = context.ownerId;
  return written;
}
