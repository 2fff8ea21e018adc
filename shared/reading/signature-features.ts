/**
 * What the lines of a mail tell about its signature, for the linear model in signature-block.ts. A feature is a name that holds for a
 * line in the block (`in:`), for its first line (`start:`), for the line above it (`prev:`) or for the whole block (`block:`).
 */
import { domainOf, findAddresses, localPartWords, type MailAddress } from './addresses.ts';
import { readClosing } from './closings.ts';
import { companyLikeness } from './companies.ts';
import { isTitle, undecorate } from './contact-lines.ts';
import { foldText } from './evidence.ts';
import { functionWords, greetings } from './line-words.ts';
import { appLines, disclaimers, phoneLabels } from './mail-words.ts';
import { looksLikeName, nameWords } from './names.ts';
import { departments, legalForms, suffixes } from './words.ts';

/** A line that is not empty. */
export interface MailLine {
  /** Its place among all lines. */
  at: number;
  /** Features of the line as a part of a signature. */
  features: readonly string[];
  kinds: ReadonlySet<string>;
  isAfterBlank: boolean;
}

const LINE_MAX = 300;
const RULE = /^[\s*_=~#·•─━-]{3,}$/u;
const MARK = /^(?:--|—|––)\s?$/u;
const URL =
  /https?:\/\/|\bwww\.|\b[\p{L}\d-]{2,40}\.(?:com|org|net|io|co|de|fr|es|il|jp|uk|eu|test|example)(?:[/\s,;>)]|$)/iu;
const PHONE = /(?:\+|\b|\()\d[\d\s().\u2010-\u2015/-]{5,24}\d\b/u;
const CONTACT_LABEL =
  /^(?:e-?mail|mail|courriel|correo|web(?:site)?|url|internet|www|site|sito|sitio|linkedin|twitter|skype|skype id|דוא"?ל|אתר|メール|ext|x|[temwfpcdo])(?:[\s.:：#-]|(?=[\d+(]))/iu;
/** Behind a name: "(she/her)", "(Mr.)". */
const PRONOUNS =
  /\s?\((?:(?:she|he|they|her|him|hers|his|them|theirs|elle|il|iel|ella|él|sie|er|ihr|ihm|ihn)(?:\s?[/,]\s?|(?=\)))){1,4}\)|\s\((?:m|mr|mrs|ms|mme|herr|frau|sr|sra)\.?\)/iu;
const KEY = /^[\p{L}\p{N}_ .-]{1,30}\s?[:：=](?:\s|$)/u;
/** What plain text shows of a logo. */
const IMAGE =
  /^[[<(]?(?:cid:|image|logo|inline image|picture|photo|bild|imagen)\b[^\s]{0,80}(?:\s\S{1,60})?[\])>]?$|\.(?:png|jpe?g|gif)[\])>]?$/iu;
const PLACE =
  /(?:stra(?:ß|ss)e|str\.|\brue\b|avenue|calle|street|\broad\b|suite|floor|\bplaza\b|רחוב|〒|東京都|都|府|\b\d{5}\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b)/iu;

/** @param lines of the sender's own words; only the last `limit` that are not empty are looked at */
export function readLines(lines: readonly string[], sender: MailAddress, limit: number): MailLine[] {
  const known = [...new Set([...nameWords(sender.name), ...localPartWords(sender.address)])];
  const filled: { at: number; text: string; isAfterBlank: boolean }[] = [];
  for (let at = lines.length - 1; at >= 0 && filled.length <= limit; at--) {
    const text = (lines[at] ?? '').slice(0, LINE_MAX).trimEnd();
    if (text.trim() !== '') filled.unshift({ at, text, isAfterBlank: at > 0 && (lines[at - 1] ?? '').trim() === '' });
  }
  return filled.map(({ at, text, isAfterBlank }, index) => {
    const kinds = kindsOf(text, sender, known);
    if (index === 0 && filled.length <= limit) kinds.add('first');
    return { at, isAfterBlank, kinds, features: [...kinds].map((kind) => `in:${kind}`) };
  });
}

