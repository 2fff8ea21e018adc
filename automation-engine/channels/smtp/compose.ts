/** A mail of the ledger as the bytes and the envelope that SMTP carries. */
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from '../define-channel.ts';

const ADDRESS = /^[^\s<>@]+@[^\s<>@]+$/;

export interface ComposedMail {
  /** Non-ASCII domains in their ASCII form. */
  envelope: { from: string; to: string };
  raw: Buffer;
}

/** @throws Error when an address has no form that an envelope can carry */
export async function composeMail(mail: OutgoingMail): Promise<ComposedMail> {
  const node = new MailComposer({
    from: { name: mail.from.name ?? '', address: mail.from.address },
    to: { name: mail.to.name ?? '', address: mail.to.address },
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    messageId: mail.messageId,
    date: new Date(mail.date),
    headers: mail.headers,
    // Texts come from recipes: nothing in them may name a file or a page to be put in.
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from, to } = node.getEnvelope();
  const [recipient] = to;
  if (typeof from !== 'string' || recipient === undefined || to.length !== 1 || !ADDRESS.test(recipient)) {
    throw new Error(`"${mail.to.address}" is no address that a mail server takes`);
  }
  return { envelope: { from, to: recipient }, raw: await node.build() };
}
