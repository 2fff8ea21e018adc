/** What a page says about somebody who is known already: fields that they lack, and single fields that say something else. */
import type { Contact } from '../../../shared/model/contact.ts';
import type { DraftContact, DraftField } from '../../../shared/model/draft.ts';
import { splitPath } from '../../../shared/model/record.ts';
import { SHOWN, textOfField } from './draft-edit.ts';

export interface NewFact {
  field: DraftField;
  text: string;
  /** What is stored now, when saving would replace it. */
  instead?: string;
}

export function newFacts(candidate: DraftContact, contact: Contact): NewFact[] {
  return candidate.fields.flatMap((field): NewFact[] => {
    const { field: name, key } = splitPath(field.path);
    if (!SHOWN.includes(name)) return [];
    const stored: unknown = Object.hasOwn(contact, name) ? contact[name as keyof Contact] : undefined;
    const text = textOfField(field);
    if (key !== undefined) {
      const has = typeof stored === 'object' && stored !== null && Object.hasOwn(stored, key);
      return has ? [] : [{ field, text }];
    }
    if (stored === undefined) return [{ field, text }];
    return stored === field.value ? [] : [{ field, text, instead: String(stored) }];
  });
}