function kindsOf(raw: string, sender: MailAddress, known: readonly string[]): Set<string> {
  const kinds = new Set<string>(['line']);
  const text = undecorate(raw).replace(PRONOUNS, '');
  const folded = foldText(text);
  const words = folded.split(' ').filter((word) => word !== '');
  const bare = raw.trim();
  if (MARK.test(bare)) kinds.add('mark');
  else if (RULE.test(bare)) kinds.add('rule');
  if (kinds.size > 1) return kinds;
  const add = (kind: string, holds: boolean) => void (holds && kinds.add(kind));
  kinds.add(bucket('length', text.length, [12, 25, 40, 60, 80, 140]));
  kinds.add(bucket('words', countWords(text, words), [1, 2, 3, 5, 9]));
  nameKinds(text, words, known, add);
  const closing = readClosing(text);
  if (closing?.kind === 'whole') kinds.add('closing');
  else if (closing !== undefined) {
    const rest = closing.rest.split(' ');
    const isName = rest.length <= 3 && rest.every((word) => isCapitalised(text, word) && !functionWords.has(word));
    kinds.add(isName ? 'closing-name' : 'closing-words');
  }
  const addresses = findAddresses(text, 3);
  add('email', addresses.length > 0);
  add(
    'own-email',
    addresses.some(({ address }) => address === sender.address),
  );
  add('own-domain', sender.address !== '' && folded.includes(foldText(domainOf(sender.address))));
  const digits = text.match(/\d/gu)?.length ?? 0;
  const isPhone = PHONE.test(text) && digits >= 7;
  add('phone', isPhone);
  add('short-number', !isPhone && digits > 2 && text.length < 25);
  add('many-digits', digits > text.length * 0.4);
  add('url', URL.test(text) && addresses.length === 0);
  const isContactLabel =
    CONTACT_LABEL.test(text) || phoneLabels.some(({ words: label }) => label.exec(text)?.index === 0);
  add('contact-label', isContactLabel);
  add('key', !isContactLabel && KEY.test(text));
  add('code', /\p{L}_\p{L}|[{}<>=\\]{2}|\p{L}\p{N}\p{L}\p{N}/u.test(text));
  add('separator', /\s[|•·*▪–/-]\s|\s{3,}|\t|[｜／]/u.test(text));
  add('title', isTitle(text));
  add('department', words.length <= 6 && words.some((word) => departments.has(word)));
  const likeness = text.length > 80 ? 'no' : companyLikeness(text);
  add(likeness === 'legal-form' ? 'legal-form' : 'company-word', likeness !== 'no');
  add('place', PLACE.test(text));
  const small = words.filter((word) => functionWords.has(word)).length;
  kinds.add(bucket('small-words', small, [0, 1, 3]));
  const sign = /([.!?,:;。！？、])["')\]]*$/u.exec(text)?.[1];
  // "John E. Doe, Ph.D." and "Globex Inc." end in an abbreviation.
  const last = foldText(text.split(/[\s,]+/u).at(-1) ?? '').replaceAll(' ', '');
  const isAbbreviation = words.length <= 6 && (suffixes.has(last) || legalForms.has(last));
  if (sign !== undefined && !isAbbreviation)
    kinds.add(`ends-${/[.。]/u.test(sign) ? 'stop' : /[!?！？]/u.test(sign) ? 'mark' : sign}`);
  add('greeting', greetings.test(text) && text.length < 50);
  add('bullet', /^\s*(?:[*•·・+>-]|\(?(?:\d{1,3}[.)]|\w\)))\s/u.test(raw));
  add('lower', /^\p{Ll}/u.test(text));
  add('indented', /^(?:\s{6}|\t)/u.test(raw));
  add('image', IMAGE.test(text));
  add('app', appLines.test(text) && text.length < 80);
  add('small-print', disclaimers.test(text));
  add('afterword', /^p\.?\s?p?\.?\s?s\b[.:]?/iu.test(text));
  return kinds;
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Scripts that do not set words apart count three signs for one. */
const countWords = (text: string, words: readonly string[]) =>
  Math.max(words.length, Math.ceil((text.match(UNSPACED)?.length ?? 0) / 3));

/** How the line resembles a name, and the sender's. */
function nameKinds(
  text: string,
  words: readonly string[],
  known: readonly string[],
  add: (kind: string, holds: boolean) => void,
): void {
  const has = (word: string) => words.includes(word) || (/\p{Lo}/u.test(word) && words.join('').includes(word));
  const matches = known.filter(has).length;
  const joined = words.join('');
  const isCapitals = words.length > 0 && words.length <= 6 && words.every((word) => isCapitalised(text, word));
  const isShort = words.length <= 4;
  // "Dana Whitfield | Head of Sales | +1 …"
  const first = foldText(text.split(/\s[|•·/–—-]\s|[|｜]/u)[0] ?? '').split(' ');
  const isFirst = first.length <= 4 && known.filter((word) => first.includes(word)).length >= 2;
  add('sender-name', known.length > 1 && matches >= 2 && (isShort || isFirst));
  add('sender-name-in-line', matches >= 2 && !isShort && !isFirst);
  add('sender-word', matches === 1 && isShort);
  add(
    'sender-joined',
    words.length === 1 && known.length > 1 && joined.length > 5 && known.every((word) => joined.includes(word)),
  );
  const initials = /^\p{Lu}{2,3}$/u.test(text.replace(/[.\s]/gu, '')) ? text.replace(/[.\s]/gu, '').toLowerCase() : '';
  add('initials', initials !== '');
  add(
    'sender-initials',
    initials !== '' &&
      known.length > 1 &&
      [...initials].every((letter) => known.some((word) => word.startsWith(letter))),
  );
  add('same-letter', matches === 0 && words.length === 1 && known.some((word) => word[0] === joined[0]));
  add('full-name', looksLikeName(withoutSuffixes(text)));
  // Without capitals a single word may be a whole sentence.
  const isWord = words.length === 1 && /^\P{N}+$/u.test(text) && (!/\p{Lo}/u.test(text) || /^\p{L}{1,8}$/u.test(text));
  add('one-capital', isCapitals && isWord);
  add('capitals', isCapitals && words.length > 1);
}

/** "John E. Doe, Ph.D." without what follows the name. */
const withoutSuffixes = (text: string) => {
  const [name = '', ...rest] = text.split(/,\s*/u);
  return rest.length > 0 && rest.every((part) => suffixes.has(foldText(part).replaceAll(' ', ''))) ? name : text;
};

const capitals = /^[\p{Lu}\p{Lo}\p{N}]/u;
/** Whether a word, given folded, starts with a capital in the text; scripts without capitals count as if it did. */
function isCapitalised(text: string, word: string): boolean {
  if (capitals.test(word) && !/^\p{N}/u.test(word)) return /\p{Lo}/u.test(word);
  return text.split(/[^\p{L}\p{M}\p{N}]+/u).some((part) => foldText(part) === word && capitals.test(part));
}

const bucket = (name: string, value: number, limits: readonly number[]) =>
  `${name}-${limits.find((limit) => value <= limit) ?? 'more'}`;

/** The features of the block from one line up to another, but those of its lines. */
export function blockFeatures(lines: readonly MailLine[], start: number, end: number, before: BlockSums): string[] {
  const features: string[] = [];
  const first = lines[start];
  const above = lines[start - 1];
  if (first === undefined) return features;
  const firstKind = [
    'mark',
    'rule',
    'closing',
    'closing-name',
    'closing-words',
    'sender-name',
    'sender-joined',
    'sender-word',
    'full-name',
    'one-capital',
    'initials',
  ].find((kind) => first.kinds.has(kind));
  features.push(`start:${firstKind ?? 'other'}`, first.isAfterBlank ? 'start:after-blank' : 'start:close');
  if (above === undefined) features.push('prev:nothing');
  else {
    for (const kind of [
      'mark',
      'rule',
      'closing',
      'closing-name',
      'ends-stop',
      'ends-mark',
      'ends-,',
      'ends-:',
      'sender-name',
      'full-name',
      'one-capital',
      'capitals',
      'phone',
      'email',
      'url',
      'title',
      'greeting',
      'bullet',
      'length-more',
      'small-words-more',
      'first',
    ])
      if (above.kinds.has(kind)) features.push(`prev:${kind}`);
  }
  const size = end - start;
  features.push(`block:${bucket('size', size, [1, 2, 4, 8, 14])}`);
  const count = (kind: (typeof COUNTED)[number]) => (before[end]?.[kind] ?? 0) - (before[start]?.[kind] ?? 0);
  const hasName = count('sender') > 0;
  const hasOtherName = count('name') > 0;
  features.push(hasName ? 'block:sender' : hasOtherName ? 'block:name' : 'block:nobody');
  const contacts = count('contact');
  features.push(contacts > 0 ? 'block:contact' : 'block:no-contact');
  if (count('name') > 3) features.push('block:many-names');
  const closingsBelow = count('closed') - (firstKind?.startsWith('closing') === true ? 1 : 0);
  if (closingsBelow > 0) features.push('block:closing-inside');
  if (size === 1 && count('closed') > 0 && !hasName && !hasOtherName) features.push('block:closing-alone');
  const tail = lines[end];
  features.push(tail === undefined ? 'end:all' : `end:${TAILS.find((kind) => tail.kinds.has(kind)) ?? 'other'}`);
  if (start === 0) features.push('block:whole-mail');
  return features;
}

/** Lines that may stand below a signature. */
export const TAILS = ['small-print', 'app', 'afterword', 'rule'] as const;
const COUNTED = ['sender', 'name', 'contact', 'closed'] as const;
export type BlockSums = readonly Readonly<Record<(typeof COUNTED)[number], number>>[];

/** Counts of what stands above each line, so that those of any block are a difference. */
export function blockSums(lines: readonly MailLine[]): BlockSums {
  const sums = [{ sender: 0, name: 0, contact: 0, closed: 0 }];
  for (const { kinds } of lines) {
    const has = (...names: string[]) => (names.some((name) => kinds.has(name)) ? 1 : 0);
    const last = sums.at(-1) ?? { sender: 0, name: 0, contact: 0, closed: 0 };
    sums.push({
      sender:
        last.sender + has('sender-name', 'sender-word', 'sender-joined', 'sender-initials', 'sender-name-in-line'),
      name: last.name + has('full-name', 'one-capital', 'initials', 'closing-name'),
      contact: last.contact + has('email', 'phone', 'url'),
      closed: last.closed + has('closing', 'closing-name', 'closing-words'),
    });
  }
  return sums;
}
