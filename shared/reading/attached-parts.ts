/** What is attached to a message and tells of people: vCards, and the meetings of calendar parts. */
import type { DraftContact, DraftField, DraftInteraction } from '../model/draft.ts';
import { isSameMailbox, normaliseAddress, type MailAddress } from './addresses.ts';
import { readInvites, type CalendarInvite } from './calendar-invite.ts';
import { contactsOf, newCandidate } from './candidates.ts';
import { clipLine, foldText, makeEvidence, type Finding } from './evidence.ts';
import type { Message } from './message.ts';
import type { MessageContext } from './message-draft.ts';
import { readableName } from './names.ts';
import type { CountryCode } from './phones.ts';
import { readVCards, type VCard } from './vcard.ts';
import { nameOf, vcardFindings } from './vcard-findings.ts';

const FILES_MAX = 10;
const CARDS_MAX = 100;
/** A file that is larger is an address book, and importing it is another thing than reading a message. */
const BYTES_MAX = 5_000_000;

export interface AttachedCards {
  /** Of the sender's own card. */
  ofSender: Finding[];
  ofOthers: DraftContact[];
}

export function attachedCards(
  message: Message,
  from: MailAddress,
  context: MessageContext,
  country: CountryCode | undefined,
): AttachedCards {
  const cards = message.attachedCards
    .slice(0, FILES_MAX)
    .filter(({ length }) => length <= BYTES_MAX)
    .flatMap((file) => readVCards(file).slice(0, CARDS_MAX))
    .slice(0, CARDS_MAX);
  const ofSender: Finding[] = [];
  const others = [];
  for (const card of cards) {
    const addresses = card.emails.flatMap(({ value }) => normaliseAddress(value) ?? []);
    if (addresses.some((address) => context.own.some((own) => isSameMailbox(own, address)))) continue;
    const isSender = isCardOf(card, addresses, from);
    const findings = vcardFindings(card, { ...context, country, confidence: isSender ? 0.95 : 0.85 });
    if (isSender) ofSender.push(...findings);
    else if (findings.length > 0) others.push(newCandidate(findings));
  }
  return { ofSender, ofOthers: contactsOf(others) };
}

/** By the address; a card without addresses by the name. */
function isCardOf(card: VCard, addresses: readonly string[], from: MailAddress): boolean {
  if (addresses.some((address) => isSameMailbox(address, from.address))) return true;
  const name = foldText(readableName(nameOf(card) ?? ''));
  return addresses.length === 0 && name !== '' && name === foldText(readableName(from.name));
}

/** Meetings that somebody asks for; an answer or a cancellation is none. */
export function meetingsOf(message: Message, context: MessageContext): DraftInteraction[] {
  const meetings = new Map<string, DraftInteraction>();
  for (const file of message.calendars.slice(0, FILES_MAX)) {
    if (file.length > BYTES_MAX) continue;
    for (const invite of readInvites(file)) {
      if (!/^(?:request|publish|add)$/u.test(invite.method) || invite.isCancelled) continue;
      // The same part comes twice in many invitations: as an alternative of the text, and as a file.
      meetings.set(`${invite.uid} ${invite.start}`, { fields: meetingFields(invite, context) });
    }
  }
  return [...meetings.values()].slice(0, FILES_MAX);
}

function meetingFields(invite: CalendarInvite, context: MessageContext): DraftField[] {
  const field = (path: string, value: DraftField['value'], snippet?: string, confidence = 0.95): DraftField => ({
    path,
    value,
    evidence: [makeEvidence(context, context.source, confidence, snippet)],
  });
  const { start, end, summary, uid, organizer } = invite;
  const fields = [
    field('channel', 'meeting', 'BEGIN:VEVENT'),
    field('direction', 'none'),
    field('at', start, `DTSTART: ${start}`),
  ];
  if (end !== undefined) {
    const minutes = Math.round((Date.parse(end) - Date.parse(start)) / 60_000);
    fields.push(field('durationMinutes', minutes, `DTEND: ${end}`));
  }
  if (summary !== '') fields.push(field('subject', summary, `SUMMARY: ${summary}`));
  // The meeting's own id stands in for a Message-ID: an invitation that is sent again is the same meeting.
  if (uid !== '') fields.push(field('messageId', uid, `UID: ${uid}`), field('threadId', uid, `UID: ${uid}`));
  if (context.url.length <= 2_000) fields.push(field('url', context.url));
  const seen = new Set<string>();
  const people = [...(organizer === undefined ? [] : [organizer]), ...invite.attendees.filter((each) => each.isPerson)];
  for (const { name, address } of people) {
    if (seen.has(address)) continue;
    seen.add(address);
    const line = clipLine(readableName(name));
    const party = { role: 'attendee', ...(line === '' ? {} : { name: line }) };
    fields.push(field(`parties/${address}`, party, `ATTENDEE: ${name} <${address}>`));
  }
  return fields;
}
