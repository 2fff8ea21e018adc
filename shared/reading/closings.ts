/** Telling the line above a name ("Best regards,", "Mit freundlichen Grüßen") from sentences that only start like one. */
import { foldText } from './evidence.ts';
import { closings } from './mail-words.ts';

const PHRASES = closings
  // Switzerland writes no ß.
  .flatMap((phrase) => (phrase.includes('ß') ? [phrase, phrase.replaceAll('ß', 'ss')] : [phrase]))
  .map(foldText)
  .filter((phrase) => phrase !== '')
  .map((text) => ({ text, words: text.split(' ').length, isUnspaced: /\p{Lo}/u.test(text) }));
/** "Beste Grüße aus Leipzig" */
const PLACE = /^ (?:aus|from|depuis|desde|uit|från)(?: \p{L}+){1,3}$/u;
const CLOSING_MAX = 60;

/** `whole`: a closing and nothing else; `more`: it goes on with a name or a few words. */
export type ClosingKind = 'whole' | 'more';

/**
 * @returns what kind of closing the line is; `rest` holds the words after the phrase, folded: "Thanks, Dana" leaves `dana`
 */
export function readClosing(line: string): { kind: ClosingKind; rest: string } | undefined {
  const text = line.trim();
  if (text.length > CLOSING_MAX || /[?@]|:[^)]|https?/u.test(text)) return undefined;
  const folded = foldText(text.replace(/[&/]/gu, ' and '));
  const words = folded.split(' ').length;
  let longest: { kind: ClosingKind; rest: string; length: number } | undefined;
  for (const phrase of PHRASES) {
    if (phrase.text.length <= (longest?.length ?? 0) || !folded.startsWith(phrase.text)) continue;
    const rest = folded.slice(phrase.text.length);
    if (rest === '' || PLACE.test(rest) || PHRASES.some((second) => isEndedBy(rest, second.text)))
      return { kind: 'whole', rest: '' };
    if (phrase.isUnspaced) longest = { kind: 'more', rest: rest.trim(), length: phrase.text.length };
    // After the phrase at most a name or two words more: "Thanks for the list, I will look at it" closes nothing.
    else if (
      rest.startsWith(' ') &&
      words - phrase.words <= (phrase.words > 1 ? 4 : 2) &&
      /[,.!]|^\P{P}*$/u.test(text)
    ) {
      longest = { kind: 'more', rest: rest.trim(), length: phrase.text.length };
    }
  }
  return longest === undefined ? undefined : { kind: longest.kind, rest: longest.rest };
}

/**
 * "Vielen Dank und beste Grüße", "Cordialement / Met vriendelijke groet" and "תודה ויום נעים" are two closings, "Veuillez agréer mes
 * salutations distinguées" ends in one.
 */
const isEndedBy = (rest: string, phrase: string) =>
  rest.endsWith(` ו${phrase}`) || (rest.endsWith(` ${phrase}`) && rest.length > phrase.length + 1);

export const isClosing = (line: string): boolean => readClosing(line) !== undefined;
