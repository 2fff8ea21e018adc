/** Mends what programs write into headers against the rules, before they are parsed. */

const LF = 0x0a;
const CR = 0x0d;
const HEADERS_MAX = 1_000_000;
/** Two encoded words of base64, the first with padding: RFC 2047 section 5 forbids to cut a character, and programs do. */
const CUT = /(=\?([\w-]{3,40})\?B\?)([A-Za-z0-9+/]{0,500}={1,2})\?=\s{1,5}=\?\2\?B\?([A-Za-z0-9+/]{1,500}={0,2})\?=/giu;
const JOINS_MAX = 50;

/**
 * @param raw a message in source form
 * @returns the same bytes, or a copy whose headers are UTF-8 (they are read as windows-1252 when they are neither that nor ASCII), with
 *   words of base64 joined that were cut inside a character
 */
export function tidyHeaders(raw: Uint8Array): Uint8Array {
  const end = endOfHeaders(raw);
  const head = raw.subarray(0, end);
  const written = decoded(head, 'utf-8');
  const text = written ?? new TextDecoder('windows-1252').decode(head);
  const joined = joinCutWords(text);
  if (joined === written) return raw;
  const tidy = new TextEncoder().encode(joined);
  const whole = new Uint8Array(tidy.length + raw.length - end);
  whole.set(tidy);
  whole.set(raw.subarray(end), tidy.length);
  return whole;
}

function endOfHeaders(raw: Uint8Array): number {
  const limit = Math.min(raw.length, HEADERS_MAX);
  for (let at = raw.indexOf(LF); at >= 0 && at < limit; at = raw.indexOf(LF, at + 1)) {
    const next = raw[at + 1] === CR ? at + 2 : at + 1;
    if (raw[next] === LF) return at + 1;
  }
  return limit;
}

function joinCutWords(text: string): string {
  let joined = text;
  for (let count = 0; count < JOINS_MAX; count++) {
    const before: string = joined;
    joined = before.replace(CUT, (all: string, start: string, charset: string, first: string, second: string) => {
      const bytes = [first, second].map(bytesOf);
      const [head] = bytes;
      if (head === undefined || isWhole(head, charset)) return all;
      return `${start}${btoa(bytes.join(''))}?=`;
    });
    if (joined === before) break;
  }
  return joined;
}

const isWhole = (binary: string, charset: string) =>
  decoded(
    Uint8Array.from(binary, (sign) => sign.charCodeAt(0)),
    charset,
  ) !== undefined;

/** One sign per byte. */
function bytesOf(base64: string): string {
  const text = base64.replace(/=+$/u, '');
  // One sign more than whole groups is half a byte.
  return atob(text.length % 4 === 1 ? text.slice(0, -1) : text);
}

function decoded(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
