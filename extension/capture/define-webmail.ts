/**
 * What the adapters of webmails share: an adapter says where the messages of a page are, and this makes of them the draft, the
 * cross-check with the source of the message, the people of the rest of the conversation, and the self-test.
 */
import type { Draft, DraftContact } from '../../shared/model/draft.ts';
import { findAddresses, isNoReply, isSameMailbox, type MailAddress } from '../../shared/reading/addresses.ts';
import { clipLine, draftContact } from '../../shared/reading/evidence.ts';
import { nameFindings } from '../../shared/reading/card-findings.ts';
import { splitHeaderLine } from '../../shared/reading/header-labels.ts';
import { htmlToText, textOf, type TextOptions } from '../../shared/reading/html-to-text.ts';
import { draftFromMessage, type MessageContext } from '../../shared/reading/message-draft.ts';
import { readLocalisedDate, type DateContext } from '../../shared/reading/localised-dates.ts';
import { emptyMessage, readMessage, type Message } from '../../shared/reading/message.ts';
import type { ShownPerson } from '../../shared/reading/shown-people.ts';
import type { Adapter, ReadContext } from './define-adapter.ts';
import type { Page } from './page.ts';

/** One message of a page, as far as it is shown. */
export interface ShownMessage {
  sender?: ShownPerson;
  to?: readonly MailAddress[];
  cc?: readonly MailAddress[];
  bcc?: readonly MailAddress[];
  replyTo?: readonly MailAddress[];
  /** The element with the subject; that of the conversation where messages have none of their own. */
  subject?: Element | undefined;
  /** Missing for a message that is folded away. */
  body?: Node | undefined;
  /** Elements of the body that are none of the writer's words. */
  skipInBody?: TextOptions['skip'];
  /** ISO 8601, where the page says it for machines. */
  date?: string | undefined;
  /** Texts of which one may be the date, in the page's language. */
  dates?: readonly string[];
  attachmentNames?: readonly string[];
  /** What tells it from others: an id in the page, or the page's address. */
  id?: string | undefined;
  /** Where its source is, if the webmail gives it. */
  source?: URL | undefined;
  /** More people got it than the page shows, so many that it is an announcement. */
  isBulk?: boolean;
}

export interface Webmail {
  title: string;
  order: number;
  isGeneral?: boolean;
  /** As in an adapter. */
  rows?: Adapter['rows'];
  detect(page: Page): boolean;
  /** The messages that the page shows, in the page's order; none when none is open. */
  messages(page: Page): ShownMessage[];
  /** The addresses of the person who is signed in, as the page shows them. */
  own?(page: Page): string[];
  /** The address that opens the message again, without what belongs to the session. */
  permalink?(page: Page, open: ShownMessage | undefined): string;
}

/** Declares the adapter of a webmail: the default export of its file, whose name is its id. */
export function defineWebmail(webmail: Webmail): Adapter {
  // Several questions are asked of one page; it is searched once.
  const found = new WeakMap<Page, ShownMessage[]>();
  const messagesOf = (page: Page) => {
    const messages = found.get(page) ?? webmail.messages(page);
    found.set(page, messages);
    return messages;
  };
  return {
    title: webmail.title,
    order: webmail.order,
    ...(webmail.isGeneral === true ? { isGeneral: true } : {}),
    ...(webmail.rows === undefined ? {} : { rows: webmail.rows }),
    detect: (page) => webmail.detect(page),
    rawMessage: (page) => openMessage(messagesOf(page))?.source,
    check(page) {
      const open = openMessage(messagesOf(page));
      if (open === undefined) return undefined;
      return {
        sender: open.sender !== undefined,
        subject: open.subject !== undefined,
        body: open.body !== undefined,
        id: open.id !== undefined,
      };
    },
    read: (page, context) => readMessages(webmail, messagesOf(page), page, context),
  };
}

/** The last one that is unfolded: in a conversation that is the one being read. */
const openMessage = (messages: readonly ShownMessage[]): ShownMessage | undefined =>
  messages.findLast(({ body }) => body !== undefined) ?? messages.at(-1);

