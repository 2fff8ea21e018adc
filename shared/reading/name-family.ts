/** Where the family name starts in names that are written given name first: particles, double surnames, sons and daughters. */
import { foldText } from './evidence.ts';
import {
  conjunctions,
  devotions,
  familyParticles,
  generations,
  nobleTitles,
  smallParticles,
  spanishFamilies,
  spanishGivens,
} from './name-words.ts';

const fold = (word: string) => foldText(word).replaceAll(' ', '');
const isIberianFamily = (word: string | undefined) =>
  word !== undefined && (spanishFamilies.has(fold(word)) || /(?:ez|éz)$/u.test(word)) && word.length > 3;
const isIberianGiven = (word: string | undefined) => word !== undefined && spanishGivens.has(fold(word));

/** The servant of: عبد, Abdul, Abu, Umm make one name with the next word. */
const COMPOUND = /^(?:abd|abdul|abdel|abdal|abd-?[ae]l|abu|umm|عبد|أبو|ابو|أم)$/iu;
const ARABIC_ARTICLE = /^(?:al|el|ash|as|ad|an|ar|at|az)-\p{L}/iu;

/** @returns the index of the first word of the family name; `undefined` when that is anybody's guess */
export function familyStart(words: readonly string[], language: string): number | undefined {
  const last = words.length - 1;
  if (words.some((word) => /\p{Script=Arabic}/u.test(word))) return arabicStart(words);
  if (words.some((word) => /\p{Script=Hebrew}/u.test(word))) return hebrewStart(words);
  const noble = words.findIndex(
    (word, at) => at > 0 && at < last && nobleTitles.has(fold(word)) && word !== word.toLowerCase(),
  );
  if (noble > 0) return noble;
  const and = words.findIndex((word, at) => at > 1 && at < last && conjunctions.has(word));
  // "Ortega y Gasset", but not the "i" of another language in the middle of small words.
  if (and > 1) return and - 1;
  const latinArabic = transliteratedStart(words);
  if (latinArabic !== undefined) return latinArabic;
  const particle = firstParticle(words);
  if (particle > 0) return beforeParticle(words, particle);
  return iberianStart(words, language) ?? last;
}

/** "María del Carmen López": a devotion belongs to the given name. */
function firstParticle(words: readonly string[]): number {
  const last = words.length - 1;
  for (let at = 1; at < last; at++) {
    const word = words[at] ?? '';
    const isParticle = smallParticles.has(word) || familyParticles.has(word.toLowerCase().replace(/\.$/u, ''));
    if (!isParticle) continue;
    let next = at + 1;
    while (next < last && familyParticles.has((words[next] ?? '').toLowerCase())) next++;
    if (
      next < last &&
      /^(?:de|del)$/u.test(word) &&
      isIberianGiven(words[at - 1]) &&
      devotions.has(fold(words[next] ?? ''))
    ) {
      at = next;
      continue;
    }
    return at;
  }
  return -1;
}

/** "Ana López de Haro": a family name of Spain or Portugal before the particle is the first of two. */
function beforeParticle(words: readonly string[], particle: number): number {
  return particle > 1 &&
    /^(?:de|del|da|do|dos|das|di)$/u.test(words[particle] ?? '') &&
    isIberianFamily(words[particle - 1])
    ? particle - 1
    : particle;
}

/** Two family names, as in Spain and Latin America; in Portugal and Brazil the last is the main one, and both are family names, too. */
function iberianStart(words: readonly string[], language: string): number | undefined {
  const hasGeneration = words.length > 2 && generations.has(fold(words.at(-1) ?? ''));
  const end = hasGeneration ? words.length - 1 : words.length;
  const [second, third] = [words[1], words[2]];
  // A Spanish text may speak of Mary Ann Smithson, so the language alone settles nothing.
  const isSpoken = language === 'es' && isIberianFamily(third);
  if (end === 2) return hasGeneration ? 1 : undefined;
  if (end === 3 && !isIberianGiven(second) && (isSpoken || isIberianFamily(second))) return 1;
  if (end === 4 && isIberianFamily(third) && (isSpoken || isIberianGiven(second) || isIberianFamily(words[3])))
    return 2;
  return hasGeneration ? end - 1 : undefined;
}

/** In Latin letters: al-Rashid, Al Saud, bin Salman. */
function transliteratedStart(words: readonly string[]): number | undefined {
  const last = words.length - 1;
  for (let at = last; at > 0; at--) {
    const word = words[at] ?? '';
    const isArticle = (/^[AE]l$/iu.test(word) && at < last) || (ARABIC_ARTICLE.test(word) && at === last);
    if (!isArticle) continue;
    return COMPOUND.test(words[at - 1] ?? '') ? (at < last - 1 ? last : at > 1 ? at - 1 : undefined) : at;
  }
  const son = words.findIndex((word, at) => at > 0 && at < last && /^(?:bin|ibn|bint|binti|ben|ould)$/u.test(word));
  if (son > 0) return son;
  if (last >= 2 && COMPOUND.test(words[last - 1] ?? '')) return last - 1;
  return last === 2 && COMPOUND.test(words[0] ?? '') ? last : undefined;
}

/** A chain of given names of fathers has no family name that could be told; "آل", "بن" and the article tell it. */
function arabicStart(words: readonly string[]): number | undefined {
  const units: number[] = [];
  for (let at = 0; at < words.length; at++) {
    units.push(at);
    if (COMPOUND.test(words[at] ?? '')) at++;
  }
  const house = words.findLastIndex((word, at) => at > 0 && at < words.length - 1 && /^(?:آل|ال)$/u.test(word));
  if (house > 0) return house;
  const article = units.findLast((at) => at > 0 && /^ال\p{L}{2}/u.test(words[at] ?? ''));
  if (article !== undefined && article === units.at(-1)) return article;
  const son = words.findIndex((word, at) => at > 0 && at < words.length - 1 && /^(?:بن|ابن|بنت)$/u.test(word));
  if (son > 0) return son;
  return units.length === 2 ? units[1] : undefined;
}

function hebrewStart(words: readonly string[]): number {
  const last = words.length - 1;
  const particle = words.findIndex(
    (word, at) => at > 0 && at < last && /^(?:בן|בת|בר|אבו|אבן|דה|ון|פון|ואן|אל)$/u.test(word),
  );
  return particle > 0 ? particle : last;
}
