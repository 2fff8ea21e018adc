/** From a message to a draft: who wrote it, what their signature says, and the interaction that the message is. */
import type { Draft, DraftContact, DraftField, Warning } from '../model/draft.ts';
import type { EvidenceSource } from '../model/evidence.ts';
import {
  domainOf,
  findAddresses,
  isSameMailbox,
  localPartOf,
  localPartWords,
  poses,
  registrableDomain,
  type MailAddress,
} from './addresses.ts';
import { companyLikeness } from './companies.ts';
import { attachedCards, meetingsOf } from './attached-parts.ts';
import { cardFindings, nameFindings } from './card-findings.ts';
import { clipLine, draftContact, findLine, makeEvidence, type Finding, type Reading } from './evidence.ts';
import { forwardedContacts } from './forwarded.ts';
import { htmlToText } from './html-to-text.ts';
import { guessLanguage } from './language.ts';
import { whyNobody } from './mail-kind.ts';
import { forwardSubjects } from './mail-words.ts';
import type { Message } from './message.ts';
import { readableName } from './names.ts';
import { guessCountry } from './phones.ts';
import { splitQuoted } from './quoted.ts';
import { findSignature } from './signature.ts';

export interface MessageContext extends Reading {
  /** The adapter that asks. */
  adapter: string;
  /** Addresses of the person who reads. */
  own: readonly string[];
  /** Makes an inert document; the host passes its own parser. */
  parseHtml: (html: string) => Document;
  /** `raw-header` for a message in source form, `webmail-page` for what a page shows of one. */
  source: Extract<EvidenceSource, 'raw-header' | 'webmail-page'>;
  /** The person wants the words of messages kept, without what they quote. */
  keepsText?: boolean;
  /** What the page shows, to compare with the source of the message. */
  shown?: { from?: MailAddress };
}

/** The model's limit on a text. */
const TEXT_MAX = 20_000;

export async function draftFromMessage(message: Message, context: MessageContext): Promise<Draft> {
  const draft: Draft = {
    adapter: context.adapter,
    url: context.url.slice(0, 2_000),
    ...(message.subject === '' ? {} : { title: clipLine(message.subject) }),
    readAt: context.at,
    contacts: [],
    interactions: [],
    warnings: warningsOf(message, context),
    ...(context.own.length === 0 ? {} : { own: context.own.slice(0, 100) }),
    ...listIdOf(message),
  };
  const { from } = message;
  const isOwn = from !== undefined && context.own.some((address) => isSameMailbox(address, from.address));
  const skipped = whyNobody(message, context.own, isOwn);
  if (skipped !== undefined) return { ...draft, skipped };
  if (from === undefined) return draft;
  if (isOwn) {
    draft.contacts = recipientContacts(message, context);
  } else {
    const { sender, warnings, forwarded, attached } = await readSender(message, from, context);
    draft.contacts = joinContacts(sender, forwarded, attached);
    draft.warnings.push(...warnings);
  }
  draft.interactions = [{ fields: interactionFields(message, from, isOwn, context) }, ...meetingsOf(message, context)];
  return draft;
}

/** RFC 2919: `List-Id: Developers <dev.lists.globex.test>`. */
function listIdOf(message: Message): { listId?: string } {
  const header = message.list['list-id'];
  const id = header === undefined ? undefined : (/<([^<>]*)>/u.exec(header)?.[1] ?? header).trim().toLowerCase();
  return id === undefined || id === '' || id.length > 255 ? {} : { listId: id };
}

/** The plain text of a message; its HTML only when there is no text. */
export function textOfMessage(message: Message, parseHtml: MessageContext['parseHtml']): string {
  const text = message.text ?? '';
  if (text.trim() !== '' || message.html === undefined) return text.slice(0, 2_000_000);
  return htmlToText(parseHtml(message.html.slice(0, 4_000_000)), { quotes: true });
}