async function readMessages(
  webmail: Webmail,
  messages: readonly ShownMessage[],
  page: Page,
  context: ReadContext,
): Promise<Draft> {
  const { at, raw, parseHtml, keepsText } = context;
  const open = openMessage(messages);
  const url = (webmail.permalink?.(page, open) ?? page.url.href).slice(0, 2_000);
  if (open === undefined) {
    const skipped = { reason: 'nobody-found' as const, text: 'No message is open. Open one, then clip again.' };
    return { adapter: webmail.title, url, readAt: at, contacts: [], interactions: [], warnings: [], skipped };
  }
  const own = [...new Set([...context.own, ...(webmail.own?.(page) ?? [])])];
  const shared = { adapter: webmail.title, at, url, own, parseHtml, keepsText };
  const clock = { language: page.language, now: Date.parse(at) };
  const shown = toMessage(open, own, clock);
  const draft =
    raw === undefined
      ? await draftFromMessage(shown, { ...shared, source: 'webmail-page' })
      : await draftFromMessage(await readMessage(raw), { ...shared, source: 'raw-header', shown });
  if (raw === undefined) addNameOnly(draft, open, { at, url });
  const others = messages.filter((message) => message !== open);
  await addOthers(draft, others, { ...shared, source: 'webmail-page' }, clock);
  return draft;
}

function toMessage(shown: ShownMessage, own: readonly string[], clock: DateContext): Message {
  const { sender, body } = shown;
  // The person's own name is "me" there, in some language.
  const named = (people: readonly MailAddress[] | undefined) =>
    (people ?? []).map((each) =>
      own.some((mine) => isSameMailbox(mine, each.address)) ? { ...each, name: '' } : each,
    );
  const [from] = named(sender?.address === undefined ? [] : [{ name: sender.name, address: sender.address }]);
  const subject = shown.subject === undefined ? '' : textOf(shown.subject);
  const labelled = splitHeaderLine(subject);
  return {
    ...emptyMessage(),
    ...(from === undefined ? {} : { from }),
    to: named(shown.to),
    cc: named(shown.cc),
    bcc: named(shown.bcc),
    replyTo: named(shown.replyTo),
    subject: clipLine(labelled?.header === 'subject' ? labelled.rest : subject),
    ...shownDate(shown, clock),
    text:
      body === undefined
        ? ''
        : htmlToText(body, { quotes: true, ...(shown.skipInBody === undefined ? {} : { skip: shown.skipInBody }) }),
    isBulk: shown.isBulk === true,
    attachmentNames: [...(shown.attachmentNames ?? [])],
  };
}

/** As the page says it for machines; else the first text that can be a date, and nothing else. */
function shownDate({ date, dates = [] }: ShownMessage, clock: DateContext): { date?: string } {
  if (date !== undefined) return { date };
  const read = dates.map((text) => readLocalisedDate(text, clock)).find((each) => 'at' in each);
  return read === undefined || !('at' in read) ? {} : { date: read.at };
}

/** Colleagues are shown by their name only: better a name than nobody. */
function addNameOnly(draft: Draft, { sender }: ShownMessage, reading: { at: string; url: string }): void {
  if (sender === undefined || sender.address !== undefined || draft.contacts.length > 0) return;
  const snippet = `From: ${sender.name}`;
  const findings = nameFindings(reading, sender.name, 'webmail-page', 0.8, snippet);
  if (findings.length === 0) return;
  draft.contacts = [draftContact(sender.name, 'sender', findings)];
  delete draft.skipped;
}

/** Those who wrote the other messages of the conversation, each once, the latest message first. */
async function addOthers(draft: Draft, others: readonly ShownMessage[], context: MessageContext, clock: DateContext) {
  if (draft.skipped?.reason === 'bulk-mail' || draft.skipped?.reason === 'mailing-list') return;
  const known = new Set(draft.contacts.map(({ key }) => key));
  const found: DraftContact[] = [];
  for (const shown of others.toReversed()) {
    const address = shown.sender?.address;
    if (address === undefined || known.has(address) || isNoReply(address)) continue;
    if (context.own.some((mine) => isSameMailbox(mine, address))) continue;
    known.add(address);
    const { contacts } = await draftFromMessage(toMessage(shown, context.own, clock), context);
    const writer = contacts.find(({ key }) => key === address);
    if (writer !== undefined) found.push({ ...writer, role: 'listed' });
  }
  draft.contacts.push(...found);
  if (found.length > 0) delete draft.skipped;
}

/** The account in a page's title: webmails put it last, after the subject, which may hold an address itself. */
export function accountInTitle(page: Page): string[] {
  const last = findAddresses(page.title).at(-1)?.address;
  return last === undefined ? [] : [last];
}
