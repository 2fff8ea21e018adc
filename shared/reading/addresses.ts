/** Mail addresses: reading them from headers and text, comparing them, and telling machines and impostors. */
import { addressParser } from 'postal-mime';
import { parse as parseDomain } from 'tldts';
import { foldText } from './evidence.ts';
import { remember } from './remember.ts';

/** A mailbox of RFC 5322 section 3.4. */
export interface MailAddress {
  /** The display name, decoded; empty when there is none. */
  name: string;
  /** In lower case, the domain in ASCII. */
  address: string;
}

const ADDRESS_MAX = 320;

/**
 * The form that addresses are compared and stored in: lower case, the domain in its ASCII form (UTS 46, as browsers do it), so that
 * `LENA@Müller.test` and `lena@xn--mller-kva.test` are one. `undefined` for what can't be an address.
 */
export function normaliseAddress(text: string): string | undefined {
  const bare = text
    .normalize('NFC')
    .trim()
    .replace(/^<|>$/gu, '')
    .replace(/^mailto:/iu, '');
  const at = bare.lastIndexOf('@');
  if (at < 1 || bare.length > ADDRESS_MAX || /[\s<>,;:\\"]/u.test(bare.slice(at + 1))) return undefined;
  const local = bare.slice(0, at);
  // Quoted local parts may hold blanks; control characters and angle brackets never are part of one.
  if (/[\p{Cc}<>@]/u.test(local)) return undefined;
  const domain = asciiDomain(bare.slice(at + 1));
  return domain === undefined ? undefined : `${local.toLowerCase()}@${domain}`;
}

/** The ASCII form of a domain (RFC 5890), or `undefined` when it is none. */
export const asciiDomain = remember((domain: string): string | undefined => {
  // The full stops of East Asian keyboards separate labels, too (UTS 46).
  const text = domain
    .replace(/[。．｡]/gu, '.')
    .trim()
    .replace(/\.$/u, '');
  if (text === '' || text.length > 253 || /[\s/?#@:%[\]\\]/u.test(text) || !text.includes('.')) return undefined;
  if (!URL.canParse(`http://${text}/`)) return undefined;
  const host = new URL(`http://${text}/`).hostname;
  // URL turns "1.2" into an IPv4 address; mail domains end in letters.
  return /\.(?:[a-z]{2,63}|xn--[a-z0-9-]+)$/u.test(host) ? host : undefined;
});

/** The addresses of a header such as To, groups flattened, in order; what is no address is left out. */
export function parseAddressList(header: string): MailAddress[] {
  return toMailAddresses(addressParser(header.slice(0, 200_000), { flatten: true }));
}

/** The shape of postal-mime's addresses, groups included. */
interface ParsedAddress {
  name: string;
  address?: string | undefined;
  group?: readonly ParsedAddress[] | undefined;
}

export function toMailAddresses(parsed: readonly ParsedAddress[] | undefined): MailAddress[] {
  return (parsed ?? []).flatMap((entry) => {
    if (entry.group !== undefined) return toMailAddresses(entry.group);
    const address = normaliseAddress(entry.address ?? '');
    return address === undefined ? [] : [{ name: cleanName(entry.name, address), address }];
  });
}

/** A display name without quotes around it; a name that only repeats the address is no name. */
function cleanName(name: string, address: string): string {
  const text = name
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(["'])(.*)\1$/u, '$2')
    .trim();
  return normaliseAddress(text) === address ? '' : text;
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
export const localPartOf = (address: string): string => address.slice(0, address.lastIndexOf('@'));

/** The registrable domain (public suffix list), in ASCII: `mail.globex.co.uk` gives `globex.co.uk`. */
export function registrableDomain(host: string): string {
  const { domain, hostname } = parseDomain(asciiDomain(host) ?? host);
  return domain ?? hostname ?? host;
}

/** Domains of RFC 2606 and RFC 6761 that stand for real ones in tests and papers. */
const RESERVED = new Set(['test', 'example', 'localhost', 'local', 'internal', 'lan']);

/** Local part, "@", labels: bounded parts, so that the search takes linear time. */
const IN_TEXT =
  /(?<![\p{L}\p{N}._%+'/=@-])[\p{L}\p{N}_%+][\p{L}\p{N}._%+'-]{0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}[\p{L}][\p{L}\p{N}-]{1,61}(?![\p{L}\p{N}@])/gu;

/** `sprite@3x.mov` and `left-pad@1.3.0.md`: what ends in a top-level domain by chance. */
const FILE_PART = /^(?:\d{1,2}x\.[a-z]+|\d+\.\d+\..+)$/u;

/** The addresses in running text, each with where it starts. */
export function findAddresses(text: string, limit = 1_000): { address: string; index: number; written: string }[] {
  const found: { address: string; index: number; written: string }[] = [];
  if (!text.includes('@')) return found;
  for (const match of text.matchAll(IN_TEXT)) {
    const address = normaliseAddress(match[0].replace(/'$/u, ''));
    // `logo@2x.png` and `react@18.tgz` look like addresses; their last label is no top-level domain.
    if (address === undefined || FILE_PART.test(domainOf(address)) || !isPublicDomain(domainOf(address))) continue;
    if (isAddressPattern(address)) continue;
    found.push({ address, index: match.index, written: match[0] });
    if (found.length === limit) break;
  }
  return found;
}

/** "Given" and "family" as pages say how their addresses are made: `vorname.nachname@globex.test` is nobody's. */
const PATTERN_WORD =
  '(?:(?:first|given|last|family|sur|user|your)[-_]?name|vorname|nachname|pr[eé]nom|nom|nombre|apellidos?|nome|cognome|sobrenome|voornaam|achternaam|f[öo]rnamn|efternamn|fornavn|efternavn|etternavn|imi[eę]|nazwisko)';
const PATTERN = new RegExp(`^(?:${PATTERN_WORD}(?:[._-]?${PATTERN_WORD})?|[a-z]\\.${PATTERN_WORD}|prefix)$`, 'u');

/** Whether the local part says how addresses are made, and is none itself. */
export const isAddressPattern = (address: string): boolean => PATTERN.test(localPartOf(address));

export const isPublicDomain = remember((domain: string): boolean => {
  const parsed = parseDomain(domain);
  return (
    parsed.isIcann === true || parsed.isPrivate === true || RESERVED.has(domain.slice(domain.lastIndexOf('.') + 1))
  );
});

const NO_REPLY =
  /^(?:(?:do|ne|no|nao|não|non|nicht|keine?|ikke|niet)?[-_.]?(?:not?|pas|t)?[-_.]?(?:reply|replies|answer|respond|antwort(?:en)?|repondre|répondre|responder|responda|rispondere|svar|beantwoorden)|mailer-daemon|postmaster|bounces?|notifications?|auto(?:mated|mailer|reply)?)$/u;

/** Whether nobody reads what is sent to this address. */
export function isNoReply(address: string): boolean {
  const local = localPartOf(address).replace(/\+.*$/u, '');
  if (local === 'reply' || local === 'answer') return false;
  return (
    NO_REPLY.test(local) ||
    /(?:^|[-_.])(?:no-?reply|donotreply|do-not-reply|mailer-daemon|bounces?)(?:$|[-_.])/u.test(local)
  );
}

/** The address that a display name poses as: one in the name that is not the sender's own. */
export function poses(from: MailAddress): string | undefined {
  return findAddresses(from.name).find(({ address }) => !isSameMailbox(address, from.address))?.address;
}

/** Equal but for a `+tag`: the same mailbox with nearly every provider. */
export function isSameMailbox(a: string, b: string): boolean {
  const bare = (address: string) => `${localPartOf(address).replace(/\+.*$/u, '')}@${domainOf(address)}`;
  return bare(a) === bare(b);
}

/** The words of a local part, as a weak hint to a name: `dana.whitfield` gives `dana` and `whitfield`. */
export const localPartWords = (address: string): string[] =>
  foldText(localPartOf(address).replace(/\+.*$/u, ''))
    .split(' ')
    .filter((word) => /^\p{L}{2,}$/u.test(word));