async function readSender(message: Message, from: MailAddress, reading: MessageContext) {
  const { own, below, ...parts } = splitQuoted(textOfMessage(message, reading.parseHtml));
  const forwarded = parts.forwarded ?? (forwardSubjects.test(message.subject) ? below : undefined);
  const language = guessLanguage(own);
  // What the sender's program says counts before a guess.
  const context = { ...reading, language: message.languages[0] ?? language };
  const country = guessCountry({
    text: own.slice(-2_000),
    domain: domainOf(from.address),
    languages: [...(language === undefined ? [] : [language]), ...message.languages],
    utcOffsetMinutes: message.utcOffsetMinutes,
  });
  const { signature, foreign, closingName } = findSignature(
    own,
    { ...from, isDoubtful: poses(from) !== undefined },
    country,
  );
  const findings: Finding[] = headerFindings(message, from, context, closingName);
  if (signature !== undefined) {
    const others = [...context.own, ...[...message.to, ...message.cc].map(({ address }) => address)];
    const read = cardFindings(context, signature.card, 'signature-line', signature.confidence, others);
    const isCompany = companyLikeness(readableName(from.name)) !== 'no';
    findings.push(...read.filter(({ path }) => !isCompany || !/^(?:name|givenName|familyName)$/u.test(path)));
  }
  const cards = attachedCards(message, from, context, country);
  findings.push(...cards.ofSender);
  const warnings: Warning[] =
    signature === undefined && foreign !== undefined
      ? [
          {
            kind: 'signature-of-somebody-else',
            text: clipLine(
              `Not read, because it carries neither the sender's name nor address: ${foreign.join(' / ')}`,
            ),
          },
        ]
      : [];
  return {
    sender: draftContact(from.address, 'sender', findings),
    warnings,
    forwarded: await forwardedContacts(message, forwarded, context),
    attached: cards.ofOthers,
  };
}

/** The sender first; nobody twice. */
function joinContacts(...groups: (DraftContact | DraftContact[])[]): DraftContact[] {
  const all = groups.flat();
  return all.filter(({ key }, at) => all.findIndex((other) => other.key === key) === at);
}

/** What the headers say about the sender. */
function headerFindings(
  message: Message,
  from: MailAddress,
  context: MessageContext,
  closingName: string | undefined,
): Finding[] {
  const snippet = `From: ${from.name === '' ? '' : `${from.name} `}<${from.address}>`;
  const findings: Finding[] = [
    { path: `emails/${from.address}`, value: {}, evidence: makeEvidence(context, context.source, 1, snippet) },
  ];
  // A name that poses as somebody else's address is nobody's name, and the address that goes with it tells none.
  if (poses(from) !== undefined) return findings;
  const name = readableName(from.name);
  const likeness = companyLikeness(name);
  if (likeness !== 'no') {
    // "Bäckerei Müller <info@…>": the name is the company's, or that of an office in it; the person may sign.
    const sure = likeness === 'legal-form' ? 0.8 : 0.6;
    findings.push(...findLine('companyName', name, makeEvidence(context, context.source, sure, snippet)));
    if (closingName === undefined)
      findings.push(...findLine('name', name, makeEvidence(context, context.source, 0.5, snippet)));
    else findings.push(...nameFindings(context, closingName, 'signature-line', 0.7));
  } else if (name !== '' && findAddresses(name, 1).length === 0) {
    findings.push(...nameFindings(context, name, context.source, 0.9, snippet));
  } else {
    const words = localPartWords(from.address);
    // Only `dana.whitfield`: in `patrick.o'brien` or `dana-2` the words are not the name.
    if (words.length === 2 && /^\p{L}+[._]\p{L}+(?:\+.*)?$/u.test(localPartOf(from.address))) {
      const guess = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ');
      findings.push(...nameFindings(context, guess, context.source, 0.4, snippet));
    }
  }
  if (message.organization !== undefined) {
    const organization = `Organization: ${message.organization}`;
    findings.push(
      ...findLine('companyName', message.organization, makeEvidence(context, context.source, 0.7, organization)),
    );
  }
  return findings;
}

