/** Values made ready for comparing, once per distinct value: folded, split, and with the keys that find values like them. */
import { asciiDomain } from '../addresses.ts';
import { foldText } from '../evidence.ts';
import { readableName } from '../names.ts';
import { legalForms } from '../words.ts';
import { mailboxOf } from './address-aliases.ts';
import { lettersOf, soundKey, TEXT_MAX } from './compare-text.ts';
import { readDay } from './read-day.ts';

/**
 * What a field holds, which says how it is compared: `name` (of a person, or a part of it), `company`, `text` (words: a street, a town),
 * `code` (house number, post code: letters and digits that are written or typed), `date`, `email`, `phone`, `link`.
 */
export type FieldKind = 'name' | 'company' | 'text' | 'code' | 'date' | 'email' | 'phone' | 'link';

/** One value, ready for comparing. Equal values of one kind have equal texts. */
export interface Value {
  /** The folded form; what is equal in it is equal. */
  text: string;
  /** Without blanks, so that `winston hills` and `winstonhills` are close. */
  compact: string;
  words: readonly string[];
  sound: string;
  /** Fingerprint of `compact`, see lettersOf. */
  letters: number;
}

const EMPTY = new Set(['', 'n a', 'na', 'null', 'none', 'nan', 'nil', 'unknown', 'undefined']);

const NO_WORDS: readonly string[] = [];

/** @returns `undefined` for a value that says nothing */
export function prepareValue(kind: FieldKind, written: string): Value | undefined {
  const text = foldFor(kind, written.slice(0, TEXT_MAX * 4)).slice(0, TEXT_MAX);
  if (EMPTY.has(text)) return undefined;
  const isWords = kind === 'name' || kind === 'company' || kind === 'text';
  const compact = text.includes(' ') ? text.replaceAll(' ', '') : text;
  if (!isWords) return { text, compact, words: NO_WORDS, sound: '', letters: lettersOf(compact) };
  return { text, compact, words: text.split(' ', 12), sound: soundKey(text), letters: lettersOf(compact) };
}

function foldFor(kind: FieldKind, written: string): string {
  switch (kind) {
    case 'name':
      return foldText(readableName(written));
    case 'company':
      return foldCompany(written);
    case 'text':
      return foldText(written);
    case 'code':
      return foldText(written).replaceAll(' ', '');
    case 'date':
      return readDay(written) ?? foldText(written);
    case 'email':
      return mailboxOf(written) ?? foldText(written);
    case 'phone':
      return foldPhone(written);
    case 'link':
      return foldLink(written);
  }
}

/** Without its legal form, unless there is nothing else. */
function foldCompany(written: string): string {
  const folded = foldText(written);
  const words = folded.split(' ');
  const kept = words.filter((word) => !legalForms.has(word));
  return kept.length === 0 ? folded : kept.join(' ');
}

/** The last nine digits: what is left of them is country and trunk codes, written in as many ways as there are people. */
function foldPhone(written: string): string {
  const digits = foldText(written).replace(/\D/gu, '');
  return digits.length < 5 ? '' : digits.slice(-9);
}

/** Host and path without what does not tell pages apart. */
function foldLink(written: string): string {
  const text = written.trim();
  const address = /^[a-z][a-z0-9+.-]*:/iu.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return foldText(text);
  const { hostname, pathname } = new URL(address);
  const host = (asciiDomain(hostname) ?? hostname).replace(/^(?:www|m|[a-z]{2})\.(?=[^.]+\.)/u, '');
  return `${host}${pathname.replace(/\/+$/u, '')}`.toLowerCase();
}
