/** Web addresses in text. */
import { isPublicDomain } from './addresses.ts';
import { webAddress } from './dom.ts';

export interface Link {
  /** Absolute. */
  url: string;
  /** As it stands in the text. */
  written: string;
}

const WITH_SCHEME = /\bhttps?:\/\/[^\s<>"'|\\^`{}]{3,500}/giu;
const BARE =
  /(?<![\p{L}\p{N}@./_-])(?:www\.)?(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,5}[\p{L}]{2,24}(?:\/[^\s<>"'|]{0,300})?(?![\p{L}\p{N}@])/gu;

/** The links in a line, at most 20. */
export function findLinks(line: string): Link[] {
  const found: Link[] = [];
  if (!/[.]|:\/\//u.test(line)) return found;
  const add = (written: string, href: string) => {
    const url = webAddress(href, 'https://invalid.invalid/');
    if (url !== undefined && found.length < 20 && !found.some((link) => link.url === url)) found.push({ url, written });
  };
  let rest = line;
  for (const [match] of line.matchAll(WITH_SCHEME)) {
    const written = match.replace(/[),.;:!?\]]+$/u, '');
    add(written, written);
    rest = rest.replace(written, ' ');
  }
  for (const [match] of rest.matchAll(BARE)) {
    const written = match.replace(/[),.;:!?\]]+$/u, '');
    const host = written.split('/')[0] ?? '';
    // "e.g", "Pvt.Ltd" and "report.pdf" are no hosts; a bare name counts with www or with a public top-level domain in lower case.
    const isHost = host.startsWith('www.') || (host === host.toLowerCase() && isPublicDomain(host));
    if (isHost) add(written, `https://${written}`);
  }
  return found;
}