/** Of a mail by the person: the people it went to. */
function recipientContacts(message: Message, context: MessageContext): DraftContact[] {
  const seen = new Set<string>();
  return [...message.to, ...message.cc, ...message.bcc].flatMap((recipient) => {
    const isOwn = context.own.some((address) => isSameMailbox(address, recipient.address));
    if (isOwn || seen.has(recipient.address)) return [];
    seen.add(recipient.address);
    const snippet = `To: ${recipient.name} <${recipient.address}>`;
    const name = readableName(recipient.name);
    return [
      draftContact(recipient.address, 'recipient', [
        { path: `emails/${recipient.address}`, value: {}, evidence: makeEvidence(context, context.source, 1, snippet) },
        // The name is as the writer's address book has it, not as its owner writes it.
        ...(name === '' ? [] : nameFindings(context, name, context.source, 0.7, snippet)),
      ]),
    ];
  });
}

function interactionFields(message: Message, from: MailAddress, isOwn: boolean, context: MessageContext): DraftField[] {
  const { source } = context;
  const certain = (path: string, value: DraftField['value'], snippet?: string, confidence = 1): DraftField => ({
    path,
    value,
    evidence: [makeEvidence(context, source, confidence, snippet)],
  });
  const fields: DraftField[] = [
    certain('channel', 'email'),
    certain('direction', isOwn ? 'out' : 'in', undefined, context.own.length > 0 ? 1 : 0.7),
    message.date === undefined
      ? certain('at', context.at, 'the time of reading', 0.2)
      : certain('at', message.date, `Date: ${message.date}`),
  ];
  const subject = clipLine(message.subject);
  if (subject !== '') fields.push(certain('subject', subject, subject));
  if (message.messageId !== undefined) fields.push(certain('messageId', message.messageId, message.messageId));
  if (message.threadId !== undefined) fields.push(certain('threadId', message.threadId, message.threadId));
  if (context.url.length <= 2_000) fields.push(certain('url', context.url));
  if (context.keepsText === true) {
    const text = splitQuoted(textOfMessage(message, context.parseHtml)).own.trim().slice(0, TEXT_MAX);
    if (text !== '') fields.push(certain('body', text));
  }
  const seen = new Set<string>();
  const roles = { from: [from], 'reply-to': message.replyTo, to: message.to, cc: message.cc, bcc: message.bcc };
  for (const [role, people] of Object.entries(roles)) {
    for (const { name, address } of people) {
      if (seen.has(address)) continue;
      seen.add(address);
      const line = clipLine(readableName(name));
      fields.push(
        certain(
          `parties/${address}`,
          { role, ...(line === '' ? {} : { name: line }) },
          `${role}: ${name} <${address}>`,
        ),
      );
    }
  }
  return fields;
}

function warningsOf(message: Message, context: MessageContext): Warning[] {
  const warnings: Warning[] = [];
  const { from, replyTo } = message;
  if (from === undefined) return warnings;
  const shown = context.shown?.from;
  if (shown !== undefined && shown.address !== from.address) {
    warnings.push({
      kind: 'from-differs',
      text: `The page shows ${shown.address}, but the message says that it is from ${from.address}.`,
    });
  }
  if (message.otherFrom !== undefined) {
    warnings.push({
      kind: 'from-differs',
      text: `The message names two senders: ${from.address} and ${message.otherFrom}.`,
    });
  }
  const posed = poses(from) ?? replyTo.map(poses).find((address) => address !== undefined);
  if (posed !== undefined) {
    warnings.push({
      kind: 'name-contains-other-address',
      text: `The name shows the address ${posed}, but the mail is from ${from.address}.`,
    });
  }
  const domain = registrableDomain(domainOf(from.address));
  const isElsewhere = (address: string) => registrableDomain(domainOf(address)) !== domain;
  const [reply] = replyTo;
  const isList = message.list['list-id'] !== undefined || message.list['list-post'] !== undefined;
  if (reply !== undefined && !isList && replyTo.every(({ address }) => isElsewhere(address))) {
    warnings.push({ kind: 'reply-to-differs', text: `Answers go to ${reply.address}, not to ${from.address}.` });
  } else if (posed !== undefined && reply !== undefined && reply.address !== from.address) {
    warnings.push({ kind: 'reply-to-differs', text: `Answers go to ${reply.address}, not to ${from.address}.` });
  }
  return warnings.map((warning) => ({ ...warning, text: clipLine(warning.text) }));
}
