/** How people lay out a signature. Each layout says which of the facts it shows. */
import type { Language } from './languages.ts';

/** One invented person with everything that a signature could show. */
export interface Card {
  name: string;
  given: string;
  title: string;
  company: string;
  street: string;
  email: string;
  phone: { written: string; number: string };
  mobile: { written: string; number: string };
  site: string;
  closing: string;
  labels: Language['labels'];
  smallPrint: string;
  app: string;
}

export const facts = ['name', 'title', 'company', 'phone', 'mobile', 'site'] as const;
export type Fact = (typeof facts)[number];

export interface Layout {
  /** The signature's lines, an empty one where the block has a gap. */
  lines: (card: Card) => string[];
  /** What stands below the signature and is not a part of it. */
  below?: (card: Card) => string[];
  shows: readonly Fact[];
}

const all = facts;

/** With facts to read; the even ones train, the odd ones measure. */
export const fullLayouts: readonly Layout[] = [
  {
    lines: (c) => [
      c.closing,
      c.given,
      '',
      '-- ',
      c.name,
      c.title,
      c.company,
      c.phone.written,
      c.email,
      `https://www.${c.site}`,
    ],
    shows: ['name', 'title', 'company', 'phone', 'site'],
  },
  {
    lines: (c) => ['-- ', c.name, `${c.title}, ${c.company}`, `${c.phone.written} | ${c.email}`, `www.${c.site}`],
    shows: ['name', 'title', 'company', 'phone', 'site'],
  },
  {
    lines: (c) => [
      c.closing,
      '',
      c.name,
      c.title,
      `${c.company} | ${c.street}`,
      `${c.labels.mobile}: ${c.mobile.written}`,
      `${c.labels.web}: www.${c.site}`,
    ],
    shows: ['name', 'title', 'company', 'mobile', 'site'],
  },
  {
    lines: (c) => [
      c.closing,
      c.name,
      `${c.title} | ${c.company}`,
      `${c.labels.phone}: ${c.phone.written} | ${c.labels.mobile}: ${c.mobile.written} | ${c.email}`,
    ],
    shows: ['name', 'title', 'company', 'phone', 'mobile'],
  },
  {
    lines: (c) => [
      '________________________________',
      c.name,
      c.title,
      c.company,
      c.street,
      `${c.labels.phone} ${c.phone.written} * ${c.labels.mobile} ${c.mobile.written}`,
      `${c.email} * http://www.${c.site}`,
    ],
    shows: all,
  },
  {
    lines: (c) => [
      '----------------------------------------',
      c.company,
      c.title,
      c.name,
      c.street,
      `${c.labels.phone}: ${c.phone.written}`,
      `${c.labels.mail}: ${c.email}`,
      '----------------------------------------',
    ],
    shows: ['name', 'title', 'company', 'phone'],
  },
  { lines: (c) => [c.name, `${c.title}, ${c.company}`, c.phone.written], shows: ['name', 'title', 'company', 'phone'] },
  {
    lines: (c) => [
      c.closing,
      '',
      c.name,
      '',
      c.title,
      c.company,
      '',
      `${c.labels.phone} ${c.phone.written}`,
      '',
      c.email,
      '',
      `https://www.${c.site}/`,
    ],
    shows: ['name', 'title', 'company', 'phone', 'site'],
  },
  {
    lines: (c) => [
      c.closing,
      '',
      `*${c.name}*`,
      `${c.title} | ${c.company}`,
      c.phone.written,
      `${c.site} <https://${c.site}>`,
    ],
    shows: ['name', 'title', 'company', 'phone', 'site'],
  },
  {
    lines: (c) => [
      '--',
      `*${c.name}*`,
      `_${c.title}_`,
      c.company,
      `${c.labels.mobile} ${c.mobile.written}`,
      `<https://www.${c.site}>`,
    ],
    shows: ['name', 'title', 'company', 'mobile', 'site'],
  },
  {
    lines: (c) => [`${c.name} | ${c.title} | ${c.company}`, `${c.phone.written} | ${c.email}`],
    shows: ['name', 'title', 'company', 'phone'],
  },
  {
    lines: (c) => [c.closing, `${c.name} · ${c.title} · ${c.company}`, `${c.mobile.written} · www.${c.site}`],
    shows: ['name', 'title', 'company', 'mobile', 'site'],
  },
  {
    lines: (c) => [
      c.closing,
      c.given,
      '',
      c.name,
      c.title,
      '',
      c.company,
      c.street,
      `${c.labels.phone}: ${c.phone.written}`,
      `Fax: ${c.phone.written.slice(0, -2)}99`,
      `${c.labels.mail}: ${c.email}`,
    ],
    below: (c) => ['', c.smallPrint],
    shows: ['name', 'title', 'company', 'phone'],
  },
  {
    lines: (c) => [c.closing, '', c.name, c.title, c.company, `${c.labels.phone}: ${c.phone.written}`],
    below: (c) => ['', c.smallPrint],
    shows: ['name', 'title', 'company', 'phone'],
  },
  {
    lines: (c) => [
      c.closing,
      c.name,
      c.company,
      `\t${c.labels.phone}\t${c.phone.written}`,
      `\t${c.labels.web}\twww.${c.site}`,
    ],
    below: (c) => ['', c.app],
    shows: ['name', 'company', 'phone', 'site'],
  },
  {
    lines: (c) => [
      c.closing,
      c.name,
      c.title,
      c.company,
      c.street,
      c.mobile.written,
      `LinkedIn: https://social.test/in/${c.email.split('@')[0] ?? ''}`,
      `www.${c.site}`,
    ],
    shows: ['name', 'title', 'company', 'mobile', 'site'],
  },
  {
    lines: (c) => [
      '----------------',
      '',
      '[image: logo]',
      '',
      c.name,
      '',
      `${c.title} / ${c.company}`,
      '',
      `t. ${c.phone.written}`,
      '',
      `skype: ${c.email.split('@')[0] ?? ''}`,
      '',
      `https://${c.site}/`,
    ],
    shows: ['name', 'title', 'company', 'phone', 'site'],
  },
  {
    lines: (c) => [
      c.closing,
      '',
      '[cid:logo.png]',
      '',
      c.name,
      '',
      c.title,
      '',
      c.company,
      '',
      `M ${c.mobile.written}`,
      '',
      `www.${c.site}`,
    ],
    shows: ['name', 'title', 'company', 'mobile', 'site'],
  },
];

/** A closing, a name, initials, a number: what most mails between people end with. */
export const shortLayouts: readonly Layout[] = [
  { lines: (c) => [c.closing, c.given], shows: [] },
  { lines: (c) => [c.closing, '', c.name], shows: [] },
  { lines: (c) => [c.given], shows: [] },
  { lines: (c) => [c.name], shows: [] },
  { lines: (c) => [c.closing, '', c.given], shows: [] },
  { lines: (c) => [c.closing, c.name, c.phone.written], shows: ['phone'] },
  { lines: (c) => [c.name, c.mobile.written], shows: ['mobile'] },
  { lines: (c) => [`${c.closing.replace(/[,.]$/u, '')}, ${c.given}`], shows: [] },
  { lines: (c) => [c.given, c.phone.written.slice(-7)], shows: [] },
  { lines: (c) => [c.company, c.name, c.phone.written], shows: ['phone'] },
  { lines: (c) => [c.closing, c.given], below: (c) => ['', c.app], shows: [] },
  { lines: (c) => [c.name, c.email, c.phone.written, `www.${c.site}`], shows: [] },
  { lines: (c) => [c.name, c.title], shows: [] },
  { lines: (c) => [c.closing, c.given, c.title], shows: [] },
];
