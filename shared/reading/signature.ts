/** Finds the signature of a mail's sender, and says so when the one it finds is somebody else's. */
import {
  domainOf,
  findAddresses,
  isSameMailbox,
  localPartWords,
  registrableDomain,
  type MailAddress,
} from './addresses.ts';
import { isAmong, readCard, undecorate, type CardLines } from './contact-lines.ts';
import { foldText } from './evidence.ts';
import { findLinks } from './links.ts';
import { companyDomain } from './companies.ts';
import { isClosing } from './closings.ts';
import { appLines, disclaimers } from './mail-words.ts';
import { carriesName, looksLikeName, nameWords } from './names.ts';
import { findSignatureBlock } from './signature-block.ts';
import { findPhones, type CountryCode } from './phones.ts';

export interface Signature {
  lines: string[];
  card: CardLines;
  /** How the block was found, which says how sure it is. */
  by: 'mark' | 'rule' | 'closing' | 'name' | 'model';
  confidence: number;
}

export interface SignatureResult {
  signature?: Signature;
  /** The name right below the closing, when it may be a person's: it may differ from the sender's, as in a mail from info@. */
  closingName?: string;
  /** The block that looks like a signature but carries neither the sender's name nor address. */
  foreign?: string[];
}

const BLOCK_MAX = 25;
const CONFIDENCE = { mark: 0.85, rule: 0.75, closing: 0.8, name: 0.7, model: 0.65 } as const;

/**
 * @param own the sender's own words, without quotations
 * @param sender a doubtful one, whose name poses as another address, must have the address itself in the block
 */
