/** People and organisations among the things that a page describes by JSON-LD, microdata, RDFa or h-card. */
import type { EvidenceSource } from '../model/evidence.ts';
import { findAddresses, normaliseAddress } from './addresses.ts';
import { newCandidate, type Candidate } from './candidates.ts';
import { linkValue, nameFindings, phoneFinding } from './card-findings.ts';
import { findHidden } from './deobfuscate.ts';
import { webAddress } from './dom.ts';
import { clipLine, findLine, foldText, makeEvidence, type Finding, type Reading } from './evidence.ts';
import { addressCountry, addressText } from './stated-address.ts';
import { statedNumber, type CountryCode } from './phones.ts';
import { linksOf, textsOf, thingsOf, type Thing } from './structured-data.ts';
import { honorifics } from './words.ts';

/** Also in the vocabularies before schema.org: FOAF, vCard in RDF, data-vocabulary.org, and hCard as microdata. */
const PERSON = /^(?:Person|Patient|Physician|Individual|VCard|hcard)$/u;
/** What those call the properties of schema.org. */
const NAME = ['name', 'fn', 'formattedName'];
const TITLE = ['jobTitle', 'hasOccupation', 'title'];
const EMAIL = ['email', 'hasEmail', 'mbox'];
const PHONE = ['telephone', 'phone', 'tel', 'hasTelephone'];
/** Ends of the names of schema.org's kinds of organisation; what is missing here is told by what is said about it. */
const ORGANIZATION =
  /(?:Organization|Organisation|Corporation|Business|Company|Store|Shop|Agency|Restaurant|Establishment|Hotel|Motel|Hostel|Resort|School|University|College|Hospital|Clinic|Dentist|Pharmacy|Bakery|Brewery|Winery|Office|Service|NGO|Attorney|Notary|Union|Association|Team|Airline|Consortium|Contractor|Dealer|Repair|Rental|Salon|Library|Museum|Theater|Electrician|Plumber|Locksmith|Cooperative|Cafe|Bar)$/u;
/** Things that may have an address or a number and are no organisation. */
const NEITHER =
  /(?:Event|Offer|Product|Action|Address|ContactPoint|Work|Article|Posting|Page|WebSite|Shape|Circle|List|Residence)$/u;
const LIMIT = 2_000;

/** How sure a field of each syntax is: h-card stands on the text that people see, JSON-LD may be a stale copy of it. */
const CONFIDENCE: Partial<Record<EvidenceSource, number>> = {
  'json-ld': 0.9,
  microdata: 0.9,
  rdfa: 0.9,
  'h-card': 0.9,
};

export interface StructuredContext extends Reading {
  country?: CountryCode;
}

export function structuredPeople(
  things: readonly Thing[],
  source: EvidenceSource,
  context: StructuredContext,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const thing of things) {
    const kind = kindOf(thing);
    if (kind === undefined) continue;
    const own = addressCountry(thing) ?? context.country;
    const reader = { ...context, source, ...(own === undefined ? {} : { country: own }) };
    const findings = kind === 'person' ? personFindings(thing, reader) : organizationFindings(thing, reader);
    if (findings.length > 0) candidates.push(newCandidate(findings, 'listed', kind === 'organization'));
    if (candidates.length >= LIMIT) break;
  }
  return candidates;
}

/** By its type; a named thing of another type with a number or an address for mail is an organisation too. */
export function kindOf(thing: Thing): 'person' | 'organization' | undefined {
  if (thing.types.some((type) => PERSON.test(type))) return 'person';
  if (thing.types.some((type) => ORGANIZATION.test(type))) return 'organization';
  if (thing.types.length === 0 || thing.types.some((type) => NEITHER.test(type))) return undefined;
  const isReachable = ['telephone', 'email', 'contactPoint'].some((property) => thing.properties.has(property));
  return isReachable && thing.properties.has('name') ? 'organization' : undefined;
}

interface Reader extends StructuredContext {
  source: EvidenceSource;
}

const evidenceOf = (reader: Reader, snippet: string) =>
  makeEvidence(reader, reader.source, CONFIDENCE[reader.source] ?? 0.8, snippet);

