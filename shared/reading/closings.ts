/** Telling the line above a name ("Best regards,", "Mit freundlichen Grüßen") from sentences that only start like one. */
import { foldText } from './evidence.ts';
import { closings } from './mail-words.ts';

const PHRASES = closings
  // Switzerland writes no ß.
  .flatMap((phrase) => (phrase.includes('ß') ? [phrase, phrase.replaceAll('ß', 'ss')] : [phrase]))
  .map(foldText)
  .filter((phrase) => phrase !== '')
  .map((text) => ({ text, words: text.split(' ').length, isUnspaced: /\p{Lo}/u.test(text) }));
/** "Vielen Dank und beste Grüße" is two closings, and so are "Thanks & best regards" and "תודה ויום נעים". */
const JOINED = /^ (?:(?:and|und|et|y|e|en|och|og|with|mit|avec|con) |ו(?=\p{L}))/u;
const CLOSING_MAX = 60;

/** `whole`: a closing and nothing else; `more`: it goes on with a name or a few words. */
export type ClosingKind = 'whole' | 'more';

/**
 * @returns what kind of closing the line is; `rest` holds the words after the phrase, folded: "Thanks, Dana" leaves `dana`
 */
export function readClosing(line: string): { kind: ClosingKind; rest: string } | undefined {
  const text = line.trim();
  if (text.length > CLOSING_MAX || /[?@]|:[^)]|https?/u.test(text)) return undefined;
  const folded = foldText(text.replaceAll('&', ' and '));
  const words = folded.split(' ').length;
  let longest: { kind: ClosingKind; rest: string; length: number } | undefined;
  for (const phrase of PHRASES) {
    if (phrase.text.length <= (longest?.length ?? 0) || !folded.startsWith(phrase.text)) continue;
    const rest = folded.slice(phrase.text.length);
    if (rest === '' || PHRASES.some(({ text: second }) => JOINED.test(rest) && rest.replace(JOINED, '') === second))
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

export const isClosing = (line: string): boolean => readClosing(line) !== undefined;
