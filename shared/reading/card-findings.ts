/** Turns a card's lines into findings: fields of a contact with their evidence. */
import type { EvidenceSource } from '../model/evidence.ts';
import type { CardLines } from './contact-lines.ts';
import { findLine, makeEvidence, type Finding, type Reading } from './evidence.ts';
import { guessName } from './name-parts.ts';
import type { Phone } from './phones.ts';

/** The parts of a full name as findings; no guess, no finding. They are never surer than the name itself. */
export function nameFindings(
  reading: Reading,
  name: string,
  source: EvidenceSource,
  confidence: number,
  snippet = name,
): Finding[] {
  const guess = guessName(name, reading.language);
  const guessed = makeEvidence(reading, source, confidence * 0.7, snippet);
  return [
    ...findLine('name', name, makeEvidence(reading, source, confidence, snippet)),
    ...findLine('givenName', guess?.given, guessed),
    ...findLine('familyName', guess?.family, guessed),
  ];
}

export function phoneFinding(
  reading: Reading,
  phone: Pick<Phone, 'number' | 'written' | 'label'>,
  source: EvidenceSource,
  confidence: number,
  snippet: string,
): Finding {
  return {
    path: `phones/${phone.number}`,
    value: { ...(phone.label === undefined ? {} : { label: phone.label }), written: phone.written.slice(0, 100) },
    // Without a country code the number may be anybody's.
    evidence: makeEvidence(reading, source, phone.number.startsWith('+') ? confidence : confidence * 0.6, snippet),
  };
}

/**
 * @param confidence of a line that says what it is; what is read between the lines is a little less sure
 * @param own addresses that must not be given to anybody else
 */
export function cardFindings(
  reading: Reading,
  card: CardLines,
  source: EvidenceSource,
  confidence: number,
  own: readonly string[] = [],
): Finding[] {
  const findings: Finding[] = [];
  if (card.name !== undefined)
    findings.push(...nameFindings(reading, card.name.text, source, confidence, card.name.line));
  if (card.title !== undefined)
    findings.push(...findLine('title', card.title.text, makeEvidence(reading, source, confidence, card.title.line)));
  if (card.company !== undefined) {
    const sure = card.company.isSure ? confidence : confidence * 0.7;
    findings.push(
      ...findLine('companyName', card.company.text, makeEvidence(reading, source, sure, card.company.line)),
    );
  }
  for (const phone of card.phones) findings.push(phoneFinding(reading, phone, source, confidence, phone.line));
  for (const { address, line } of card.emails) {
    if (own.includes(address)) continue;
    findings.push({ path: `emails/${address}`, value: {}, evidence: makeEvidence(reading, source, confidence, line) });
  }
  for (const { url, line } of card.links) {
    findings.push({
      path: `links/${url}`,
      value: linkValue(url),
      evidence: makeEvidence(reading, source, confidence, line),
    });
  }
  const address = [...new Set(card.address.map(({ text }) => text))].join('\n').slice(0, 1_000);
  if (address !== '') {
    findings.push({
      path: 'address',
      value: address,
      evidence: makeEvidence(reading, source, confidence * 0.8, address),
    });
  }
  return findings;
}

/** A label for sites whose name says what the link is. */
export function linkValue(url: string): { label?: string } {
  const host = new URL(url).hostname.replace(/^www\./u, '');
  const known =
    /(?:^|\.)(linkedin|xing|github|gitlab|twitter|facebook|instagram|youtube|mastodon|threads|bsky|calendly)\./u.exec(
      host,
    )?.[1];
  if (known !== undefined) return { label: known };
  if (/\.vcf$/iu.test(new URL(url).pathname)) return { label: 'vcard' };
  return host === 'x.com' ? { label: 'twitter' } : {};
}
