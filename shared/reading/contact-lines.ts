/**
 * Reads the few lines that people write about themselves: a signature, a card on a page, a selection. Each line is taken apart
 * into addresses, links and phones, and what is left into phrases that are a name, a title, a company, a postal address or nothing.
 */
import { findAddresses, localPartWords } from './addresses.ts';
import { companyDomain, companyLikeness } from './companies.ts';
import { splitHeaderLine } from './header-labels.ts';
import { findLinks, type Link } from './links.ts';
import { carriesName, looksLikeName, nameWords, readableName } from './names.ts';
import { clipLine, foldText } from './evidence.ts';
import { findPhones, type CountryCode, type Phone } from './phones.ts';
import { remember } from './remember.ts';
import { unspacedPieces } from './unspaced-pieces.ts';
import { departments, joinAcronyms, legalForms, titleEndings, titleWords } from './words.ts';

/** A text and the line it stands in. */
export interface Phrase {
  text: string;
  line: string;
}

export interface CardLines {
  name?: Phrase;
  title?: Phrase;
  /** `isSure` when a legal form or the domain says that it is a company. */
  company?: Phrase & { isSure: boolean };
  phones: (Phone & { line: string })[];
  emails: { address: string; line: string }[];
  links: (Link & { line: string })[];
  address: Phrase[];
}

export interface CardContext {
  /** Whose card it is, when that is known. */
  name?: string;
  address?: string;
  country?: CountryCode;
}

