/**
 * Whether the same facts come out of each syntax of one block.
 *
 * A fact is what a CRM keeps of a person or an organisation: name, title, employer, mail address, phone number, postal address,
 * and where its website is (the host). Facts are compared as they are read, but for how they are written: letters folded, the
 * words of an address in any order (one syntax may put the suite into a property of its own), a country by its name or code.
 *
 * A block agrees when
 * 1. every person, organisation, mail address and phone number that its JSON-LD states, found by a plain walk over the parsed
 *    JSON, is among the facts that were read from it (so that a reader that reads nothing does not agree with itself), and
 * 2. each two syntaxes of the block give the same facts, or, where they do not, the value that only one of them gives does not
 *    occur in the other's text in any form (the block contradicts itself), and the page with all syntaxes together is reported
 *    as `sources-disagree`.
 * `same` counts the blocks without any contradiction.
 */
import type { EvidenceSource } from '../../../shared/model/evidence.ts';
import { countryByName } from '../../../shared/reading/countries.ts';
import { foldText } from '../../../shared/reading/evidence.ts';
import { readJsonLd } from '../../../shared/reading/json-ld.ts';
import { readMicrodata } from '../../../shared/reading/microdata.ts';
import { readPage } from '../../../shared/reading/page-people.ts';
import { readRdfa } from '../../../shared/reading/rdfa.ts';
import type { Thing } from '../../../shared/reading/structured-data.ts';
import { structuredPeople } from '../../../shared/reading/structured-people.ts';
import type { Block } from './blocks.ts';
import { openPage } from './open-page.ts';

const reading = { at: '2026-11-22T12:00:00.000Z', url: 'http://page.test/' };

/** One fact: which field, its value to compare, and the value as it was read. */
interface Fact {
  key: string;
  value: string;
}

export function scoreAgreement(blocks: readonly Block[], isVerbose = false): { agree: number; same: number } {
  let agree = 0;
  let same = 0;
  for (const block of blocks) {
    const readings = readingsOf(block);
    const missing = statedInJson(block.jsonld).filter(({ key, value }) => !holds(readings[0]?.facts ?? [], key, value));
    const contradictions = readings.flatMap((one) =>
      readings.flatMap((other) =>
        one.facts.filter((fact) => !other.facts.some(({ key }) => key === fact.key)).map((fact) => ({ fact, other })),
      ),
    );
    const isExcused = contradictions.every(({ fact, other }) => !occurs(fact.value, other.body));
    const isReported = contradictions.length === 0 || reportsDisagreement(readings.map(({ body }) => body));
    if (missing.length === 0 && contradictions.length === 0) same++;
    if (missing.length === 0 && isExcused && isReported) agree++;
    else if (isVerbose)
      console.info(block.id, {
        missing,
        isExcused,
        isReported,
        contradictions: contradictions.map(({ fact }) => fact),
      });
  }
  return { agree, same };
}

function readingsOf(block: Block): { body: string; facts: Fact[] }[] {
  const read = (body: string | null, source: EvidenceSource, things: (document: Document) => Thing[]) =>
    body === null ? [] : [{ body, facts: factsOf(things(openPage(body)), source) }];
  return [
    ...read(block.jsonld, 'json-ld', (document) => readJsonLd(document)),
    ...read(block.microdata, 'microdata', (document) => readMicrodata(document, reading.url)),
    ...read(block.rdfa, 'rdfa', (document) => readRdfa(document, reading.url)),
  ];
}

function factsOf(things: readonly Thing[], source: EvidenceSource): Fact[] {
  return structuredPeople(things, source, reading).flatMap(({ findings, isOrganization }) => {
    const kind = isOrganization ? 'organisation' : 'person';
    return findings.map(({ path, value }): Fact => {
      const [field = '', ...rest] = path.split('/');
      const text = rest.length > 0 ? rest.join('/') : String(value);
      return { key: `${kind} ${field} ${comparable(field, text)}`, value: text };
    });
  });
}

function comparable(field: string, text: string): string {
  if (field === 'links') return new URL(text).host;
  if (field !== 'address') return foldText(text);
  const lines = text.split('\n').map((line) => countryByName(line) ?? line);
  return foldText(lines.join(' ')).split(' ').toSorted().join(' ');
}

/** Digits for numbers, else words: a contradiction is excused only when the other text does not hold the value at all. */
function occurs(value: string, body: string): boolean {
  const digits = value.replace(/\D/gu, '');
  if (/^\+?\d{5,}$/u.test(value)) return body.replace(/\D/gu, '').includes(digits.slice(-10));
  return foldText(body).includes(foldText(value));
}

const reportsDisagreement = (bodies: readonly string[]) =>
  readPage({ ...reading, document: openPage(bodies.join('\n')) }).warnings.some(
    ({ kind }) => kind === 'sources-disagree',
  );

/** What JSON-LD states about people and organisations, by a walk that knows nothing of the reader's. */
function statedInJson(body: string): { key: string; value: string }[] {
  const json = /<script[^>]*>(.*)<\/script>/su.exec(body)?.[1] ?? body;
  const found: { key: string; value: string }[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const entries = new Map<string, unknown>(Object.entries(node));
    const isSomebody = /^Person$|Organization$/u.test(String(entries.get('@type')));
    for (const [key, value] of entries) {
      if (typeof value === 'string' && (key === 'email' || key === 'telephone' || (key === 'name' && isSomebody)))
        found.push({ key, value });
      else visit(value);
    }
  };
  visit(JSON.parse(json));
  return found;
}

function holds(facts: readonly Fact[], key: string, value: string): boolean {
  const digits = value.replace(/\D/gu, '');
  if (key === 'telephone') return facts.some((fact) => fact.value.replace(/\D/gu, '').endsWith(digits.slice(-8)));
  return facts.some((fact) => foldText(fact.value) === foldText(value.replace(/^mailto:/u, '')));
}
