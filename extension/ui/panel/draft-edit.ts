/** A candidate while a person edits it: pure functions from one state to the next, and at the end to the fields to save. */
import { editField } from '../../capture/draft-to-mutations.ts';
import type { DraftContact, DraftField } from '../../../shared/model/draft.ts';
import { splitPath, type FieldPath, type FieldValue } from '../../../shared/model/record.ts';
import { normaliseAddress } from '../../../shared/reading/addresses.ts';
import { toE164 } from '../../../shared/reading/phones.ts';

export interface EditedField {
  /** Tells the fields apart while their paths change. */
  key: string;
  /** `name`, `emails`, … */
  field: string;
  /** As it was read; missing when the person added it. */
  original?: DraftField;
  text: string;
  isEdited: boolean;
  isRemoved: boolean;
}
export interface Edit {
  fields: readonly EditedField[];
  /** Fields that are saved as they are and not shown: guesses at parts of the name, and the like. */
  unseen: readonly DraftField[];
}

/** What is shown, in this order. */
export const SHOWN = [
  'name',
  'title',
  'companyName',
  'emails',
  'phones',
  'links',
  'address',
  'birthday',
  'tags',
  'custom',
];
/** What a person can add. */
export const ADDABLE = ['title', 'companyName', 'emails', 'phones', 'address'];
/** Guesses that a typed name makes worthless. */
const NAME_PARTS = new Set<FieldPath>(['givenName', 'familyName']);

/** @param always fields to show even when nothing was found for them */
export function startEdit(candidate: DraftContact, always: readonly string[] = ['name']): Edit {
  const shown = candidate.fields.filter(({ path }) => SHOWN.includes(splitPath(path).field));
  const fields = shown.map((original): EditedField => ({
    key: original.path,
    field: splitPath(original.path).field,
    original,
    text: textOfField(original),
    isEdited: false,
    isRemoved: false,
  }));
  const missing = always.filter((field) => !fields.some((each) => each.field === field));
  const all = [...fields, ...missing.map(blankField)];
  return {
    fields: all.toSorted((a, b) => SHOWN.indexOf(a.field) - SHOWN.indexOf(b.field)),
    unseen: candidate.fields.filter(({ path }) => !SHOWN.includes(splitPath(path).field)),
  };
}

const blankField = (field: string, at = 0): EditedField => ({
  key: `new-${field}-${at}`,
  field,
  text: '',
  isEdited: false,
  isRemoved: false,
});

const change = (edit: Edit, key: string, to: (field: EditedField) => EditedField): Edit => ({
  ...edit,
  fields: edit.fields.map((field) => (field.key === key ? to(field) : field)),
});

export const setText = (edit: Edit, key: string, text: string): Edit =>
  change(edit, key, (field) => ({
    ...field,
    text,
    isEdited: field.original === undefined ? text !== '' : text !== textOfField(field.original),
  }));

export const setRemoved = (edit: Edit, key: string, isRemoved: boolean): Edit =>
  change(edit, key, (field) => ({ ...field, isRemoved }));

export const addField = (edit: Edit, field: string): Edit => ({
  ...edit,
  fields: [...edit.fields, blankField(field, edit.fields.length)],
});

/** Whether something would be lost if the edit went away. */
export const isTouched = (edit: Edit): boolean => edit.fields.some((field) => field.isEdited || field.isRemoved);

/** What is wrong with a field's text, if anything. */
export function problemOf(field: EditedField): 'email' | undefined {
  if (field.isRemoved || !field.isEdited || field.text.trim() === '') return undefined;
  return field.field === 'emails' && normaliseAddress(field.text) === undefined ? 'email' : undefined;
}

/** The fields to save. */
export function fieldsToSave(edit: Edit, at: string): DraftField[] {
  const isNameTyped = edit.fields.some(({ field, isEdited, isRemoved }) => field === 'name' && (isEdited || isRemoved));
  const kept = edit.fields.flatMap((field) => {
    if (field.isRemoved || field.text.trim() === '') return [];
    if (!field.isEdited) return field.original ?? [];
    const typed = typedField(field);
    if (typed === undefined) return [];
    const original = field.original ?? { path: typed.path, value: typed.value, evidence: [] };
    return editField(original, { ...typed, at });
  });
  return [...kept, ...edit.unseen.filter(({ path }) => !(isNameTyped && NAME_PARTS.has(path)))];
}

/** Of a known person's fields, those to write: what is lacking, and of what differs what was chosen. */
export function fieldsForKnown(
  fields: readonly DraftField[],
  known: Readonly<Record<FieldPath, FieldValue>>,
  choices: ReadonlySet<FieldPath>,
): DraftField[] {
  const isKept = (path: FieldPath) => !choices.has(path) && (known[path] ?? null) !== null;
  return fields.filter(({ path }) => path.includes('/') || !isKept(NAME_PARTS.has(path) ? 'name' : path));
}

/** Whether there is enough to make a person of: a name, an address or a number. */
export const canSave = (edit: Edit): boolean =>
  edit.fields.every((field) => problemOf(field) === undefined) &&
  edit.fields.some(
    ({ field, text, isRemoved }) => !isRemoved && text.trim() !== '' && ['name', 'emails', 'phones'].includes(field),
  );

/** The path and value of what somebody typed. */
function typedField({ field, text, original }: EditedField): { path: FieldPath; value: FieldValue } | undefined {
  const line = text.trim().replace(/\s+/g, ' ').slice(0, 500);
  const before = original?.value;
  const rest = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {};
  switch (field) {
    case 'emails': {
      const address = normaliseAddress(line);
      return address === undefined ? undefined : { path: `emails/${address}`, value: rest };
    }
    case 'phones': {
      const number = toE164(line, undefined, true) ?? line.replace(/[^\d+]/g, '');
      return number === '' ? undefined : { path: `phones/${number}`, value: { ...rest, written: line } };
    }
    case 'links': {
      const url = URL.parse(/^https?:\/\//i.test(line) ? line : `https://${line}`);
      return url === null ? undefined : { path: `links/${url.href}`, value: rest };
    }
    case 'address':
      return { path: 'address', value: text.trim().slice(0, 20_000) };
    case 'tags':
    case 'custom':
      return original && { path: original.path, value: original.value };
    default:
      return { path: field, value: line };
  }
}

/** A field as a person reads it: for an entry of a map, its key or how the key was written. */
export function textOfField({ path, value }: DraftField): string {
  const { key } = splitPath(path);
  if (key === undefined) return typeof value === 'string' ? value : JSON.stringify(value);
  const written = typeof value === 'object' && value !== null && 'written' in value ? value['written'] : undefined;
  return typeof written === 'string' ? written : key;
}
