/**
 * Mail addresses that pages hide from collectors but show to people: "dana [at] globex (dot) test" in several languages, entities
 * written twice, text in reverse.
 */
import { domainOf, findAddresses, isAddressPattern, isPublicDomain, normaliseAddress } from './addresses.ts';
import { functionWords } from './line-words.ts';
import { decodeEntities } from './tolerant-json.ts';

export interface HiddenAddress {
  address: string;
  /** Where it starts in the text. */
  index: number;
  written: string;
}

/** What people write for "@": English, German, French, Spanish, Italian, Dutch, Nordic, Slavic, Hebrew, Japanese. */
const AT_WORDS =
  'at|ät|bei|klammeraffe|affenschwanz|chez|arobase|arobas|arroba|en|chiocciola|presso|apenstaartje|apestaart|bij|snabel-?a|alfakrøll|małpa|zavin[aá]č|kukac|собака|שטרודל|כרוכית|アットマーク|アット';
/** The words of these that mean nothing else: they need no brackets and no label. */
const SURE_AT = 'klammeraffe|affenschwanz|arobase|arroba|chiocciola|apenstaartje|małpa|zavin[aá]č|שטרודל|アットマーク';
const DOT_WORDS = 'dot|punkt|point|punto|ponto|punt|prick|piste|tečka|kropka|pont|точка|נקודה|ドット';

