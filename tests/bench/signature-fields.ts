/** Scores the fields of signatures: on the mails of tests/webmail/seed, and on made-up ones whose parts trained nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from 'linkedom';
import type { DraftContact } from '../../shared/model/draft.ts';
import { foldText } from '../../shared/reading/evidence.ts';
import { emptyMessage, readMessage, type Message } from '../../shared/reading/message.ts';
import { draftFromMessage } from '../../shared/reading/message-draft.ts';
import { nameWords } from '../../shared/reading/names.ts';
import type { MadeMail } from './signed-mails/make-mails.ts';
import { seedSignatures } from './signed-mails/seed-signatures.ts';

/** What a signature says; lists of E.164 numbers and of links without scheme and `www.`. */
export interface SignedFields {
  name?: string;
  title?: string;
  company?: string;
  phones?: readonly string[];
  links?: readonly string[];
}

interface Tally {
  right: number;
  found: number;
  there: number;
}

type Tallies = Map<string, Tally>;

/** Precision, recall and F1 per field and over all. */
export interface FieldScores {
  mails: number;
  f1: number;
  fields: Record<string, { precision: number; recall: number; f1: number }>;
}

const SEED = join(import.meta.dirname, '../webmail/seed');

export async function scoreSeed(): Promise<FieldScores> {
  const tallies: Tallies = new Map();
  for (const [file, truth] of Object.entries(seedSignatures)) {
    const message = await readMessage(new Uint8Array(readFileSync(join(SEED, `${file}.eml`))));
    await compare(message, truth, tallies);
  }
  return toScores(Object.keys(seedSignatures).length, tallies);
}

export async function scoreMade(mails: readonly MadeMail[]): Promise<FieldScores> {
  const tallies: Tallies = new Map();
  for (const { sender, lines, quoted, fields } of mails) {
    const text = [...lines.map((line) => line.text), ...quoted].join('\n');
    await compare({ ...emptyMessage(), from: sender, text }, fields ?? {}, tallies);
  }
  return toScores(mails.length, tallies);
}

async function compare(message: Message, truth: SignedFields, tallies: Tallies): Promise<void> {
  const draft = await draftFromMessage(message, {
    at: '2031-09-02T17:21:00.000Z',
    url: 'https://mail.test/',
    adapter: 'bench',
    own: ['sally@acme.test'],
    source: 'raw-header',
    parseHtml: (html) => new DOMParser().parseFromString(html, 'text/html') as unknown as Document,
  });
  const read = keysOf(signedFields(draft.contacts.find(({ role }) => role === 'sender')));
  const wanted = keysOf(truth);
  for (const field of ['name', 'title', 'company', 'phone', 'link'] as const) {
    const tally = tallies.get(field) ?? { right: 0, found: 0, there: 0 };
    tallies.set(field, tally);
    const right = read[field].filter((value) => wanted[field].includes(value)).length;
    tally.right += right;
    tally.found += read[field].length;
    tally.there += wanted[field].length;
  }
}

/** What the draft has from the signature's lines. */
function signedFields(contact: DraftContact | undefined): SignedFields {
  const fields = (contact?.fields ?? []).filter(({ evidence }) =>
    evidence.some(({ source }) => source === 'signature-line'),
  );
  const text = (path: string) => {
    const value = fields.find((field) => field.path === path)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const keys = (map: string) =>
    fields.flatMap(({ path }) => (path.startsWith(`${map}/`) ? [path.slice(map.length + 1)] : []));
  return {
    name: text('name'),
    title: text('title'),
    company: text('companyName'),
    phones: keys('phones'),
    links: keys('links'),
  };
}

/** As it is compared: no case, signs or honorifics. */
function keysOf({ name, title, company, phones = [], links = [] }: SignedFields) {
  const folded = (text: string | undefined) => (text === undefined ? [] : [foldText(text)]);
  return {
    name: name === undefined ? [] : [nameWords(name).toSorted().join(' ')],
    title: folded(title),
    company: folded(company),
    phone: [...phones],
    link: links.map((link) => link.replace(/^https?:\/\/(?:www\.)?|\/$/gu, '')),
  };
}

function toScores(mails: number, tallies: Tallies): FieldScores {
  const all = { right: 0, found: 0, there: 0 };
  for (const { right, found, there } of tallies.values()) {
    all.right += right;
    all.found += found;
    all.there += there;
  }
  return {
    mails,
    f1: ratesOf(all).f1,
    fields: Object.fromEntries([...tallies].map(([field, tally]) => [field, ratesOf(tally)])),
  };
}

/** Precision, recall and F1, to four digits. */
export function ratesOf({ right, found, there }: Tally) {
  const round = (value: number) => Math.round(value * 10_000) / 10_000;
  return {
    precision: round(found === 0 ? 1 : right / found),
    recall: round(there === 0 ? 1 : right / there),
    f1: round(found + there === 0 ? 1 : (2 * right) / (found + there)),
  };
}
