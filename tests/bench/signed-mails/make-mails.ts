/** Makes signed and unsigned mails from invented parts, the same ones every time. */
import type { MailAddress } from '../../../shared/reading/addresses.ts';
import { languages, type Language } from './languages.ts';
import type { SignedFields } from '../signature-fields.ts';
import { fullLayouts, shortLayouts, type Card, type Layout } from './layouts.ts';

/** Training and measuring take different people, companies, sentences and full layouts: no part is in both but a few labels. */
export type Half = 'train' | 'measure';

export interface MadeMail {
  language: string;
  sender: MailAddress;
  lines: { text: string; sig: boolean }[];
  /** A quotation of an older mail below, with another signature. */
  quoted: string[];
  /** What the signature shows; nothing when there is none. */
  fields?: SignedFields;
}

type Random = () => number;

/** mulberry32 */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(list: readonly T[], random: Random): T => {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

const halfOf = <T>(list: readonly T[], half: Half): T[] =>
  list.length < 3 ? [...list] : list.filter((_, at) => (at % 2 === 0) === (half === 'train'));

/** @returns every full layout of the half `rounds` times per language, with as many short ones and unsigned mails when asked */
export function makeMails(half: Half, rounds: number, options: { withShort: boolean }): MadeMail[] {
  const random = randomFrom(half === 'train' ? 11 : 12);
  return Object.entries(languages).flatMap(([code, language]) => {
    const mails: MadeMail[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const layout of halfOf(fullLayouts, half)) mails.push(signedMail(code, language, layout, half, random));
      if (!options.withShort) continue;
      for (const layout of shortLayouts) mails.push(signedMail(code, language, layout, half, random));
      for (let count = 0; count < 8; count++) mails.push(unsignedMail(code, language, half, random));
    }
    return mails;
  });
}

function signedMail(code: string, language: Language, layout: Layout, half: Half, random: Random): MadeMail {
  const card = makeCard(language, half, random);
  const body = bodyOf(language, half, random);
  const lines = layout.lines(card);
  // Most leave a line empty above; a name alone often has none.
  const gap = random() < (lines[0] === card.given ? 0.4 : 0.15) ? [] : [''];
  const shows = new Set(layout.shows);
  return {
    language: code,
    sender: senderOf(card, random),
    lines: [
      ...[...body, ...gap].map((text) => ({ text, sig: false })),
      ...lines.map((text) => ({ text, sig: text.trim() !== '' })),
      ...(layout.below?.(card) ?? []).map((text) => ({ text, sig: false })),
    ],
    quoted: random() < 0.3 ? quotation(language, half, random) : [],
    fields: {
      ...(shows.has('name') ? { name: card.name } : {}),
      ...(shows.has('title') ? { title: card.title } : {}),
      ...(shows.has('company') ? { company: card.company } : {}),
      phones: [
        ...(shows.has('phone') ? [card.phone.number] : []),
        ...(shows.has('mobile') ? [card.mobile.number] : []),
      ],
      links: [
        ...(shows.has('site') ? [card.site] : []),
        ...lines.flatMap((line) => /https:\/\/(social\.test\S+)/u.exec(line)?.[1] ?? []),
      ],
    },
  };
}

function unsignedMail(code: string, language: Language, half: Half, random: Random): MadeMail {
  const card = makeCard(language, half, random);
  const last = (
    random() < 0.2 ? card.closing.replace(/,$/u, '!') : pick(halfOf(language.lastWords, half), random)
  ).split('\n');
  if (random() < 0.15)
    return {
      language: code,
      sender: senderOf(card, random),
      lines: report(random).map((text) => ({ text, sig: false })),
      quoted: [],
    };
  const body = random() < 0.2 ? [] : bodyOf(language, half, random);
  const below = random() < 0.2 ? ['', random() < 0.5 ? card.app : card.smallPrint] : [];
  return {
    language: code,
    sender: senderOf(card, random),
    lines: [...body, ...(random() < 0.5 ? [''] : []), ...last, ...below].map((text) => ({ text, sig: false })),
    quoted: [],
  };
}

/** What a program writes: keys and values. */
function report(random: Random): string[] {
  const indent = ' '.repeat(Math.floor(random() * 6));
  const mark = pick([':', ' =', ': '], random);
  const keys = ['STATUS', 'JOB_ID', 'HOST', 'START_TIME', 'END_TIME', 'RESULT', 'QUEUE', 'ROWS', 'MODE', 'REGION'];
  const values = ['OK', 'FINAL', '4711', '2031-09-02 17:21', 'FAILED', 'db-3.test', '12', 'EU'];
  const count = 2 + Math.floor(random() * 7);
  const rows = Array.from({ length: count }, () => `${indent}${pick(keys, random)}${mark} ${pick(values, random)}`);
  return ['Nightly export', '', ...(random() < 0.5 ? ['---- Details ----'] : []), ...rows];
}

function makeCard(language: Language, half: Half, random: Random): Card {
  const person = pick(halfOf(language.people, half), random);
  const company = pick(halfOf(language.companies, half), random);
  const site = `${company.label}.test`;
  const digits = () => String(10 + Math.floor(random() * 89));
  return {
    name: person.name,
    given: person.given,
    title: pick(halfOf(language.titles, half), random),
    company: company.name,
    street: pick(halfOf(language.addresses, half), random),
    email: `${person.local}@${site}`,
    phone: language.work(digits()),
    mobile: language.mobile(digits()),
    site,
    closing: pick(halfOf(language.closings, half), random),
    labels: language.labels,
    smallPrint: pick(halfOf(language.smallPrint, half), random),
    app: language.app,
  };
}

/** As headers have it: most with the full name, some family name first or with the address only. */
function senderOf(card: Card, random: Random): MailAddress {
  const chance = random();
  const words = card.name.replace(/,.*$/u, '').split(/\s+/u);
  if (chance > 0.92) return { name: '', address: card.email };
  const name =
    chance < 0.7
      ? card.name
      : chance < 0.85
        ? `${words.at(-1) ?? ''}, ${words.slice(0, -1).join(' ')}`
        : card.name.replace(/[.,]/gu, '');
  return { name, address: card.email };
}

function bodyOf(language: Language, half: Half, random: Random): string[] {
  const paragraphs = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    pick(halfOf(language.paragraphs, half), random),
  );
  const text = [...new Set(paragraphs)].join('\n\n');
  return (random() < 0.7 ? `${pick(halfOf(language.greetings, half), random)}\n\n${text}` : text).split('\n');
}

function quotation(language: Language, half: Half, random: Random): string[] {
  const old = [...bodyOf(language, half, random), '', 'Sally Reyes', 'Account Executive, Acme Inc.', '+1 415 555 0188'];
  return ['', language.attribution, ...old.map((line) => `> ${line}`)];
}