const LINES_MAX = 60;
const LINE_MAX = 600;
/** Between the phrases of one line. Hyphens separate only with blanks around: "Lopez-Smith" is one name. */
const SEPARATORS = /\s*[|•·▪●∙‧◦¦‖]\s*|\s+[-–—~/]+\s+|\s{3,}|\t+|\s*;\s+|(?<=\p{Lo})\s*[／｜]\s*/u;
const ACTING_FOR = /^(?:i\.\s?[av]\.|ppa\.?|p\.\s?p\.?|gez\.|per pro\.?)\s+/iu;
/** What French and Italian law want behind the name of a company: `Globex SARL au capital de 20 000 €`. */
const CAPITAL = /,?\s(?:au capital|capitale sociale|con capital social)\s.*$/iu;
const LABEL_ONLY =
  /^(?:[\p{L}-]{1,14}\.?(?:\s[\p{L}-]{1,10})?\s?[:：])?\s*(?:e-?mail|mail|web(?:site)?|tel(?:e(?:phone|fon|fono|foon))?|fax|telefax|mob(?:ile|il)?|phone|cell|linkedin|twitter|x|skype|www|url|internet|homepage|direct|office|courriel|correo|sito|מייל|דוא"?ל|אתר|משרד|נייד|טלפון|טל|פקס|メール|電話|携帯|直通|内線|[temwfpcdo])?[\s.:：|,()+/-]*$/iu;
/** Numbers and people that the law wants named: no address, title or name of the sender. */
const REGISTER =
  /^(?:HR[AB]\b|USt|Steuer-?(?:nr|nummer|id)|VAT|TVA|SIRET|SIREN|RCS|CIF|NIF|P\.?\s?IVA|KvK|BTW|ABN|Org\.?\s?nr|Amtsgericht|Registergericht|Sitz|Capital|Registered|Company (?:no|number|reg)|Managing directors?:)/iu;
/** Who leads a company, in its imprint; without a name behind it the word is a title. */
const BOARD = /^(?:Geschäftsführ(?:er(?:in)?|ung)|Vorstand|Aufsichtsrat)\s?(?:[:：]|(?=\s))\s*/iu;
const STREET =
  /(?:stra(?:ß|ss)e|str\.|platz|allee|gasse|weg\b|ring\b|damm\b|ufer\b|\brue\b|avenue|boulevard|\bplace\b|\bquai\b|chemin|calle|carrer|plaza|paseo|avda|\bvia\b|viale|piazza|corso|\brua\b|praça|street|\bst\.?\b|road|\brd\.?\b|\bave?\.?\b|lane|\bln\b|drive|\bdr\.\b|square|\bsq\b|quay|court|suite|floor|building|\bhouse\b|tower|\bpark\b|straat|laan|plein|gracht|weg \d|gatan|vägen|gade|vej\b|veien|ulica|\bul\.|p\.?o\.? box|postfach|apartado|רחוב|שדרות|〒|[都道府県市区町村丁目]|路\d|号)/iu;
/** "Unter den Linden 77", "12 Harbour View": the line above a postcode needs no word for a street, only a house number. */
const HOUSE = /^(?:\p{L}[\p{L}\s.'’-]*\s\p{N}{1,4}\s?[a-z]?|\p{N}{1,4}[a-z]?,?\s\p{L}[\p{L}\s.'’-]*)$/iu;
/** What cards and forms call their fields. */
const FIELD_LABELS: readonly (readonly [field: 'name' | 'title' | 'company', label: RegExp])[] = [
  [
    'name',
    /^(?:(?:full |your |contact )?name|contact(?: person)?|ansprech(?:partner|person)(?:in)?|vor- und nachname|nom(?: complet)?|interlocuteur|nombre(?: completo| y apellidos)?|persona de contacto|שם(?: מלא)?|איש קשר|氏名|お?名前|担当者?)$/iu,
  ],
  [
    'title',
    /^(?:(?:job )?title|position|role|function|occupation|funktion|stelle|beruf|fonction|poste|cargo|puesto|funci[oó]n|תפקיד|役職|肩書)$/iu,
  ],
  [
    'company',
    /^(?:company(?: name)?|organi[sz]ation|employer|firm|firma|unternehmen|arbeitgeber|soci[eé]t[eé]|entreprise|empresa|compañ[ií]a|titular|razón social|raison sociale|ragione sociale|firmenname|anbieter|חברה|会社名?|社名|所属|販売業者|事業者名?)$/iu,
  ],
];
/** What stands before the name of who wrote an article, or drew its pictures. */
const BYLINE =
  /^(?:(?:written |posted )?by|von|par|por|door|av|af|author|autorin?|auteure?|text|words|מאת)[\s:：]\s*/iu;
const POSTCODE =
  /(?:\b\d{5}(?:-\d{3,4})?\b|\b\d{4}\s?[A-Z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b|\b\d{3} \d{2}\b|〒\s?\d{3}-\d{4}|\b\d{6}\b|\b(?:A|B|CH|D|F|L|NL)-\d{4,5}\b)/u;

/** @param lines one person's card, from the top */
export function readCard(lines: readonly string[], context: CardContext = {}): CardLines {
  const card: CardLines = { phones: [], emails: [], links: [], address: [] };
  const owner = ownerOf(context);
  const loose: Phrase[] = [];
  // How many loose phrases stand above the name, and above the company.
  let aboveName: number | undefined;
  let aboveCompany: number | undefined;
  for (const raw of lines.slice(0, LINES_MAX)) {
    const { clipped, parts, ...points } = takeApart(raw.slice(0, LINE_MAX), context.country);
    addPoints(points, card);
    for (const part of parts) {
      readPart({ text: part, line: clipped }, card, owner, loose);
      if (card.name !== undefined) aboveName ??= loose.length;
      if (card.company?.isSure === true) aboveCompany ??= loose.length;
    }
  }
  if (aboveName !== undefined && aboveCompany === aboveName + 1) card.title ??= titleBetween(loose[aboveName]);
  if (card.company === undefined) card.company = looseCompany(card, loose);
  return card;
}

/** Without the signs of formatted plain text: `*bold*`, `_emphasis_`, `> `, bullets. */
export const undecorate = (line: string): string =>
  line
    .replace(/^[\s>#]*(?:[*•·–]\s+)?/u, '')
    .replace(/(?<![\p{L}\p{N}])([*_]{1,3})(\S(?:[^*]{0,200}?\S)?)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .trim();

interface Points {
  line: string;
  emails: readonly string[];
  links: readonly Link[];
  phones: readonly Phone[];
}

/**
 * Takes addresses, links and phones out of a line, and the rest apart: they are separators too. One line is often read for several
 * people, or several times for one.
 */
const takeApart = remember(
  (raw: string, country: CountryCode | undefined): Points & { clipped: string; parts: readonly string[] } => {
    const line = undecorate(raw);
    let rest = line;
    const addresses = findAddresses(line, 10);
    for (const { written } of addresses)
      for (const form of [`<mailto:${written}>`, `[mailto:${written}]`, `<${written}>`, `(${written})`, written])
        rest = rest.replaceAll(form, ' | ');
    const links = findLinks(rest);
    for (const { written } of links) rest = rest.replaceAll(written, ' | ');
    const phones = findPhones(rest, country, 10);
    // From the end, so that the places of the others still hold.
    for (const phone of phones.toReversed()) {
      const head = rest
        .slice(0, phone.start)
        .replace(phone.label === undefined ? /$/u : /[\p{L}-]{1,20}[\s.:：()+-]{0,8}$/u, '');
      rest = `${head} | ${rest.slice(phone.end)}`;
    }
    const parts = rest.replace(/[<>()[\]]\s*\|\s*[<>()[\]]/gu, ' | ').split(SEPARATORS);
    return { line, clipped: clipLine(line), parts, emails: addresses.map(({ address }) => address), links, phones };
  },
);

function addPoints({ line, emails, links, phones }: Points, card: CardLines): void {
  for (const address of emails)
    if (!card.emails.some((email) => email.address === address)) card.emails.push({ address, line });
  for (const link of links) if (!card.links.some(({ url }) => url === link.url)) card.links.push({ ...link, line });
  for (const phone of phones)
    if (phone.label !== 'fax' && !card.phones.some(({ number }) => number === phone.number))
      card.phones.push({ ...phone, line });
}

function readPart(part: Phrase, card: CardLines, owner: Owner, loose: Phrase[]): void {
  const { domain } = owner;
  const said = part.text
    .replace(/\s*\((?!haftungsbeschränkt)[^()]{12,}\)/gu, '') // a remark, not a part of a name
    .replace(ACTING_FOR, '')
    .replace(CAPITAL, '')
    .replace(/^[\s,;:.-]+|[\s,;:-]+$/gu, '');
  const labelled = readLabelled(said, part.line, card, owner);
  if (labelled) return;
  const header = splitHeaderLine(said);
  if (header !== undefined && !/^(?:from|reply-to|to|cc|bcc)$/u.test(header.header)) return;
  const unlabelled = header?.rest ?? said.replace(BYLINE, '');
  const text = unlabelled !== said && looksLikeName(unlabelled) ? unlabelled : said;
  if (text.length < 2 || text.length > 120 || /[<>{}=]/u.test(text) || LABEL_ONLY.test(text) || isRegister(text))
    return;
  const hasNumber = /\p{N}/u.test(text);
  if (hasNumber && STREET.test(text) && !companyBeforeComma(text, domain)) {
    card.address.push({ ...part, text });
    return;
  }
  const pieces = joinForms(text.split(/,\s+|,(?=\p{L})|\s+(?:at|@|bei|chez|en|bij|hos|presso)\s+(?=\p{Lu})/u)).flatMap(
    (piece) => unspacedPieces(piece, isTitle),
  );
  // "Senior Manager, Sales, Globex Ltd": pieces are read by themselves; a name "Whitfield, PhD" or a title "VP, Sales" stays whole.
  for (const [at, written] of pieces.entries()) {
    const piece = withoutPoint(written);
    if (piece === '' || isRegister(piece)) continue;
    const phrase = { text: piece, line: part.line };
    const likeness = companyLikeness(piece, domain);
    const isSureCompany = likeness === 'legal-form' || (likeness === 'domain' && !isTitle(piece));
    if (card.name === undefined && isTheName(piece, owner)) card.name = { ...phrase, text: readableName(piece) };
    else if (isSureCompany && !isTheName(piece, owner)) takeCompanyOrLoose(phrase, card, domain, loose);
    else if (isTitle(piece, domain) && (card.title === undefined || likeness !== 'company-word')) {
      if (card.title === undefined) card.title = phrase;
      else if (at > 0 && card.title.line === part.line && departments.has(foldText(piece)))
        card.title.text += `, ${piece}`;
    } else if (isDepartment(piece) && card.title !== undefined && card.title.line === part.line)
      card.title.text += `, ${piece}`;
    else if (hasNumber && POSTCODE.test(piece)) takePlace(phrase, card, loose);
    else if (hasNumber && /\p{N}/u.test(piece) && STREET.test(piece)) card.address.push(phrase);
    else takeCompanyOrLoose(phrase, card, domain, loose);
  }
}

function isRegister(text: string): boolean {
  const board = BOARD.exec(text)?.[0];
  return (
    REGISTER.test(text) || (board !== undefined && (/[:：]/u.test(board) || looksLikeName(text.slice(board.length))))
  );
}

/** "Dana Whitfield, sales manager. Phone: …": the point ends a sentence. That of "Inc." is a part of it. */
const withoutPoint = (text: string) =>
  /\p{L}{4}\.$/u.test(text) && text.split(' ').length <= 4 && isTitle(text.slice(0, -1)) ? text.slice(0, -1) : text;

/** "Position: Head of Sales": the label says what the rest is. So does a title before a name: "Treasurer: Dana Whitfield". */
function readLabelled(text: string, line: string, card: CardLines, owner: Owner): boolean {
  const [, label = '', value = ''] = /^([^:：]{2,25})[:：]\s*(\S.*)$/u.exec(text) ?? [];
  if (isTitle(label) && card.name === undefined && !isRegister(text) && isTheName(value, owner)) {
    card.name = { text: readableName(value), line };
    card.title ??= { text: label.trim(), line };
    return true;
  }
  const field = value === '' ? undefined : FIELD_LABELS.find(([, pattern]) => pattern.test(label.trim()))?.[0];
  if (field === undefined || (field === 'name' && !looksLikeName(value))) return false;
  if (field === 'company') card.company ??= { text: value, line, isSure: true };
  else card[field] ??= { text: value, line };
  return true;
}

/** The line of a city, with the street above it and, in "San Francisco, CA 94105", the city before it. */
function takePlace(place: Phrase, card: CardLines, loose: Phrase[]): void {
  const before = loose.at(-1);
  if (before?.line === place.line && before.text.length <= 40 && place.line.includes(`${before.text}, ${place.text}`)) {
    loose.pop();
    place.text = `${before.text}, ${place.text}`;
  }
  const street = card.address.length === 0 ? loose.at(-1) : undefined;
  if (street !== undefined && HOUSE.test(street.text)) card.address.push(...loose.splice(-1));
  card.address.push(place);
}

/** What stands alone between the name and the company is the title, whatever the language. */
function titleBetween(phrase: Phrase | undefined): Phrase | undefined {
  const isTitleLike =
    phrase !== undefined &&
    /^\p{L}[\p{L}\p{M}\s.,&/'’()-]{2,60}$/u.test(phrase.text) &&
    phrase.text.split(/\s+/u).length <= 6 &&
    !isDepartment(phrase.text);
  return isTitleLike ? phrase : undefined;
}

/** "Globex, Inc." is one piece, and so are "Bodegas Globex, S.A." and "Globex, a.s.". */
function joinForms(pieces: readonly string[]): string[] {
  const joined: string[] = [];
  for (const piece of pieces.map((text) => text.trim())) {
    const isForm =
      joined.length > 0 &&
      legalForms.has(foldText(piece).replaceAll(' ', '')) &&
      /^(?:\p{Lu}|(?:\p{Ll}\.\s?){2,3}$)/u.test(piece);
    if (isForm) joined.push(`${joined.pop() ?? ''}, ${piece}`);
    else joined.push(piece);
  }
  return joined;
}

function takeCompanyOrLoose(phrase: Phrase, card: CardLines, domain: string | undefined, loose: Phrase[]): void {
  const likeness = companyLikeness(phrase.text, domain);
  if (likeness === 'legal-form' || likeness === 'domain') {
    if (card.company?.isSure !== true) card.company = { ...phrase, isSure: true };
  } else if (likeness === 'company-word' && (phrase.text.split(/\s+/u).length > 1 || /^\p{Lo}{3,}$/u.test(phrase.text)))
    card.company ??= { ...phrase, isSure: false };
  else loose.push(phrase);
}

/** "Umbrella plc, 1 Quay Street": the street does not make the company before the comma part of the address. */
function companyBeforeComma(text: string, domain: string | undefined): boolean {
  const [first = ''] = text.split(',');
  const likeness = first === text ? 'no' : companyLikeness(first, domain);
  return likeness === 'legal-form' || likeness === 'domain';
}

/** What stands beside the title, or between the name and the first contact point, is the company when nothing better is. */
function looseCompany(card: CardLines, loose: readonly Phrase[]): CardLines['company'] {
  const beside = loose.find(
    ({ text, line }) => line === card.title?.line && /^[\p{Lu}\p{Lo}]/u.test(text) && text.split(' ').length <= 5,
  );
  return beside === undefined ? undefined : { ...beside, isSure: false };
}

/** What is known of whose card it is. */
interface Owner {
  /** The words of the name, as far as it is a person's: a company that writes has its own in the header, which is nobody's. */
  known: readonly string[];
  /** Those of the address. */
  local: readonly string[];
  domain: string | undefined;
}

function ownerOf({ name, address }: CardContext): Owner {
  const isPerson = name !== undefined && companyLikeness(readableName(name)) === 'no';
  return {
    known: isPerson ? nameWords(name) : [],
    local: address === undefined ? [] : localPartWords(address),
    domain: address === undefined ? undefined : companyDomain(address),
  };
}

function isTheName(text: string, { known, local, domain }: Owner): boolean {
  const words = foldText(text).split(' ');
  // "Whitfield Consulting", "渡辺工務店": of a sender who shows one word only.
  if (known.length === 1 && foldText(text) !== known[0] && companyLikeness(text) !== 'no') return false;
  if (known.length > 0) {
    return carriesName(foldText(text), known) && words.length <= known.length + 4;
  }
  // Without a display name the address may confirm it: dana.whitfield@ and "Dana Whitfield", thorsten.baeumer@ and "Thorsten Bäumer".
  if (local.length < 2)
    return (
      looksLikeName(text) && (companyLikeness(text, domain) === 'no' || local.some((word) => isAmong(word, words)))
    );
  const inText = (word: string) => isAmong(word, words);
  if (local.every(inText)) return words.length <= local.length + 3;
  return looksLikeName(text) && local.some((word) => word.length > 3 && inText(word));
}

/** Whether a word of an address is one of a name, or several: `baeumer` is Bäumer, `delolmo` is del Olmo. */
export function isAmong(word: string, words: readonly string[]): boolean {
  if (words.includes(word) || words.includes(word.replace(/([aou])e/gu, '$1'))) return true;
  if (word.length < 5) return false;
  return words.some((part, at) => {
    const [second = '', third = ''] = words.slice(at + 1, at + 3);
    return word.startsWith(part) && (word === part + second || word === part + second + third);
  });
}

/** Titles of scripts that do not set words apart. */
const UNSPACED_TITLES = [...titleWords].filter((word) => /^[\p{Lo}\p{Lm}]{2,}$/u.test(word));

/** Whether a phrase is a job title; a company whose name holds such a word is none. */
export const isTitle = remember((text: string, domain?: string): boolean => {
  const words = foldText(joinAcronyms(text)).split(' ');
  if (words.length > 9 || /[.!?]$/u.test(text)) return false;
  const likeness = companyLikeness(text, domain);
  if (likeness === 'legal-form') return false;
  if (words.some((word) => titleWords.has(word) || titleEndings.test(word))) return true;
  return /\p{Lo}/u.test(text) && UNSPACED_TITLES.some((word) => foldText(text).includes(word));
});

const isDepartment = (text: string) => {
  const words = foldText(text).split(' ');
  return (
    words.length <= 4 &&
    (/^(?:department|dept|division|abteilung)$/u.test(words.at(-1) ?? '') ||
      words.every((word) => departments.has(word) || word === 'and' || word === 'und' || word === 'et' || word === 'y'))
  );
};
