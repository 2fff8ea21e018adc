/** Names of people: how to show one, and how to tell one from other lines. `name-parts.ts` guesses which part is which. */
import { foldText } from './evidence.ts';
import { remember } from './remember.ts';
import {
  companyWords,
  honorifics,
  interfaceWords,
  joinAcronyms,
  legalForms,
  particles,
  suffixes,
  titleWords,
} from './words.ts';

const NAME_MAX = 500;

/**
 * The name in reading order, without what mail programs add: `Whitaker, Tom (Procurement)` gives `Tom Whitaker`,
 * `Ingrid Solberg via salesops` gives `Ingrid Solberg`.
 */
export const readableName = remember((name: string): string => {
  let text = name
    .slice(0, NAME_MAX)
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/<[^<>]*>|\([^()]*\)|\[[^[\]]*\]|（[^（）]*）/gu, ' ')
    .replace(/\s(?:via|über|par|on behalf of|im Auftrag von)\s.*$/iu, '')
    .replace(/\s(?:드림|올림|拝)$/u, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^["'«»„“”]+|["'«»„“”,;]+$/gu, '');
  const [family = '', rest = '', ...more] = text.split(/,\s*/u);
  // "Castel, Inc." and "Whitfield, PhD" are not in the order family, given.
  if (
    rest !== '' &&
    more.length === 0 &&
    !isSuffix(rest) &&
    rest.split(' ').length <= 3 &&
    family.split(' ').length <= 4
  ) {
    text = `${rest} ${family}`;
  }
  return text.replace(/\s+/gu, ' ').trim();
});

const isSuffix = (text: string) =>
  text
    .split(/\s+/u)
    .every(
      (word) => suffixes.has(foldText(word).replaceAll(' ', '')) || legalForms.has(foldText(word).replaceAll(' ', '')),
    );

const NAME_WORD = /^(?:\p{Lu}[\p{L}\p{M}'’.-]*|\p{Lo}[\p{L}\p{M}"'״׳’-]*|(?:d|l|o)['’]\p{Lu}[\p{L}\p{M}'’-]*)$/u;

/** Whether a line by itself may be the name of a person: two to five words in capitals, and none of them from titles or menus. */
export const looksLikeName = remember((line: string): boolean => {
  const text = line.trim();
  if (text.length < 3 || text.length > 60 || /[\p{N}@:/|!?;*_=<>{}"“”…]|\.\.|[.,]$/u.test(text)) return false;
  if (
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,4}[\s\u3000][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,4}$/u.test(
      text,
    )
  ) {
    return !UNSPACED.some((word) => text.includes(word));
  }
  const words = readableName(text).split(/\s+/u);
  const names = words.filter((word) => !particles.has(word.toLowerCase()) && !honorifics.has(foldText(word)));
  if (words.length < 2 || words.length > 5 || names.length < 1) return false;
  if (!names.every((word) => NAME_WORD.test(word))) return false;
  // "CONTACT SALES" is a button; "DANA WHITFIELD" can't be told from it.
  if (names.every((word) => word.length > 2 && word === word.toUpperCase() && word !== word.toLowerCase()))
    return false;
  return !names.some((word) => isOther(foldText(word)));
});

const isOther = (word: string) =>
  interfaceWords.has(word) || titleWords.has(word) || companyWords.has(word) || legalForms.has(word);

const UNSPACED = [...titleWords, ...companyWords].filter((word) => /^\p{Script=Han}{2,}$/u.test(word));

/** A nickname within a name: `Robert "Bob" Castle`. */
const NICKNAME = /(?<=\s)["“„«][^"”“»]{1,30}["”“»](?=\s)/u;

/** The words of a name that must occur where the name is said to occur: no honorifics, initials or particles. */
export function nameWords(name: string): string[] {
  const words = foldText(joinAcronyms(readableName(name.replace(NICKNAME, '')))).split(' ');
  const kept = words.filter(
    (word) => (word.length > 1 || /\p{Lo}/u.test(word)) && !honorifics.has(word) && !particles.has(word),
  );
  return kept.slice(0, 8);
}

/**
 * @param folded a text that may hold more than the name
 * @returns whether all words of the name are in it; of a name that is written twice, "Wei Zhang 张伟", either form does
 */
export function carriesName(folded: string, words: readonly string[]): boolean {
  const parts = new Set(folded.split(' '));
  const unspaced = folded.replaceAll(' ', '');
  const has = (word: string) => parts.has(word) || (/\p{Lo}/u.test(word) && unspaced.includes(word));
  if (words.length === 0) return false;
  const forms = Map.groupBy(words, (word) => /\p{Lo}/u.test(word));
  return (
    words.every(has) ||
    (forms.size === 2 && [...forms.values()].some((form) => form.join('').length > 1 && form.every(has)))
  );
}

/** A postcode with the name of a town before or behind it. */
const TOWN = /(?<!\p{Nd})\p{Nd}{4,6}\s\p{L}|\p{L}\s\p{Nd}{4,6}(?!\p{Nd})/u;

/** Whether what looks like a name is that of a place, for the postal address among the lines has a word of it: a branch, "Berlin Mitte". */
export function isPlace(name: string, lines: readonly string[]): boolean {
  const towns = lines.filter((line) => TOWN.test(line) && !line.includes('@'));
  if (towns.length === 0) return false;
  const words = nameWords(name).filter((word) => word.length > 2);
  return towns.some((line) =>
    foldText(line)
      .split(' ')
      .some((word) => words.includes(word)),
  );
}
