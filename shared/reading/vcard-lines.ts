/**
 * The content lines that vCard and iCalendar are made of (RFC 6350 section 3, RFC 5545 section 3.1, vCard 2.1), as programs really
 * write them. All cutting is done on bytes and text is decoded last, because folds may stand inside of a character.
 */
import { bytesOf, decodeBytes, decodeQuotedPrintable, type ByteText } from './vcard-bytes.ts';

export interface LineParam {
  /** In upper case; `TYPE` for the bare words of vCard 2.1. */
  name: string;
  values: string[];
}

export interface ContentLine {
  /** `item1` in `item1.TEL`. */
  group?: string;
  /** In upper case. */
  name: string;
  /** As the file spells it. */
  written: string;
  params: LineParam[];
  /** Unfolded and decoded; escapes are still in it. Line ends are LF. */
  value: string;
  /** Whether line ends in the value are the file's own (quoted-printable, or a line broken without a mark). */
  isEncoded: boolean;
}

export const LINES_MAX = 200_000;
const HEAD = /^(?:([\w.-]{1,200})\.)?([\w-]{1,200})(?=[;:])/u;
const HEAD_START = /^[ \t]*[\w.-]{1,400}(?:[ \t]*:|;)/u;
const BASE64_LINE = /^[A-Za-z0-9+/=\s]*$/u;
/** Bare words that name an encoding or a kind of value, and not a type. */
const BARE: Readonly<Record<string, string>> = {
  BASE64: 'ENCODING',
  B: 'ENCODING',
  'QUOTED-PRINTABLE': 'ENCODING',
  '8BIT': 'ENCODING',
  '7BIT': 'ENCODING',
  INLINE: 'VALUE',
  URL: 'VALUE',
  'CONTENT-ID': 'VALUE',
  CID: 'VALUE',
};

/** All lines, in order; those that are none of the format are joined to the line before them. Never throws. */
export function readContentLines(input: Uint8Array | string): ContentLine[] {
  const lines: ContentLine[] = [];
  for (const { text, isBroken } of logicalLines(physicalLines(bytesOf(input)))) {
    const line = parseLine(text, isBroken);
    if (line !== undefined) lines.push(line);
    if (lines.length === LINES_MAX) break;
  }
  return lines;
}

/** LF, CRLF, CR, and the CR CR LF of files that went through a text mode twice. */
function physicalLines(bytes: ByteText): ByteText[] {
  const lines: ByteText[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    const sign = bytes.charCodeAt(at);
    if (sign !== 10 && sign !== 13) continue;
    lines.push(bytes.slice(start, at));
    if (sign === 13) {
      let next = at + 1;
      while (bytes.charCodeAt(next) === 13) next++;
      // A run of CR without LF is so many line ends, but empty lines say nothing anyway.
      at = bytes.charCodeAt(next) === 10 ? next : next - 1;
    }
    start = at + 1;
  }
  if (start < bytes.length) lines.push(bytes.slice(start));
  return lines;
}

interface Logical {
  text: ByteText;
  /** Joined with lines that carry no mark of folding. */
  isBroken: boolean;
}

/** Pieces are joined at the end, so that a line of a million folds takes linear time. */
interface Open {
  pieces: ByteText[];
  head: ByteText;
  /** What the piece before ended with, and how long it was. */
  last: ByteText;
  coding: 'base64' | 'quoted' | 'plain';
  isBroken: boolean;
}

function logicalLines(physical: readonly ByteText[]): Logical[] {
  const done: Logical[] = [];
  let open: Open | undefined;
  let indent = 0;
  const close = () => {
    if (open !== undefined) done.push({ text: open.pieces.join(''), isBroken: open.isBroken });
    open = undefined;
  };
  for (const raw of physical) {
    const line = withoutIndent(raw, indent);
    const begin = BEGIN.exec(line)?.[1];
    const isInside = open !== undefined && !/^END[ \t]*:[ \t]*V(?:CARD|CALENDAR)[ \t]*$/iu.test(open.head);
    const isSoft = open?.coding === 'quoted' && open.last.endsWith('=');
    // Cards copied from a text such as an RFC are indented as a whole; inside of a card a blank is a fold.
    const isBegin = begin !== undefined && !isSoft && (begin === '' || !isInside);
    if (isBegin) {
      close();
      indent = raw.length - raw.trimStart().length;
      open = { pieces: [raw.trimStart()], head: 'BEGIN', last: raw, coding: 'plain', isBroken: false };
      continue;
    }
    const joined: ByteText | undefined = open === undefined ? undefined : continuation(line, open);
    if (open !== undefined && joined !== undefined) {
      open.pieces.push(joined);
      open.last = line;
      continue;
    }
    if (line.trim() === '') continue;
    close();
    open = { pieces: [line], head: line.slice(0, 2_000), last: line, coding: codingOf(line), isBroken: false };
  }
  close();
  return done;
}

const BEGIN = /^([ \t]{0,40})BEGIN[ \t]*:/iu;

