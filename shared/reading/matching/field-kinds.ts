/** Which kind of field each column of a table is, from its heading and its values: headings differ from file to file. */
import { foldText } from '../evidence.ts';
import type { FieldKind } from './field-values.ts';
import { readDay } from './read-day.ts';
import type { Field } from './match-table.ts';

/** Columns that say nothing about who somebody is, or that nobody should match people by. */
const NOT_COMPARED =
  /^(?:(?:rec|record|row|unique|internal|external|source|contact|customer|cluster|entity|person|true)? ?(?:id|uuid|guid|key|nr|no|number)|ssn|.*\b(?:soc(?:ial)? sec(?:urity)?|ssn|national (?:id|insurance)|passport|tax (?:id|number|nr))\b.*|(?:created|updated|modified|imported|changed)(?: at| on| time| date)?|timestamp|cluster|block(?:ing)? number)$/u;

const NAMED: readonly (readonly [FieldKind, RegExp])[] = [
  ['email', /\b(?:e ?mails?|mail)\b/u],
  ['phone', /\b(?:tel|telephone|telefon|telefono|phone|mobile|mobil|cell|fax|handy)/u],
  ['link', /\b(?:url|link|website|web|profile|linkedin|homepage|xing|twitter)\b/u],
  ['date', /\b(?:dob|birth|birthday|born|geburt\w*|naissance|nacimiento)\b|\bdate\b/u],
  ['company', /\b(?:company|organi[sz]ation|org|firma|firm|employer|unternehmen|societe|entreprise|empresa)\b/u],
  ['text', /\b(?:street (?:name|address)|address|addr|strasse|adresse|city|town|suburb|ort|ville|ciudad)\b/u],
  ['code', /\b(?:zip|post ?(?:al)?(?: code)?|postcode|plz|house (?:number|no)|street (?:number|no)|hausnummer)\b/u],
  [
    'name',
    /\b(?:name|names|surname|forename|given|first ?name|last ?name|family|middle|vorname|nachname|familienname|prenom|nom|nombre|apellidos?|fname|lname)\b/u,
  ],
];

const SAMPLE = 500;
/** The share of a column's values that must be of a kind: files have errors. */
const MOST = 0.7;

/** @returns a kind per column, `undefined` for one to leave out */
export function inferKind(heading: string, values: readonly string[]): FieldKind | undefined {
  const name = foldText(heading.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' '));
  if (NOT_COMPARED.test(name)) return undefined;
  const sample = sampleOf(values);
  if (sample.length === 0) return undefined;
  const share = (isKind: (value: string) => boolean) => sample.filter(isKind).length / sample.length;
  if (share((value) => /^\S+@\S+$/u.test(value)) >= MOST) return 'email';
  if (share((value) => /^(?:https?:\/\/|www\.)\S+$/iu.test(value)) >= MOST) return 'link';
  const named = NAMED.find(([, pattern]) => pattern.test(name))?.[0];
  const areDigits = share((value) => /\d/u.test(value) && !/\p{L}{3}/u.test(value)) >= MOST;
  if (named !== 'phone' && share((value) => readDay(value) !== undefined) >= MOST) return 'date';
  if (areDigits) {
    if (named === 'phone' || share((value) => /^\+?[\d\s()./-]{9,22}$/u.test(value) && /^[+0(]/u.test(value)) >= MOST)
      return 'phone';
    return named === 'date' ? 'date' : 'code';
  }
  // A heading that its values contradict ("mail" over street names) is not believed.
  if (named === 'name' || named === 'company' || named === 'text') return named;
  if (named === 'code' || share((value) => /^(?=.*\d)\S{1,10}$|^\S{1,4}$/u.test(value)) >= MOST) return 'code';
  return 'text';
}

/** The columns that tell people apart, each with its kind and where it stands. Columns that are empty or the same throughout are left out. */
export function inferFields(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): (Field & { at: number })[] {
  return headings.flatMap((name, at) => {
    const values = rows.map((row) => row[at] ?? '');
    const kind = inferKind(name, values);
    const isConstant = new Set(values.map((value) => value.trim())).size < 2;
    return kind === undefined || isConstant ? [] : [{ name, kind, at }];
  });
}

/** Values from all over the column: a file may be sorted. */
function sampleOf(values: readonly string[]): string[] {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  const step = Math.max(1, Math.floor(filled.length / SAMPLE));
  return filled.filter((_, at) => at % step === 0);
}
