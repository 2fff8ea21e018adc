/** Cuts what a mail quotes or forwards, so that only its sender's own words are read. */
import {
  attributions,
  bareAttribution,
  forwardRules,
  headerNames,
  originalRules,
  startedAttributions,
} from './mail-words.ts';

export interface MessageParts {
  /** The sender's own words, with what stands below a quotation, such as a signature. */
  own: string;
  /** The forwarded message with its header lines, when one is forwarded inline. */
  forwarded?: string;
  /** The old message with its header lines, as Outlook adds it to an answer and to what it forwards: the subject tells which. */
  below?: string;
}

const LINES_MAX = 20_000;

/** @param text lines of a plain-text body, or of an HTML body with its block quotes marked by `> ` */
export function splitQuoted(text: string): MessageParts {
  const lines = text.split(/\r?\n/u).slice(0, LINES_MAX);
  const own: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const rule = line.length > 200 ? '' : line.trim();
    if (forwardRules.test(rule)) return { own: join(own), forwarded: lines.slice(at + 1).join('\n') };
    if (originalRules.test(rule)) break;
    if (isHeaderBlock(lines, at)) {
      // A rule above the block belongs to it.
      while (/^[\s_=-]*$/u.test(own.at(-1) ?? 'x')) own.pop();
      return { own: join(own), below: lines.slice(at).join('\n') };
    }
    const attribution = attributionAt(lines, at);
    if (attribution > 0) {
      const next = firstFilled(lines, at + attribution);
      if (!(lines[next] ?? '').startsWith('>')) break; // everything below is the old message
      at = next;
      continue;
    }
    if (/^\s{0,2}>/u.test(line)) {
      at++;
      continue;
    }
    own.push(line);
    at++;
  }
  return { own: join(own) };
}

const join = (lines: readonly string[]) => lines.join('\n').trimEnd();

function firstFilled(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && (lines[at] ?? '').trim() === '') at++;
  return at;
}

/** How many lines an attribution takes from here: 0 when there is none. Mail programs wrap it, so up to three are joined. */
function attributionAt(lines: readonly string[], at: number): number {
  const first = withoutMarks(lines[at] ?? '');
  if (first.length < 6 || first.length > 400 || first.startsWith('>')) return 0;
  let joined = '';
  for (let count = 1; count <= 3; count++) {
    const line = withoutMarks(lines[at + count - 1] ?? '');
    if (line === '') return 0;
    joined = `${joined} ${line}`.trim();
    if (joined.length > 400) return 0;
    // An attribution has a date or an address; "On Monday I wrote to Ben:" is a sentence.
    const isAttribution = (text: string) => attributions.some((pattern) => pattern.test(text));
    if (/[:：]$/u.test(joined) && /[\d@]/u.test(joined) && isAttribution(joined))
      return isBelow(lines, at, count) ? 0 : count;
    const isAbove = (lines[firstFilled(lines, at + count)] ?? '').startsWith('>');
    // In whatever language: an address and a date, a colon, and below them what is quoted.
    if (isAbove && /\S@\S.*\d|\d.*\S@\S/u.test(joined) && /[:：]$/u.test(joined)) return count;
    if (isAbove && bareAttribution.test(joined)) return count;
    // Only a line that goes on, such as one that ends in the middle of an address, is joined with the next.
    if (/[.!?]$/u.test(line)) return 0;
  }
  return 0;
}

/** Whether an attribution starts one or two lines further down: a signature often stands right above it, with no empty line between. */
function isBelow(lines: readonly string[], at: number, count: number): boolean {
  const joined = (from: number) =>
    lines
      .slice(from, at + count)
      .map(withoutMarks)
      .join(' ');
  const isWhole = (from: number) => startedAttributions.some((pattern) => pattern.test(joined(from)));
  if (isWhole(at)) return false;
  for (let from = at + 1; from < at + count; from++) if (isWhole(from)) return true;
  return false;
}

/**
 * A block such as Outlook writes: a From line with two more header lines right below. Where another one comes first, as Hotmail has it,
 * all must stand together, so that "To: be honest" is no header.
 */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const first = undecorated(lines[at] ?? '');
  if (headerNames.from.test(first)) {
    return lines.slice(at + 1, at + 8).filter((line) => headerNames.other.test(undecorated(line))).length >= 2;
  }
  if (!headerNames.other.test(first)) return false;
  let others = 0;
  let hasFrom = false;
  for (const raw of lines.slice(at, at + 8)) {
    const line = undecorated(raw);
    if (headerNames.from.test(line)) hasFrom = true;
    else if (headerNames.other.test(line)) others++;
    else break;
  }
  return hasFrom && others >= 2;
}

/** Without the invisible marks that set parts of a line from left to right or right to left. */
const withoutMarks = (line: string) => line.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim();

const undecorated = (line: string) => withoutMarks(line.replace(/[*_]/gu, ''));

/** The first header lines of a forwarded message: who wrote it, and its body. */
export function readForwarded(forwarded: string): { from: string; body: string } | undefined {
  const lines = forwarded.split('\n');
  const start = lines.slice(0, 12).findIndex((line) => headerNames.from.test(undecorated(line)));
  if (start < 0) return undefined;
  let end = start + 1;
  while (end < Math.min(lines.length, start + 20) && (lines[end] ?? '').trim() !== '') end++;
  return { from: undecorated(lines[start] ?? '').replace(headerNames.from, ''), body: lines.slice(end).join('\n') };
}
