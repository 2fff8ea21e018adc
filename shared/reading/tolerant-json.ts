/**
 * JSON as people and templates write it by mistake: comments, CDATA marks, raw line ends in texts, missing and trailing commas, bad
 * escapes, HTML entities, several values in a row. What can't be repaired is left out.
 */

/** Each goes further than the one before; the first that gives JSON is taken. */
const REPAIRS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => repairJson(text),
  (text) => repairJson(text, 'drop-html-comments'),
  (text) => `[${repairJson(text)}]`,
  (text) => repairJson(decodeEntities(text)),
];

/** JSON, or what becomes JSON after the usual mistakes are repaired; `undefined` for anything else. */
export function parseTolerant(text: string): unknown {
  for (const repair of REPAIRS) {
    try {
      const data: unknown = JSON.parse(repair(text));
      return data;
    } catch {
      // The next repair goes further.
    }
  }
  return undefined;
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&', nbsp: ' ' };

/** The entities that templates write where none belong: the named ones of XML, and all that are numbers. */
export const decodeEntities = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/giu,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    },
  );

/**
 * One pass: comments and marks outside of strings go, control characters inside are escaped, commas before an end go, and one is
 * put where a value follows a value.
 * @param html the marks of HTML comments go alone, for they may be around everything, or with what is between them
 */
export function repairJson(text: string, html: 'drop-html-marks' | 'drop-html-comments' = 'drop-html-marks'): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const sign = text[at] ?? '';
    if (sign === '"') {
      const end = stringEnd(text, at);
      if (isAfterValue(parts)) parts.push(',');
      parts.push(repairString(text.slice(at, end)));
      at = end;
    } else if (text.startsWith('/*', at)) at = after(text, '*/', at + 2);
    else if (text.startsWith('//', at)) at = after(text, '\n', at + 2);
    else if (text.startsWith('<!--', at)) at = html === 'drop-html-marks' ? at + 4 : after(text, '-->', at + 4);
    else if (text.startsWith('-->', at)) at += 3;
    else if (text.startsWith('<![CDATA[', at)) at += 9;
    else if (text.startsWith(']]>', at)) at += 3;
    else if (sign === ',') {
      const next = /^[\s,]*(.?)/su.exec(text.slice(at, at + 2_000))?.[1] ?? '';
      if (next !== '}' && next !== ']' && next !== '' && parts.at(-1) !== ',') parts.push(',');
      at++;
    } else {
      if ((sign === '{' || sign === '[') && isAfterValue(parts)) parts.push(',');
      if (!/[\s;\ufeff]/u.test(sign)) parts.push(sign);
      at++;
    }
  }
  return parts.join('');
}

const isAfterValue = (parts: readonly string[]) => /["}\]]$/u.test(parts.at(-1)?.slice(-1) ?? '');

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

const repairString = (text: string) =>
  text
    // oxlint-disable-next-line no-control-regex -- control characters are the mistake that this repairs
    .replace(/[\u0000-\u001f]/gu, (sign) => JSON.stringify(sign).slice(1, -1))
    .replace(/\\(?!["\\/bfnrtu])/gu, '\\\\');
