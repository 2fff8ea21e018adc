/** People whose messages are forwarded: often they are the contact, and not the colleague who passed them on. */
import type { DraftContact } from '../model/draft.ts';
import { domainOf, isNoReply, isSameMailbox, parseAddressList, type MailAddress } from './addresses.ts';
import { cardFindings, nameFindings } from './card-findings.ts';
import { draftContact, makeEvidence, type Finding } from './evidence.ts';
import { htmlToText } from './html-to-text.ts';
import { guessLanguage } from './language.ts';
import { readMessage, type Message } from './message.ts';
import type { MessageContext } from './message-draft.ts';
import { readableName } from './names.ts';
import { guessCountry } from './phones.ts';
import { readForwarded, splitQuoted } from './quoted.ts';
import { findSignature } from './signature.ts';

/** Attached messages that are read. */
const ATTACHED_MAX = 5;

/** @param inline the forwarded part of the text, with its header lines */
export async function forwardedContacts(
  message: Message,
  inline: string | undefined,
  context: MessageContext,
): Promise<DraftContact[]> {
  const contacts: DraftContact[] = [];
  const add = (from: MailAddress | undefined, body: string, languages: readonly string[] = []) => {
    if (from === undefined || isNoReply(from.address)) return;
    if (context.own.some((address) => isSameMailbox(address, from.address))) return;
    if (!contacts.some(({ key }) => key === from.address)) contacts.push(contactOf(from, body, languages, context));
  };
  const quoted = inline === undefined ? undefined : readForwarded(inline);
  if (quoted !== undefined) add(parseAddressList(quoted.from)[0], quoted.body);
  for (const raw of message.attachedMessages.slice(0, ATTACHED_MAX)) {
    const attached = await readMessage(raw);
    const text =
      attached.text ??
      (attached.html === undefined ? '' : htmlToText(context.parseHtml(attached.html), { quotes: true }));
    add(attached.from, text, attached.languages);
  }
  return contacts;
}

function contactOf(
  from: MailAddress,
  body: string,
  languages: readonly string[],
  context: MessageContext,
): DraftContact {
  const { own } = splitQuoted(body);
  const language = guessLanguage(own);
  const country = guessCountry({
    text: own.slice(-2_000),
    domain: domainOf(from.address),
    languages: [...(language === undefined ? [] : [language]), ...languages],
  });
  const snippet = `forwarded: ${from.name} <${from.address}>`;
  // Whoever forwards can change the text, so nothing in it is as sure as a header.
  const findings: Finding[] = [
    { path: `emails/${from.address}`, value: {}, evidence: makeEvidence(context, context.source, 0.8, snippet) },
    ...(from.name === '' ? [] : nameFindings(context, readableName(from.name), context.source, 0.75, snippet)),
  ];
  const { signature } = findSignature(own, from, country);
  if (signature !== undefined) {
    findings.push(...cardFindings(context, signature.card, 'signature-line', signature.confidence * 0.9, context.own));
  }
  return draftContact(from.address, 'listed', findings);
}