export function findSignature(
  own: string,
  sender: MailAddress & { isDoubtful?: boolean },
  country?: CountryCode,
): SignatureResult {
  const lines = own.split('\n').map((line) => line.slice(0, 2_000).trimEnd());
  const end = endOfWords(lines);
  let foreign: string[] | undefined;
  for (const { start, end: below = end, by } of candidates(lines, end, sender)) {
    const block = lines.slice(start, below).filter((line) => line.trim() !== '' && !/^[\s*_=~#-]{3,}$/u.test(line));
    if (block.length === 0 || block.length > BLOCK_MAX || !hasDetails(block, country)) continue;
    if (isSenders(block, sender)) {
      const card = readCard(block, { name: sender.name, address: sender.address, country });
      return {
        signature: { lines: block, card, by, confidence: CONFIDENCE[by] },
        closingName: closingName(lines, end),
      };
    }
    foreign ??= by === 'name' ? undefined : block;
  }
  return { foreign, closingName: closingName(lines, end) };
}

function closingName(lines: readonly string[], end: number): string | undefined {
  for (let at = end - 1; at >= Math.max(0, end - 40); at--) {
    if (!isClosing((lines[at] ?? '').trim())) continue;
    const below = lines
      .slice(at + 1, at + 4)
      .map(undecorate)
      .find((line) => line !== '');
    return below !== undefined && looksLikeName(below) ? below : undefined;
  }
  return undefined;
}

/** Where the words end: before small print and what apps add. */
function endOfWords(lines: readonly string[]): number {
  let end = lines.length;
  const from = Math.max(0, lines.length - 120);
  for (let at = from; at < lines.length; at++) {
    const line = undecorate(lines[at] ?? '');
    if (disclaimers.test(line) || (appLines.test(line) && line.length < 80)) {
      end = at;
      break;
    }
  }
  while (end > 0 && /^[\s*_=~#-]*$/u.test(lines[end - 1] ?? '') && !/^--\s?$/u.test(lines[end - 1] ?? '')) end--;
  return end;
}

/** Where a signature may start, and where it ends if not with the words. */
interface Candidate {
  start: number;
  end?: number;
  by: Signature['by'];
}

/** The places of signatures, the surest first. */
function candidates(lines: readonly string[], end: number, sender: MailAddress): Candidate[] {
  const found: Candidate[] = [];
  const from = Math.max(0, end - 60);
  const lastWhere = (test: (line: string) => boolean) => {
    for (let at = end - 1; at >= from; at--) if (test((lines[at] ?? '').trim())) return at;
    return -1;
  };
  // RFC 3676 section 4.3 says "-- "; programs lose the blank, and some write a long dash.
  const mark = lastWhere((line) => /^(?:--|—|––)$/u.test(line));
  if (mark >= 0) found.push({ start: mark + 1, by: 'mark' });
  const model = modelBlock(lines, sender);
  if (model !== undefined) found.push(model);
  const closing = lastWhere(isClosing);
  if (closing >= 0) found.push({ start: closing + 1, by: 'closing' });
  const words = nameWords(sender.name);
  const name = lastWhere((line) => isNameLine(line, words));
  if (name > 0 || (name === 0 && end > 1)) found.push({ start: name, by: 'name' });
  const rule = lastWhere(isRule);
  if (rule >= 0) found.push({ start: rule + 1, by: 'rule' });
  // A block between two rules: the lower one was cut off with the blank lines.
  return found;
}

/** What the linear model takes for the signature, without the closing above it. */
function modelBlock(lines: readonly string[], sender: MailAddress): Candidate | undefined {
  const block = findSignatureBlock(lines, sender);
  if (block === undefined) return undefined;
  const first = (lines[block.start] ?? '').trim();
  if (/^(?:--|—|––)$/u.test(first)) return { start: block.start + 1, end: block.end, by: 'mark' };
  if (isRule(first)) return { start: block.start + 1, end: block.end, by: 'rule' };
  if (isClosing(first)) return { start: block.start + 1, end: block.end, by: 'closing' };
  return { start: block.start, end: block.end, by: isNameLine(first, nameWords(sender.name)) ? 'name' : 'model' };
}

const isRule = (line: string) => /^[-_=*~─━]{5,}$/u.test(line);

function isNameLine(line: string, words: readonly string[]): boolean {
  if (words.length < 2 || line.length > 90) return false;
  // "Attendees: Dana Whitfield, Tom Fox" is a list.
  if (/[:：]/u.test(line)) return false;
  const text = foldText(undecorate(line));
  const parts = text.split(' ');
  return (
    words.every((word) => parts.includes(word) || (/\p{Lo}/u.test(word) && text.includes(word))) &&
    parts.indexOf(words[0] ?? '') <= 2
  );
}

/** A block with none of these is a greeting, and tells nothing. */
function hasDetails(block: readonly string[], country: CountryCode | undefined): boolean {
  if (block.length > 1 && block.every((line) => line.length <= 80)) return true;
  return block.some(
    (line) =>
      findPhones(line, country, 1).length > 0 || findAddresses(line, 1).length > 0 || findLinks(line).length > 0,
  );
}

/**
 * A sender whose header has the name in Latin letters may sign in another script: then the company's own domain vouches, if the block
 * shows nobody else's address.
 */
function isInOtherScript(words: readonly string[], block: readonly string[], { address }: MailAddress): boolean {
  const domain = companyDomain(address);
  if (domain === undefined || words.some((word) => !/^\p{Script=Latin}+$/u.test(word))) return false;
  const text = block.map(undecorate).join('\n');
  const name = undecorate(block[0] ?? '').split(/[|•·,]/u)[0] ?? '';
  return (
    /\p{Lo}/u.test(name) &&
    looksLikeName(name) &&
    findAddresses(text, 1).length === 0 &&
    text.toLowerCase().includes(domain)
  );
}

/** The plausibility gate: the block carries the sender's address or name. */
function isSenders(block: readonly string[], sender: MailAddress & { isDoubtful?: boolean }): boolean {
  const text = block.map(undecorate).join('\n');
  if (findAddresses(text, 20).some(({ address }) => isSameMailbox(address, sender.address))) return true;
  if (sender.isDoubtful === true) return false;
  const folded = foldText(text);
  const words = nameWords(sender.name);
  if (words.length > 0) {
    if (carriesName(folded, words)) return true;
    if (isInOtherScript(words, block, sender)) return true;
    // "Thanks, / Dana / +1 …": the first line is part of the name.
    const first = foldText(undecorate(block[0] ?? '')).split(' ');
    return first.length <= 2 && first.every((word) => words.includes(word));
  }
  // Where there is no name, the words of the address may do, unless the block shows somebody's address elsewhere.
  const local = localPartWords(sender.address);
  const domain = registrableDomain(domainOf(sender.address));
  const isElsewhere = findAddresses(text, 20).some(({ address }) => registrableDomain(domainOf(address)) !== domain);
  if (isElsewhere) return false;
  const matches = local.filter((word) => isAmong(word, folded.split(' ')));
  if (local.length > 1 && matches.length === local.length) return true;
  // One word, as in dana@globex.test or the name in jp.hollmann@globex.test, does only beside the company's own domain.
  const others = local.filter((word) => !matches.includes(word) && word.length > 2);
  const isOwnDomain = companyDomain(sender.address) === domain && text.toLowerCase().includes(domain);
  return isOwnDomain && others.length === 0 && matches.some((word) => word.length > 3);
}