function personFindings(thing: Thing, reader: Reader): Finding[] {
  const findings: Finding[] = [];
  const [given] = textsOf(thing, 'givenName');
  const [family] = textsOf(thing, 'familyName');
  const name = nameOf(thing) ?? [given, family].filter((part) => part !== undefined).join(' ');
  if (name !== '' && findAddresses(name, 1).length === 0)
    findings.push(...nameFindings(reader, name, reader.source, CONFIDENCE[reader.source] ?? 0.8, `name: ${name}`));
  // Stated parts are better than guessed ones.
  findings.push(
    ...findLine('givenName', given, evidenceOf(reader, `givenName: ${given}`)),
    ...findLine('familyName', family, evidenceOf(reader, `familyName: ${family}`)),
  );
  // The title of FOAF stands before a name.
  const title = allTexts(thing, TITLE).find((text) => !honorifics.has(foldText(text)));
  findings.push(...findLine('title', title, evidenceOf(reader, `jobTitle: ${title}`)));
  const [employer] = [...thingsOf(thing, 'worksFor'), ...thingsOf(thing, 'affiliation')];
  const [company] = [
    ...textsOf(thing, 'worksFor'),
    ...(employer === undefined ? [] : textsOf(employer, 'legalName')),
    ...textsOf(thing, 'affiliation'),
    ...textsOf(thing, 'memberOf'),
  ];
  findings.push(...findLine('companyName', company, evidenceOf(reader, `worksFor: ${company}`)));
  return [...findings, ...allContactPoints(thing, reader)];
}

/** An organisation is a contact without a person's name: its mailbox and its switchboard. */
function organizationFindings(thing: Thing, reader: Reader): Finding[] {
  const name = nameOf(thing) ?? textsOf(thing, 'legalName')[0];
  return [...findLine('companyName', name, evidenceOf(reader, `name: ${name}`)), ...allContactPoints(thing, reader)];
}

/** The name it says; a thing without one is called what its own text says, when that is no more than a name. */
function nameOf(thing: Thing): string | undefined {
  const [stated] = allTexts(thing, NAME);
  if (stated !== undefined || thing.text === undefined) return stated;
  const text = clipLine(thing.text);
  const isNameOnly = text.length <= 60 && /^\p{L}/u.test(text) && !/[@:]|\p{N}{4}/u.test(text);
  return isNameOnly && !thing.properties.has('givenName') ? text : undefined;
}

function allContactPoints(thing: Thing, reader: Reader): Finding[] {
  const points = [thing, ...thingsOf(thing, 'contactPoint').slice(0, 10)];
  return points.flatMap((point) => contactPoints(point, reader));
}

function contactPoints(thing: Thing, reader: Reader): Finding[] {
  const findings: Finding[] = [];
  for (const written of allTexts(thing, EMAIL).slice(0, 10)) {
    const address = statedAddress(written);
    if (address === undefined) continue;
    findings.push({ path: `emails/${address}`, value: {}, evidence: evidenceOf(reader, `email: ${written}`) });
  }
  for (const written of allTexts(thing, PHONE).slice(0, 10)) {
    const plain = decodeTel(written);
    const number = statedNumber(plain, reader.country);
    if (number === undefined) continue;
    const confidence = CONFIDENCE[reader.source] ?? 0.8;
    findings.push(phoneFinding(reader, { number, written: plain }, reader.source, confidence, `telephone: ${written}`));
  }
  for (const href of [...linksOf(thing, 'url'), ...linksOf(thing, 'sameAs')].slice(0, 20)) {
    const url = webAddress(href, reader.url);
    if (url !== undefined)
      findings.push({ path: `links/${url}`, value: linkValue(url), evidence: evidenceOf(reader, url) });
  }
  const address = addressText(thing).slice(0, 1_000);
  if (address !== '') findings.push({ path: 'address', value: address, evidence: evidenceOf(reader, address) });
  return findings;
}

const allTexts = (thing: Thing, properties: readonly string[]) =>
  properties.flatMap((property) => textsOf(thing, property));

/** Plain, as a link, or written to hide it: schema.org's own example says "secretariat(at)google.org". */
function statedAddress(written: string): string | undefined {
  const plain = written.replace(/^mailto:/iu, '').replace(/\?.*$/u, '');
  return (
    normaliseAddress(plain) ?? findAddresses(plain, 1)[0]?.address ?? findHidden(plain, { isAlone: true })[0]?.address
  );
}

/** `tel:+1-415-555-0132;ext=2` as people write it. */
export function decodeTel(href: string): string {
  const text = href
    .replace(/^(?:tel|sms|callto):/iu, '')
    .replace(/;.*$/u, '')
    .trim();
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
