/** Escapes, separators, parameters and folds of vCard lines, in both directions. */
import type { LineParam } from './vcard-lines.ts';

/** Version 2.1 knows fewer escapes, and no lists with commas. */
export type Dialect = 'old' | 'new';

/**
 * `\n`, `\\`, `\;`, `\,` of RFC 6350 section 3.4, and `\:` and `\"`, which Google and Apple write. Any other backslash stands for itself.
 */
export const unescapeText = (value: string): string =>
  value.replace(/\\([\s\S])/gu, (all, sign: string) => {
    if (sign === 'n' || sign === 'N') return '\n';
    return /[\\;,:"]/u.test(sign) ? sign : all;
  });

export const escapeText = (text: string): string => text.replace(/[\\;,]/gu, '\\$&').replace(/\r\n?|\n/gu, '\\n');

/** Cuts at a separator that no backslash escapes; the parts are still escaped. */
export function splitEscaped(value: string, separator: ';' | ','): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '\\') at++;
    else if (value[at] === separator) {
      parts.push(value.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(value.slice(start));
  return parts;
}

/** RFC 6868: `^n`, `^^` and `^'` in parameters. */
export const decodeCarets = (value: string): string =>
  value.replace(/\^([n^'])/gu, (_, sign: string) => (sign === 'n' ? '\n' : sign === "'" ? '"' : '^'));

const encodeParam = (value: string): string => {
  const text = value
    .replaceAll('^', '^^')
    .replace(/\r\n?|\n/gu, '^n')
    .replaceAll('"', "^'");
  return /^[\w./+^'-]*$/u.test(text) ? text : `"${text}"`;
};

/** @param value already escaped */
export function formatLine(line: { group?: string; name: string; params: LineParam[]; value: string }): string {
  const params = line.params.map(({ name, values }) => `;${name}=${values.map(encodeParam).join(',')}`);
  return `${line.group === undefined ? '' : `${line.group}.`}${line.name}${params.join('')}:${line.value}`;
}

/** RFC 6350 section 3.2: at most 75 octets without the line end, cut between characters; CRLF. */
export function foldLine(line: string): string {
  if (line.length <= 75 && /^[ -~]*$/u.test(line)) return `${line}\r\n`;
  const parts: string[] = [];
  let start = 0;
  let octets = 0;
  let at = 0;
  for (const sign of line) {
    const code = sign.codePointAt(0) ?? 0;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > 75) {
      parts.push(line.slice(start, at));
      start = at;
      octets = 1; // the blank that marks the fold
    }
    octets += size;
    at += sign.length;
  }
  parts.push(line.slice(start));
  return `${parts.join('\r\n ')}\r\n`;
}
