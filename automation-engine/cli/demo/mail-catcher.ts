/** An SMTP server that keeps what it is sent and passes nothing on, so that the demo's mails can be read and reach nobody. */
import type { AddressInfo } from 'node:net';
import PostalMime, { type Address } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail that arrived. */
export interface CaughtMail {
  /** With angle brackets. */
  messageId: string;
  from: string;
  /** The recipients of the envelope. */
  to: string[];
  subject: string;
  text: string;
  /** ISO 8601, from its Date header. */
  date: string;
  source: string;
}

export interface MailCatcher {
  /** For LARDER_SMTP_URL. */
  url: string;
  /** Oldest first. */
  mails: readonly CaughtMail[];
  close(): Promise<void>;
}

/** So many are kept; then the oldest goes. */
const KEPT = 1_000;

const written = (address: Address | undefined): string =>
  address?.address === undefined ? '' : address.name === '' ? address.address : `${address.name} <${address.address}>`;

/** @param port 0 for any free one; it listens on loopback only */
export async function startMailCatcher(port: number): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const source = Buffer.concat(chunks);
        PostalMime.parse(source).then(
          (mail) => {
            mails.push({
              messageId: mail.messageId ?? '',
              from: written(mail.from),
              to: session.envelope.rcptTo.map((recipient) => recipient.address),
              subject: mail.subject ?? '',
              text: mail.text ?? '',
              date: mail.date ?? '',
              source: source.toString('utf8'),
            });
            if (mails.length > KEPT) mails.shift();
            done();
          },
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  // `address` gives text only for a socket on a path, which this is not.
  const { port: bound } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