const withoutIndent = (line: ByteText, indent: number) =>
  indent > 0 && line.slice(0, indent).trim() === '' ? line.slice(indent) : line;

/** What this line adds to the open one; `undefined` when it starts a line of its own. */
function continuation(line: ByteText, open: Open): ByteText | undefined {
  if (open.coding === 'quoted' && open.last.endsWith('=') && !/^END[ \t]*:/iu.test(line)) {
    // The "=" of the soft break goes; the next line counts as it is (RFC 2045 section 6.7).
    const last = open.pieces.pop() ?? '';
    open.pieces.push(last.slice(0, -1));
    return line;
  }
  if (line === '') return '';
  if (/^[ \t]/u.test(line)) return line.slice(1);
  if (open.coding === 'base64' && BASE64_LINE.test(line)) return line;
  if (HEAD_START.test(line.slice(0, 500))) return undefined;
  // A line of full length was folded by a program that forgot the blank; a shorter one was ended by the writer's return key.
  const wasFull = open.last.length >= 72 && open.last.length <= 77;
  open.isBroken ||= !wasFull;
  return wasFull ? line : `\n${line}`;
}

function codingOf(line: ByteText): Open['coding'] {
  // What stands in quotes is text, even where it looks like a parameter.
  const start = line.slice(0, 2_000).replace(/"(?!(?:QUOTED-PRINTABLE|BASE64|B)")[^"]*(?:"|$)/giu, '""');
  const head = start.slice(0, Math.max(0, start.indexOf(':')));
  if (/;(?:ENCODING=)?"?QUOTED-PRINTABLE"?(?=;|$)/iu.test(head)) return 'quoted';
  return /;(?:ENCODING="?(?:BASE64|B)"?|BASE64)(?=;|$)/iu.test(head) ? 'base64' : 'plain';
}

function parseLine(text: ByteText, isBroken: boolean): ContentLine | undefined {
  const line = text.replace(/^[ \t]+/u, '').replace(/^([\w.-]{1,400})[ \t]+(?=[;:])/u, '$1');
  const head = HEAD.exec(line);
  // What can't be read is kept under a name of our own, so that nothing is lost.
  if (head === null)
    return {
      name: 'X-UNREADABLE',
      written: 'X-UNREADABLE',
      params: [],
      value: decodeBytes(line, undefined),
      isEncoded: true,
    };
  const { params, end } = parseParams(line, head[0].length);
  const charset = params.find(({ name }) => name === 'CHARSET')?.values[0];
  const encoding = params.find(({ name }) => name === 'ENCODING')?.values[0]?.toUpperCase();
  const bytes = line.slice(end + 1);
  const isQuoted = encoding === 'QUOTED-PRINTABLE';
  const isPacked = encoding === 'B' || encoding === 'BASE64';
  const value = decodeBytes(isQuoted ? decodeQuotedPrintable(bytes) : bytes, charset).replace(/\r\n?/gu, '\n');
  return {
    ...(head[1] === undefined ? {} : { group: head[1] }),
    name: (head[2] ?? '').toUpperCase(),
    written: head[2] ?? '',
    params: params.filter(
      ({ name, values }) =>
        (name !== 'CHARSET' || isPacked) &&
        !(name === 'ENCODING' && /^(?:QUOTED-PRINTABLE|[78]BIT)$/iu.test(values[0] ?? '')),
    ),
    value,
    isEncoded: isQuoted || isBroken,
  };
}

/** @returns the parameters, and where the colon before the value stands */
function parseParams(line: ByteText, start: number): { params: LineParam[]; end: number } {
  const params: LineParam[] = [];
  let at = start;
  while (line[at] === ';') {
    const [written, nameEnd] = takeUntil(line, at + 1, /[=;:]/gu);
    const word = written.trim();
    at = nameEnd;
    if (line[at] !== '=') {
      if (word !== '') params.push({ name: BARE[word.toUpperCase()] ?? 'TYPE', values: [text(word)] });
      continue;
    }
    const values: string[] = [];
    do {
      const quoted = line[at + 1] === '"' ? line.indexOf('"', at + 2) : -1;
      if (quoted > 0) {
        const [rest, next] = takeUntil(line, quoted + 1, /[,;:]/gu);
        values.push(text(line.slice(at + 2, quoted) + rest.trim()));
        at = next;
      } else {
        const [value, next] = takeUntil(line, at + 1, /[,;:]/gu);
        values.push(text(value));
        at = next;
      }
    } while (line[at] === ',' && values.length < 1_000);
    params.push({ name: text(word).toUpperCase(), values });
    if (params.length >= 1_000) break;
  }
  const end = line[at] === ':' ? at : line.indexOf(':', at);
  return { params, end: end < 0 ? line.length : end };
}

const text = (bytes: ByteText) => decodeBytes(bytes, undefined);

function takeUntil(line: ByteText, from: number, signs: RegExp): [ByteText, number] {
  signs.lastIndex = from;
  const end = signs.exec(line)?.index ?? line.length;
  return [line.slice(from, end), end];
}
