/**
 * Which part of a name is which. The full name is kept as its owner writes it; given and family name are a guess in the order of the
 * name's culture, and where the guess would be a bet there is none. https://www.w3.org/International/questions/qa-personal-names says why.
 */
import { foldText } from './evidence.ts';
import { guessCjkName, isCjk } from './name-cjk.ts';
import { familyStart } from './name-family.ts';
import {
  capitalSuffixes,
  doubtfulTitles,
  eastAsianFamilies,
  faculties,
  familyParticles,
  slavicGivens,
  smallParticles,
  sureSuffixes,
  sureTitles,
  vietnameseFamilies,
  vietnameseMiddles,
} from './name-words.ts';
import { remember } from './remember.ts';
import { companyWords, legalForms } from './words.ts';

export interface NameGuess {
  given: string;
  family: string;
  /** Between quotation marks: Robert "Bob" Smith. */
  nickname?: string;
  /** Сергеевна in Анна Сергеевна Орлова. */
  patronymic?: string;
}

const NAME_MAX = 500;
const WORDS_MAX = 7;
const QUOTED = /(?<=\S\s{0,3})["“„«]([^"“”„«»]{1,40})["”“»](?=\s{0,3}\S)|(?<=\S\s)['‘]([^'‘’]{2,40})['’](?=\s\S)/u;
const NOTES = /<[^<>]*>|\([^()]*\)|\[[^[\]]*\]|（[^（）]*）/gu;
const RELAYED = /\s(?:via|über|par|on behalf of|im Auftrag von)\s.*$/iu;
const INITIALS = /^(?:\p{Lu}\.?-?){1,3}$/u;

/**
 * The parts of a full name, or `undefined` when there is one part only or the order is anybody's guess.
 * @param language BCP 47, of the text that the name stands in: in a Hungarian mail the family name comes first
 */
export const guessName: (fullName: string, language?: string) => NameGuess | undefined = remember(guess);

function guess(fullName: string, language: string | undefined): NameGuess | undefined {
  const tag = (language ?? '').slice(0, 2).toLowerCase();
  const whole = fullName
    .slice(0, NAME_MAX)
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
    .replace(NOTES, ' ')
    .replace(/\s+/gu, ' ')
    .replace(RELAYED, '')
    .trim()
    .replace(/^["'«»„“”]+|["'«»„“”,;]+$/gu, '');
  const quoted = QUOTED.exec(whole);
  const nickname = quoted?.[1] ?? quoted?.[2];
  const text = quoted === null ? whole : whole.replace(quoted[0], ' ');
  // Numbers, addresses, and two people in one name.
  if (/[\p{N}@/&+_|:]|\s(?:and|und|et|и)\s/u.test(text.replace(/\s(?:von|vom) und zu\s/u, ' '))) return undefined;
  // Half in one script, half in another: either order is as likely.
  if (!isCjk(text) && /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text))
    return undefined;
  const parts = isCjk(text) ? guessCjkName(text, tag) : guessParts(text, tag);
  return parts === undefined || nickname === undefined ? parts : { ...parts, nickname: nickname.trim() };
}

function guessParts(text: string, language: string): NameGuess | undefined {
  const parts = text.split(/\s?[,،]\s?/u).filter((part) => part !== '');
  while (parts.length > 1 && wordsOf(parts.at(-1) ?? '').every(isSuffix)) parts.pop();
  const [first = '', second, ...more] = parts;
  if (more.length > 0) return undefined;
  return second === undefined
    ? guessWords(bareWords(first), language)
    : guessReversed(wordsOf(first), bareWords(second));
}

const wordsOf = (text: string) => text.split(' ').filter((word) => /\p{L}/u.test(word));
const fold = (word: string) => foldText(word).replaceAll(' ', '');

/** "Berg, Anneke van der": what stands before the comma is the family name, whatever it looks like. */
function guessReversed(family: readonly string[], given: readonly string[]): NameGuess | undefined {
  const particles = given.findLastIndex((word) => !isParticle(word)) + 1;
  if (particles === 0 || family.length === 0 || family.length > 5 || given.length > 5) return undefined;
  const familyName = [...given.slice(particles), ...withoutSuffixes(family)].join(' ');
  // "Dr. Dana Whitfield, Globex" is no such form.
  if (isTitle(family, 0) || [...family, ...given].some(isOrganization)) return undefined;
  return { given: given.slice(0, particles).join(' '), family: familyName };
}

/** Without titles before and after. */
function bareWords(text: string): string[] {
  let words = wordsOf(text);
  while (isTitle(words, 0)) {
    const isDoctor = /^(?:dr|doctor)$/u.test(fold(words[0] ?? ''));
    words = words.slice(1);
    while (
      isDoctor &&
      words.length > 1 &&
      /^\p{Ll}[\p{L}.]*\.$/u.test(words[0] ?? '') &&
      faculties.has(fold(words[0] ?? ''))
    )
      words = words.slice(1);
  }
  return withoutSuffixes(words);
}

function withoutSuffixes(words: readonly string[]): string[] {
  let end = words.length;
  while (end > 2 && isSuffix(words[end - 1] ?? '')) end--;
  return words.slice(0, end);
}

function isTitle(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  // "Dipl.-Ing." is two of them.
  const parts = word.split('-').map(fold);
  if (parts.every((part) => sureTitles.has(part))) return true;
  const isDoubtful = parts.every((part) => sureTitles.has(part) || doubtfulTitles.has(part));
  return isDoubtful && parts[0] !== 'm' && (word.endsWith('.') || words.length - at > 2);
}

const isSuffix = (word: string): boolean =>
  sureSuffixes.has(fold(word)) || (capitalSuffixes.has(fold(word)) && /^\p{Lu}[\p{Lu}.]+$/u.test(word));

export const isParticle = (word: string): boolean =>
  smallParticles.has(word) || familyParticles.has(word.toLowerCase().replace(/\.$/u, ''));

const isOrganization = (word: string) =>
  companyWords.has(foldText(word)) || (legalForms.has(fold(word)) && /^\p{Lu}{2}|\.$/u.test(word));
const isInitial = (word: string) => INITIALS.test(word) && (word.includes('.') || word.length === 1);

function guessWords(words: readonly string[], language: string): NameGuess | undefined {
  if (words.length < 2 || words.length > WORDS_MAX || words.some(isOrganization)) return undefined;
  // Burmese, Indonesian and Ethiopian names have no family name as a rule.
  if (/^(?:id|my|am|ti)$/u.test(language)) return undefined;
  if (words.every((word) => /^[\p{Script=Cyrillic}'’.-]+$/u.test(word))) return guessSlavic(words);
  const byCase = guessCapitals(words);
  if (byCase !== undefined) return byCase;
  const full = words.filter((word) => !isInitial(word));
  // "R. Venkataraman" is a person by the name of Venkataraman, "J. Smith" one of the family Smith.
  if (full.length < 2)
    return /^(?:en|de|fr|es|it|nl|sv|da|no|pt|pl)$/u.test(language) && isInitial(words[0] ?? '') && full.length === 1
      ? at(words, words.length - 1)
      : undefined;
  if (isInitial(words.at(-1) ?? '')) return undefined;
  const patronymic = transliterated(words);
  if (patronymic !== undefined) return patronymic;
  if (language === 'hu') return familyFirst(words);
  const east = guessEastAsian(words, language);
  if (east !== undefined) return east === 'unsure' ? undefined : east;
  const start = familyStart(words, language);
  return start === undefined ? undefined : at(words, start);
}

const at = (words: readonly string[], start: number): NameGuess => ({
  given: words.slice(0, start).join(' '),
  family: words.slice(start).join(' '),
});
const familyFirst = (words: readonly string[]): NameGuess => ({
  given: words.slice(1).join(' '),
  family: words[0] ?? '',
});

/** "DUPONT Jean", "Jean DE LA TOUR": capitals mark the family name when the rest is not in capitals. */
function guessCapitals(words: readonly string[]): NameGuess | undefined {
  const isCapital = (word: string, index: number) =>
    /^\p{Lu}[\p{Lu}'’.-]+$/u.test(word) &&
    !word.includes('.') &&
    (word.length > 2 || index === words.length - 1 || isParticle(word));
  const flags = words.map(isCapital);
  const [start, end] = [flags.indexOf(true), flags.lastIndexOf(true) + 1];
  const isOneRun = start >= 0 && flags.slice(start, end).every(Boolean) && end - start < words.length;
  if (!isOneRun || (start > 0 && end < words.length)) return undefined;
  const rest = [...words.slice(0, start), ...words.slice(end)];
  if (!rest.some((word) => /\p{Ll}/u.test(word))) return undefined;
  return { given: rest.join(' '), family: words.slice(start, end).join(' ') };
}

function guessEastAsian(words: readonly string[], language: string): NameGuess | 'unsure' | undefined {
  const [first, last] = [fold(words[0] ?? ''), fold(words.at(-1) ?? '')];
  const isVietnamese =
    vietnameseFamilies.has(first) &&
    words.length > 2 &&
    words.length < 5 &&
    (vietnameseMiddles.has(fold(words[1] ?? '')) || language === 'vi');
  if (isVietnamese || (language === 'vi' && vietnameseFamilies.has(first) && !vietnameseFamilies.has(last)))
    return familyFirst(words);
  if (!eastAsianFamilies.has(first) || eastAsianFamilies.has(last)) return undefined;
  return language === 'zh' || language === 'vi' ? familyFirst(words) : 'unsure';
}

const PATRONYMIC = /(?:[оеё]вич|ьич|ич|[оеё]вна|ична|[иі]нична|[іїє]вна|йович)$/u;
const SLAVIC_FAMILY =
  /(?:[оеё]в|[оеё]ва|[иы]н|[иы]на|[сц]к(?:ий|ая|и|а)|[ое]й|енко|[чщ]?ук|юк|[иы]х|ян|дзе|швили|єв|єва|ів|ишин)$/u;

/** Петров Иван Иванович, Иван Иванович Петров, Петров И. И., Иван Петров. */
function guessSlavic(words: readonly string[]): NameGuess | undefined {
  const [first = '', second = '', third = ''] = words;
  const full = words.filter((word) => !isInitial(word));
  if (full.length === 1) return isInitial(first) ? at(words, words.length - 1) : familyFirst(words);
  if (words.length === 3 && PATRONYMIC.test(third)) return { given: second, family: first, patronymic: third };
  if (words.length === 3 && PATRONYMIC.test(second)) return { given: first, family: third, patronymic: second };
  if (words.length !== 2 || PATRONYMIC.test(second)) return undefined;
  const [isGiven, isGivenToo] = [slavicGivens.has(first.toLowerCase()), slavicGivens.has(second.toLowerCase())];
  if (isGiven !== isGivenToo) return isGiven ? at(words, 1) : familyFirst(words);
  const [isFamily, isFamilyToo] = [SLAVIC_FAMILY.test(first), SLAVIC_FAMILY.test(second)];
  if (isFamily && !isFamilyToo) return familyFirst(words);
  return isFamily && isFamilyToo && !isGiven ? undefined : at(words, 1);
}

/** The same in Latin letters, and the "son of" of Turkic names: Aliyev Ilham Heydar oglu. */
function transliterated(words: readonly string[]): NameGuess | undefined {
  const [first = '', second = '', third = '', fourth = ''] = words;
  const isSon = (word: string) => /^(?:o[gğ]lu|q[ıi]z[ıi]|k[ıi]z[ıi]|uulu|kyzy)$/u.test(word);
  if (words.length === 4 && isSon(fourth)) return { given: second, family: first, patronymic: `${third} ${fourth}` };
  if (words.length === 4 && isSon(third)) return { given: first, family: fourth, patronymic: `${second} ${third}` };
  const isPatronymic = (word: string) => /(?:[oey]vi(?:ch|č|tch|tsch)|[oey]vna|ichna|inichna|ivna)$/u.test(word);
  if (words.length !== 3) return undefined;
  if (isPatronymic(third) && !isPatronymic(second)) return { given: second, family: first, patronymic: third };
  return isPatronymic(second) ? { given: first, family: third, patronymic: second } : undefined;
}