const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?`;
/** In brackets, or between dashes that stand apart: "look_at_this.com" is a file. */
const bracketed = (words: string) =>
  String.raw`(?:\s{0,3}[([{<«]{1,2}\s{0,3}(?:${words})\s{0,3}[)\]}>»]{1,2}\s{0,3}|\s[*_-]{1,2}\s?(?:${words})\s?[*_-]{1,2}\s)`;
const DOT = String.raw`(?:\.|${bracketed(`${DOT_WORDS}|\\.`)}|\s(?:${DOT_WORDS})\s)`;
const LOCAL = String.raw`(?<![\p{L}\p{N}._%+'/=@-])[\p{L}\p{N}_%+][\p{L}\p{N}_%+'-]{0,63}(?:${DOT}[\p{L}\p{N}_%+'-]{1,63}){0,3}?`;
const DOMAIN = String.raw`${LABEL}(?:${DOT}${LABEL}){0,4}${DOT}\p{L}[\p{L}\p{N}-]{1,30}(?![\p{L}\p{N}@])`;

/** A sign in brackets can't be anything else. */
const BRACKETED = new RegExp(`(${LOCAL})(?:${bracketed(`${AT_WORDS}|a|ä|@|&#64;`)}|＠)(${DOMAIN})`, 'giu');
/** Words without brackets are ordinary words: they count where nothing else is said, or right after a label. */
const SPOKEN = new RegExp(`(${LOCAL})\\s{1,3}(?:${AT_WORDS}|@)\\s{1,3}(${DOMAIN})`, 'giu');
const SURE = new RegExp(`\\s(?:${SURE_AT})\\s`, 'iu');
const MAIL_LABEL =
  /(?:e-?mail|mail|courriel|correo(?: electr[oó]nico)?|mél|contact|kontakt|posta(?: elettronica)?|e-?post|sähköposti|(?:e-?)?mail-?adress[e]?|メール(?:アドレス)?|מייל|דוא"?ל|почта)\s?[:：]?\s*$/iu;
/** `nospam` and its like, in capitals or set apart, for people to leave out. */
const REMOVE_ME = /([.\-_]?)(?:NO-?SPAM|REMOVE-?(?:THIS|ME)?|ENTFERNEN|SPAMFREI)([.\-_]?)/gu;

export interface HiddenOptions {
  /** The text is one field or line by itself, which is an address or nothing. */
  isAlone?: boolean;
}

/** The addresses in a text that are written so that only people read them, at most 50. Plain ones are for `findAddresses`. */
export function findHidden(text: string, options: HiddenOptions = {}): HiddenAddress[] {
  const sample = text.slice(0, 20_000);
  const found: HiddenAddress[] = [];
  const add = (address: string | undefined, index: number, written: string) => {
    if (address === undefined || !isPublicDomain(domainOf(address)) || isAddressPattern(address)) return;
    if (found.length < 50 && !found.some((known) => known.address === address)) found.push({ address, index, written });
  };
  if (HINT.test(sample)) {
    for (const match of sample.matchAll(BRACKETED))
      if (!isProse(sample, match)) add(join(match[1], match[2]), match.index, match[0]);
    for (const match of sample.matchAll(SPOKEN)) {
      const before = sample.slice(Math.max(0, match.index - 30), match.index);
      const isWhole = match[0].length >= sample.trim().length - 2 || SURE.test(match[0]);
      if (isWhole || options.isAlone === true || MAIL_LABEL.test(before))
        add(join(match[1], match[2]), match.index, match[0]);
    }
  }
  if (/&(?:#|commat|period)/iu.test(sample)) {
    const plain = decodeEntities(sample)
      .replace(/&commat;/giu, '@')
      .replace(/&period;/giu, '.');
    for (const { address, written } of findAddresses(plain, 20)) add(address, 0, written);
  }
  if (sample.includes('@'))
    for (const { address, index, written } of findReversed(sample)) add(address, index, written);
  return found;
}

/**
 * "We met (at) noon.It rained", "Dana Whitfield (at) globex.test": a small word, the last word of a name, or a sentence that starts where
 * the top-level domain should be.
 */
function isProse(text: string, { 1: local = '', 2: domain = '', 0: written, index }: RegExpExecArray): boolean {
  if (!/^\s/u.test(written.slice(local.length)) || new RegExp(DOT, 'iu').test(local)) return false;
  const tld = domain.slice(domain.lastIndexOf('.') + 1);
  if (/^\p{Lu}\p{Ll}+$/u.test(tld) && domain.includes('.') && /\p{Ll}/u.test(domain)) return true;
  const before = text.slice(Math.max(0, index - 30), index);
  const isName =
    /^\p{Lu}\p{Ll}/u.test(local) && /(?:^|[^\p{L}])\p{Lu}[\p{L}.'’-]*\s$/u.test(before) && !MAIL_LABEL.test(before);
  return isName || (functionWords.has(local.toLowerCase()) && /\p{L}\s$/u.test(before));
}

/** Cheap: most texts hide nothing. */
export const mayHide = (text: string): boolean =>
  text.includes('@') || HINT.test(text) || (text.includes('&') && /&(?:#|commat|period)/iu.test(text));

const HINT = new RegExp(`[([{<«*_＠-]\\s{0,3}(?:${AT_WORDS}|[aä][)\\]}>»]|@)|＠|\\s(?:${AT_WORDS}|@)\\s`, 'iu');

function join(local: string | undefined, domain: string | undefined): string | undefined {
  const dots = new RegExp(DOT, 'giu');
  const plain = `${(local ?? '').replace(dots, '.')}@${(domain ?? '').replace(dots, '.')}`;
  return normaliseAddress(plain.replace(REMOVE_ME, (_, before: string, after: string) => (after === '' ? '' : before)));
}

/** `tset.xebolg@anad`: no address as it stands, for `anad` is no top-level domain, and one when it is read from the end. */
function findReversed(text: string): HiddenAddress[] {
  const found: HiddenAddress[] = [];
  for (const match of text.matchAll(
    /(?<![\p{L}\p{N}.@-])\p{L}{2,24}\.[\p{L}\p{N}.-]{1,100}@[\p{L}\p{N}._%+'-]{1,64}/gu,
  )) {
    const [written] = match;
    if (findAddresses(written, 1).length > 0) continue;
    const [only] = findAddresses(reverse(written), 1);
    if (only !== undefined && only.written.length === written.length)
      found.push({ address: only.address, index: match.index, written });
  }
  return found;
}

export const reverse = (text: string): string => [...text].toReversed().join('');
