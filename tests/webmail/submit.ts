/** Sends one message by SMTP. */
import { PASSWORD } from './imap.ts';
import { Wire, type Port } from './wire.ts';

export interface Submission {
  /** Of the envelope; may be empty. */
  from: string;
  to: string | string[];
  /** The whole message, with either kind of line ends. */
  data: string | Uint8Array;
  /** Sign in as this user. */
  user?: string;
  password?: string;
}

/** A reply that was not the hoped for one; its text is the error's message. */
export class SmtpRefusal extends Error {
  readonly code: number;

  constructor(line: string) {
    super(line);
    this.code = Number(line.slice(0, 3));
  }
}

/** Resolves to the server's replies, the last line of each. */
export async function submit(port: Port, { from, to, data, user, password = PASSWORD }: Submission): Promise<string[]> {
  const wire = new Wire(port);
  const replies: string[] = [];
  const expect = async (wanted: string) => {
    let line = await wire.line();
    while (line[3] === '-') line = await wire.line();
    replies.push(line);
    if (line[0] !== wanted) throw new SmtpRefusal(line);
  };
  const say = (line: string, wanted = '2') => {
    wire.write(`${line}\r\n`);
    return expect(wanted);
  };
  try {
    await expect('2');
    await say('EHLO client.test');
    if (user) await say(`AUTH PLAIN ${Buffer.from(`\0${user}\0${password}`).toString('base64')}`);
    await say(`MAIL FROM:<${from}>`);
    for (const recipient of [to].flat()) await say(`RCPT TO:<${recipient}>`);
    await say('DATA', '3');
    wire.write(withCrlf(Buffer.from(data)).toString('latin1').replace(/^\./gm, '..'), 'latin1');
    await say('\r\n.');
    await say('QUIT');
    return replies;
  } finally {
    wire.close();
  }
}

/** The bytes with every line ended by CR LF. */
export const withCrlf = (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
