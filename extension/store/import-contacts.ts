/** Imports many people from a file: in pieces, so that the page answers meanwhile, and so that it can be stopped and taken back. */
import type { Contact } from '../../shared/model/contact.ts';
import type { DraftContact } from '../../shared/model/draft.ts';
import { foldText } from '../../shared/reading/evidence.ts';
import { contactsByNames, contactsByPhone } from './contacts.ts';
import { knownOf } from './known.ts';
import { fold } from './rows.ts';
import { saveDraft } from './save-draft.ts';
import { saveMany, takeBack, type ManyOptions, type ManySaved } from './save-many.ts';
import type { Store } from './store.ts';

/** One transaction each: a fraction of a second. */
const PIECE = 50;

/** Of a file's people: who is new, each once, and how many are known already, or named twice. */
export async function sortImport(
  store: Store,
  people: readonly DraftContact[],
  options: ManyOptions = {},
): Promise<{ fresh: DraftContact[]; known: number }> {
  const fresh: DraftContact[] = [];
  const seen = new Set<string>();
  await inPieces(people, options, async (piece) => {
    const known = await knownIn(store, piece);
    for (const person of piece) {
      const marks = marksOf(person);
      if (known.has(person) || marks.some((mark) => seen.has(mark))) continue;
      for (const mark of marks) seen.add(mark);
      fresh.push(person);
    }
  });
  return { fresh, known: people.length - fresh.length };
}

/** @param people of whom nobody is known, as `sortImport` gives them; whoever became known meanwhile stays as they are */
export async function importContacts(
  store: Store,
  people: readonly DraftContact[],
  options: ManyOptions = {},
): Promise<ManySaved> {
  const saved: ManySaved = { made: [], known: 0, failed: [] };
  await inPieces(people, options, async (piece) => {
    const known = await knownIn(store, piece);
    const fresh = piece.filter((person) => !known.has(person));
    saved.known += known.size;
    try {
      const { contactIds } = await saveDraft(
        store,
        fresh.map((draft) => ({ draft, fields: draft.fields })),
        [],
        '',
      );
      saved.made.push(...contactIds);
    } catch {
      // One of them does not fit, and so none was written: one by one, to say which.
      const each = await saveMany(
        store,
        fresh.map((person) => ({ person, url: '' })),
      );
      saved.made.push(...each.made);
      saved.known += each.known;
      saved.failed.push(...each.failed);
    }
  });
  return saved;
}

/** Takes an import back, and gives the number of contacts that were still there. */
export async function takeImportBack(
  store: Store,
  contactIds: readonly string[],
  options: ManyOptions = {},
): Promise<number> {
  let count = 0;
  await inPieces(contactIds, options, async (piece) => {
    count += await takeBack(store, piece);
  });
  return count;
}

async function inPieces<T>(
  all: readonly T[],
  { onProgress, signal }: ManyOptions,
  act: (piece: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < all.length && signal?.aborted !== true; at += PIECE) {
    await act(all.slice(at, at + PIECE));
    onProgress?.(Math.min(at + PIECE, all.length));
  }
}

/** By address; else by number; else by name with the same profile or company: such files often have no addresses. */
async function knownIn(store: Store, people: readonly DraftContact[]): Promise<Set<DraftContact>> {
  const byAddress = await knownOf(store, people);
  const rest = people.filter(({ key }) => !byAddress.has(key));
  const stored = [
    ...(await contactsByPhone(
      store,
      rest.flatMap((person) => keysOf(person, 'phones/')),
    )),
    ...(await contactsByNames(
      store,
      rest.map((person) => fold(textIn(person, 'name'))).filter((name) => name !== ''),
    )),
  ];
  const marks = new Set(stored.flatMap(marksOfContact));
  return new Set(
    people.filter((person) => byAddress.has(person.key) || weakMarksOf(person).some((mark) => marks.has(mark))),
  );
}

const textIn = ({ fields }: DraftContact, path: string): string => {
  const value = fields.find((field) => field.path === path)?.value;
  return typeof value === 'string' ? value : '';
};
const keysOf = ({ fields }: DraftContact, map: string): string[] =>
  fields.flatMap(({ path }) => (path.startsWith(map) ? [path.slice(map.length)] : []));

/** By what two entries of one file are the same person. */
const marksOf = (person: DraftContact): string[] => [
  ...keysOf(person, 'emails/').map((email) => `email ${email}`),
  ...weakMarksOf(person),
];

/** Where nobody has an address; two people of one house may share a number, so the name counts with it. */
const weakMarksOf = (person: DraftContact): string[] =>
  keysOf(person, 'emails/').length > 0
    ? []
    : marksFor(
        textIn(person, 'name'),
        keysOf(person, 'phones/'),
        keysOf(person, 'links/'),
        textIn(person, 'companyName'),
      );

const marksOfContact = ({ name = '', phones, links, companyName = '' }: Contact): string[] =>
  marksFor(name, Object.keys(phones), Object.keys(links), companyName);

function marksFor(name: string, phones: string[], links: string[], company: string): string[] {
  const folded = foldText(name);
  return [
    ...phones.map((phone) => `phone ${phone} ${folded}`),
    ...(folded === '' ? [] : links.map((link) => `link ${link} ${folded}`)),
    ...(folded === '' || company === '' ? [] : [`company ${foldText(company)} ${folded}`]),
  ];
}
