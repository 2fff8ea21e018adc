/** Mail addresses that a page puts into attributes for its own script to put together: nothing here runs that script. */
import { normaliseAddress } from './addresses.ts';
import { reverse } from './deobfuscate.ts';
import type { Tag } from './dom.ts';

/** The elements that may hide one: a page has few, and to ask each of its elements would take long. */
export const HIDING =
  '[data-cfemail],[data-mailto-token],[data-user],[data-name],[data-local],[data-mailbox],[data-account],[data-u],[data-enc-email],[href*="email-protection" i],[href^="znvygb:" i],[onclick*="znvygb:" i],[href*="mailto(" i]';

/**
 * The address in an element's attributes, or `undefined`:
 * - Cloudflare's `data-cfemail` and `/cdn-cgi/l/email-protection#…`,
 * - `data-user` with `data-domain`,
 * - links in ROT13, also in the script of a click, and `data-enc-email`,
 * - TYPO3's `linkTo_UnCryptMailto('…')` and `data-mailto-token`.
 */
export function hiddenAddress(element: Tag): string | undefined {
  const cloudflare = element.getAttribute('data-cfemail') ?? cloudflareHash(element.getAttribute('href'));
  if (cloudflare !== undefined) return decodeCloudflare(cloudflare);
  return splitAddress(element) ?? shiftedLink(element);
}

const cloudflareHash = (href: string | null) =>
  /\/cdn-cgi\/l\/email-protection#([\da-f]{6,600})/iu.exec((href ?? '').slice(0, 2_000))?.[1];

/** Pairs of hexadecimal digits: the first is the key that the others are XORed with; together they are UTF-8. */
export function decodeCloudflare(hex: string): string | undefined {
  if (!/^(?:[\da-f]{2}){3,400}$/iu.test(hex)) return undefined;
  const bytes = Uint8Array.from(hex.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
  const key = bytes[0] ?? 0;
  const escaped = [...bytes.subarray(1)].map((byte) => `%${(byte ^ key).toString(16).padStart(2, '0')}`).join('');
  return normaliseAddress(decode(escaped).replace(/\?.*$/su, ''));
}

const USER = ['data-user', 'data-name', 'data-local', 'data-mailbox', 'data-account', 'data-u'];
const DOMAIN = ['data-domain', 'data-host', 'data-server', 'data-d'];
const TLD = ['data-tld', 'data-suffix'];

/** The parts in attributes of their own; either may be written from the end. */
function splitAddress(element: Tag): string | undefined {
  const first = (names: readonly string[]) =>
    names.map((name) => element.getAttribute(name)?.trim() ?? '').find((value) => value !== '');
  const user = first(USER);
  const domain = first(DOMAIN);
  if (user === undefined || domain === undefined || user.length + domain.length > 300) return undefined;
  const tld = first(TLD);
  const host = tld === undefined ? domain : `${domain}.${tld.replace(/^\./u, '')}`;
  const style = element.getAttribute('style') ?? '';
  return normaliseAddress(isReversedStyle(style) ? `${reverse(user)}@${reverse(host)}` : `${user}@${host}`);
}

/** `znvygb:qnan@tybork.grfg`, or the same with another shift in TYPO3's own alphabet. */
function shiftedLink(element: Tag): string | undefined {
  const href = (element.getAttribute('href') ?? '').slice(0, 1_000);
  const click = element.getAttribute('onclick')?.slice(0, 2_000) ?? '';
  const turned = /znvygb:[^'"\s]{5,500}/iu.exec(`${href} ${click}`)?.[0] ?? element.getAttribute('data-enc-email');
  if (turned !== null) return addressIn(rot13(turned.slice(0, 500)).replace('[ng]', '@').replace('[at]', '@'));
  const token = element.getAttribute('data-mailto-token')?.slice(0, 500);
  const link = /(?:unCryptMailto|decryptMailto|UnTip?pMailto)\(\s*(?:'|%27|")([^'"]{5,500}?)(?:'|%27|")/iu.exec(
    href,
  )?.[1];
  const secret = token ?? (link === undefined ? undefined : decode(link));
  if (secret === undefined) return undefined;
  for (let shift = -26; shift <= 26; shift++) {
    const text = shiftTypo3(secret, shift);
    if (/^mailto:/iu.test(text)) return addressIn(text);
  }
  return undefined;
}

const addressIn = (link: string) => normaliseAddress(decode(link.replace(/^mailto:/iu, '').replace(/\?.*$/su, '')));

const rot13 = (text: string) =>
  text.replace(/[a-z]/giu, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCodePoint((((letter.codePointAt(0) ?? base) - base + 13) % 26) + base);
  });

/** TYPO3 turns each sign within its own range: `+` to `:`, `@` to `Z`, `a` to `z`. */
function shiftTypo3(text: string, shift: number): string {
  return [...text]
    .map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      const range = [
        [0x2b, 0x3a],
        [0x40, 0x5a],
        [0x61, 0x7a],
      ].find(([low = 0, high = 0]) => code >= low && code <= high);
      if (range === undefined) return sign;
      const [low = 0, high = 0] = range;
      const size = high - low + 1;
      return String.fromCodePoint(low + ((((code - low + shift) % size) + size) % size));
    })
    .join('');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `unicode-bidi: bidi-override; direction: rtl`: what is written last is read first. */
const isReversedStyle = (style: string) =>
  /unicode-bidi\s*:\s*(?:bidi-override|isolate-override)/iu.test(style) && /direction\s*:\s*rtl/iu.test(style);

/** Whether an element, by its own attributes, shows its text from the end. */
export const isReversed = (element: Tag): boolean =>
  isReversedStyle(element.getAttribute('style') ?? '') ||
  (element.localName === 'bdo' && element.getAttribute('dir') === 'rtl');
