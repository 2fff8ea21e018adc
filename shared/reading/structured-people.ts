/** People and organisations among the things that a page describes by JSON-LD, microdata or h-card. */
import type { EvidenceSource } from '../model/evidence.ts';
import { findAddresses, normaliseAddress } from './addresses.ts';
import { newCandidate, type Candidate } from './candidates.ts';
import { linkValue, nameFindings, phoneFinding } from './card-findings.ts';
import { webAddress } from './dom.ts';
import { findLine, makeEvidence, type Finding, type Reading } from './evidence.ts';
import { toE164, type CountryCode } from './phones.ts';
import { textsOf, thingsOf, type Thing } from './structured-data.ts';

const PERSON = /^(?:Person|Patient|Physician|h-card)$/u;
const ORGANIZATION =
  /(?:Organization|Corporation|Business|Company|Store|Agency|Restaurant|Hotel|School|University|College|Hospital|Clinic|Dentist|Bakery|Office|Service|NGO|Attorney|Notary)$/u;
const LIMIT = 2_000;

/** How sure a field of each syntax is: h-card stands on the text that people see, JSON-LD may be a stale copy of it. */
const CONFIDENCE: Partial<Record<EvidenceSource, number>> = { 'json-ld': 0.9, microdata: 0.9, 'h-card': 0.9 };

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
    const isPerson = thing.types.some((type) => PERSON.test(type));
    const isOrganization = !isPerson && thing.types.some((type) => ORGANIZATION.test(type));
    if (!isPerson && !isOrganization) continue;
    const findings = isPerson ? personFindings(thing, source, context) : organizationFindings(thing, source, context);
    if (findings.length > 0) candidates.push(newCandidate(findings, 'listed', isOrganization));
    if (candidates.length >= LIMIT) break;
  }
  return candidates;
}

function personFindings(thing: Thing, source: EvidenceSource, context: StructuredContext): Finding[] {
  const confidence = CONFIDENCE[source] ?? 0.8;
  const evidence = (snippet: string, factor = 1) => makeEvidence(context, source, confidence * factor, snippet);
  const findings: Finding[] = [];
  const [given] = textsOf(thing, 'givenName');
  const [family] = textsOf(thing, 'familyName');
  const name = textsOf(thing, 'name')[0] ?? [given, family].filter((part) => part !== undefined).join(' ');
  if (name !== '' && findAddresses(name, 1).length === 0)
    findings.push(...nameFindings(context, name, source, confidence, `name: ${name}`));
  // Stated parts are better than guessed ones.
  findings.push(
    ...findLine('givenName', given, evidence(`givenName: ${given}`)),
    ...findLine('familyName', family, evidence(`familyName: ${family}`)),
  );
  const [title] = [...textsOf(thing, 'jobTitle'), ...textsOf(thing, 'hasOccupation')];
  findings.push(...findLine('title', title, evidence(`jobTitle: ${title}`)));
  const [company] = [...textsOf(thing, 'worksFor'), ...textsOf(thing, 'affiliation'), ...textsOf(thing, 'memberOf')];
  const [employer] = [...thingsOf(thing, 'worksFor'), ...thingsOf(thing, 'affiliation')];
  findings.push(
    ...findLine(
      'companyName',
      company ?? (employer === undefined ? undefined : textsOf(employer, 'legalName')[0]),
      evidence(`worksFor: ${company}`),
    ),
  );
  findings.push(...contactPoints(thing, source, context));
  for (const point of thingsOf(thing, 'contactPoint').slice(0, 10))
    findings.push(...contactPoints(point, source, context));
  return findings;
}

/** An organisation is a contact without a person's name: its mailbox and its switchboard. */
function organizationFindings(thing: Thing, source: EvidenceSource, context: StructuredContext): Finding[] {
  const [name] = [...textsOf(thing, 'name'), ...textsOf(thing, 'legalName')];
  const confidence = CONFIDENCE[source] ?? 0.8;
  const points = [thing, ...thingsOf(thing, 'contactPoint').slice(0, 10)].flatMap((each) =>
    contactPoints(each, source, context),
  );
  return [...findLine('companyName', name, makeEvidence(context, source, confidence, `name: ${name}`)), ...points];
}

function contactPoints(thing: Thing, source: EvidenceSource, context: StructuredContext): Finding[] {
  const confidence = CONFIDENCE[source] ?? 0.8;
  const findings: Finding[] = [];
  for (const written of textsOf(thing, 'email').slice(0, 10)) {
    // schema.org's own example says "secretariat(at)google.org".
    const plain = written
      .replace(/^mailto:/iu, '')
      .replace(/\?.*$/u, '')
      .replace(/\s*[([{]\s*at\s*[)\]}]\s*/iu, '@');
    const address = normaliseAddress(plain) ?? findAddresses(plain, 1)[0]?.address;
    if (address !== undefined) {
      findings.push({
        path: `emails/${address}`,
        value: {},
        evidence: makeEvidence(context, source, confidence, `email: ${written}`),
      });
    }
  }
  for (const written of [...textsOf(thing, 'telephone'), ...textsOf(thing, 'phone')].slice(0, 10)) {
    const plain = decodeTel(written);
    const number = toE164(plain, context.country, true);
    if (number !== undefined)
      findings.push(phoneFinding(context, { number, written: plain }, source, confidence, `telephone: ${written}`));
  }
  for (const href of [...textsOf(thing, 'url'), ...textsOf(thing, 'sameAs')].slice(0, 20)) {
    const url = webAddress(href, context.url);
    if (url !== undefined)
      findings.push({
        path: `links/${url}`,
        value: linkValue(url),
        evidence: makeEvidence(context, source, confidence, url),
      });
  }
  const address = postalAddress(thing);
  if (address !== '')
    findings.push({
      path: 'address',
      value: address.slice(0, 1_000),
      evidence: makeEvidence(context, source, confidence, address),
    });
  return findings;
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

const STREET = ['streetAddress', 'street-address', 'extended-address', 'postOfficeBoxNumber', 'post-office-box'];
const TOWN = ['postalCode', 'postal-code', 'addressLocality', 'locality', 'addressRegion', 'region'];
const COUNTRY = ['addressCountry', 'country-name'];

/** Lines joined by line ends; an address without parts as it is written. */
function postalAddress(thing: Thing): string {
  const [address] = thingsOf(thing, 'address');
  if (address === undefined) return (textsOf(thing, 'address')[0] ?? '').replace(/\s*\n\s*/gu, '\n');
  const line = (names: readonly string[]) =>
    names
      .flatMap((name) => textsOf(address, name))
      .join(' ')
      .trim();
  return [line(STREET), line(TOWN), line(COUNTRY)].filter((part) => part !== '').join('\n');
}
