/**
 * Mail addresses and phone numbers in the plain text of the blocks, read as a page without any markup, against what is known:
 * - mail: each address that the text holds, found by a crude rule of its own: signs, "@" or "(at)", signs;
 * - phones: each `telephone` that a syntax of the block states and whose digits, with or without the country code, are in the text.
 * Found is what the page's contacts offer. Numbers are the same when their last seven digits are, and one is not longer than the
 * other by more than a country code.
 */
import { readPage } from '../../../shared/reading/page-people.ts';
import type { Block } from './blocks.ts';
import { openPage } from './open-page.ts';

const f1 = ({ right, found, known }: Score) => (found + known === 0 ? 1 : (2 * right) / (found + known));

interface Score {
  right: number;
  found: number;
  known: number;
}

export function scorePlainText(
  blocks: readonly Block[],
  isVerbose = false,
): { plainEmailF1: number; plainPhoneF1: number } {
  const emails: Score = { right: 0, found: 0, known: 0 };
  const phones: Score = { right: 0, found: 0, known: 0 };
  for (const block of blocks) {
    const { contacts } = readPage({
      at: '2026-11-22T12:00:00.000Z',
      url: 'http://page.test/',
      document: openPage(block.text),
    });
    const found = (map: string) => [
      ...new Set(
        contacts.flatMap(({ fields }) =>
          fields.filter(({ path }) => path.startsWith(map)).map(({ path }) => path.slice(map.length)),
        ),
      ),
    ];
    count(emails, found('emails/'), knownEmails(block.text), (a, b) => a === b, isVerbose);
    count(phones, found('phones/'), knownPhones(block), isSameNumber, isVerbose);
  }
  return { plainEmailF1: f1(emails), plainPhoneF1: f1(phones) };
}

function count(
  score: Score,
  found: string[],
  known: string[],
  isSame: (a: string, b: string) => boolean,
  isVerbose: boolean,
): void {
  const right = known.filter((one) => found.some((other) => isSame(one, other))).length;
  score.right += right;
  score.found += found.length;
  score.known += known.length;
  if (isVerbose && (right < known.length || right < found.length)) console.info({ found, known });
}

const knownEmails = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/([\w.+-]+)(?:@|\s*\(at\)\s*)([\w-]+(?:\.[\w-]+)+)/gu)].map(([, local, domain]) =>
      `${local}@${domain}`.toLowerCase(),
    ),
  ),
];

function knownPhones({ text, microdata, rdfa, jsonld }: Block): string[] {
  const bodies = [microdata ?? '', rdfa ?? '', jsonld].join('\n');
  const stated = [
    ...bodies.matchAll(/"telephone"\s*:\s*"([^"]+)"/gu),
    ...bodies.matchAll(/(?:itemprop|property)="telephone"[^>]*>([^<]+)</gu),
  ].map(([, written = '']) => written.replace(/\D/gu, ''));
  const inText = text.replace(/\D/gu, '');
  const known: string[] = [];
  for (const digits of stated) {
    const isThere = inText.includes(digits) || inText.includes(digits.slice(1)) || inText.includes(digits.slice(2));
    if (isThere && !known.some((other) => isSameNumber(other, digits))) known.push(digits);
  }
  return known;
}

function isSameNumber(a: string, b: string): boolean {
  const [one, other] = [a, b].map((number) => number.replace(/\D/gu, ''));
  if (one === undefined || other === undefined || Math.abs(one.length - other.length) > 3) return false;
  return (
    one.endsWith(other.slice(-7)) && (one.endsWith(other) || other.endsWith(one) || one.slice(-9) === other.slice(-9))
  );
}
