/** What plain text says of a link that shows less than it knows: a profile behind a word or a picture, a number without its country. */
import { webAddress } from './dom.ts';

const SITE =
  /^(?:web ?site|web|homepage|site|www|site (?:web|internet)|web ?seite|internet|(?:sitio|página) web|אתר|ホームページ|ウェブサイト|hp)$/iu;
const PROFILE =
  /(?:^|\.)(?:linkedin\.com|xing\.com|github\.com|gitlab\.com|twitter\.com|x\.com|instagram\.com|bsky\.app)$/u;
const LINK_MAX = 200;

/**
 * @param shown the text of the link; empty for a picture
 * @returns the text with its address behind it, or the whole phone number; nothing where the text says it all, or is about no person
 */
export function linkText(shown: string, href: string): string | undefined {
  const text = shown.trim();
  if (/^tel:/iu.test(href)) return wholeNumber(text, href);
  const url = text.length > 40 || href.length > LINK_MAX ? undefined : webAddress(href, 'about:blank');
  if (url === undefined || /\.\p{L}{2}|@/u.test(text)) return undefined;
  const host = new URL(url).hostname.replace(/^www\./u, '');
  const isNamed = text !== '' && host.split('.').slice(0, -1).includes(text.toLowerCase());
  const isProfile = text === '' && PROFILE.test(host) && new URL(url).pathname.length > 1;
  return isNamed || isProfile || SITE.test(text) ? `${shown.trimEnd()} <${url}>` : undefined;
}

/** RFC 3966: `tel:+573105550123` behind "310 555 0123". */
function wholeNumber(text: string, href: string): string | undefined {
  const digits = text.replace(/\P{Nd}/gu, '').replace(/^0/u, '');
  const number = /^tel:(\+\d{7,15})$/iu.exec(href.replace(/[\s().-]|%20/gu, ''))?.[1];
  if (number === undefined || /\+|\p{L}/u.test(text) || digits.length < 6 || !number.endsWith(digits)) return undefined;
  return number;
}
