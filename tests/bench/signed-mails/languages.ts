/** Invented people and what they write, by language: the parts that signed mails are made of. All domains and numbers are reserved. */
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { he } from './he.ts';
import { ja } from './ja.ts';

export interface Language {
  /** Full name as signed, and its local part. */
  people: readonly { name: string; given: string; local: string }[];
  titles: readonly string[];
  /** Name and the label of the domain below .test. */
  companies: readonly { name: string; label: string }[];
  addresses: readonly string[];
  /** Written form and E.164, for two digits each. */
  work: (digits: string) => { written: string; number: string };
  mobile: (digits: string) => { written: string; number: string };
  closings: readonly string[];
  labels: { phone: string; mobile: string; mail: string; web: string };
  greetings: readonly string[];
  /** Paragraphs of mails. */
  paragraphs: readonly string[];
  /** Last sentences of mails without a signature. */
  lastWords: readonly string[];
  smallPrint: readonly string[];
  app: string;
  /** The line above a quotation. */
  attribution: string;
}

export const languages: Readonly<Record<string, Language>> = { en, de, fr, es, he, ja };
