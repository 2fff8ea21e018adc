/** `webmail check`: tries what README.md promises against the running servers, with users of its own. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Imap } from './imap.ts';
import { readMailbox, reset, seed, type Message } from './mailbox.ts';
import type { Server } from './start.ts';
import { submit, type Submission } from './submit.ts';

/** The folder of sample messages. */
export const SEED = fileURLToPath(new URL('seed', import.meta.url));

/** Resolves to what failed: the check's name and why. */
export async function check(server: Server): Promise<Record<string, string>> {
  const failed: Record<string, string> = {};
  for (const [name, run] of Object.entries(checksOf(server))) {
    try {
      await run();
    } catch (error) {
      failed[name] = error instanceof Error ? error.message : String(error);
    }
  }
  return failed;
}

function checksOf(server: Server): Record<string, () => Promise<unknown>> {
  const id = randomUUID().slice(0, 8);
  const sender = `check-${id}@acme.test`;
  const reader = `check-${id}@globex.test`;
  const subject = `check ${id}`;
  const send = (to: string, changes: Partial<Submission> = {}) =>
    submit(server.smtp, { from: sender, to, data: messageFrom(sender, to, subject), ...changes });
  /** The reply with which a mail is refused. */
  const refusal = (to: string, changes?: Partial<Submission>) => reasonOf(send(to, changes));
  return {
    'mail arrives': async () => {
      await send(reader);
      const { from, source } = await arrives(server, reader, (mail) => mail.subject === subject);
      match(from, /^Check <check-/);
      match(source, /Hello\r\n\.\r\nThe end/);
    },
    'plus address arrives': async () => {
      const to = reader.replace('@', '+tag@');
      await send(to);
      await arrives(server, reader, (mail) => mail.to === to);
    },
    'bounce is refused': async () => match(await refusal(`bounce+${id}@acme.test`), /^550 5\.1\.1/),
    'nowhere.test is refused': async () => match(await refusal(`dana-${id}@nowhere.test`), /^550 5\.1\.1/),
    'another domain is refused': async () => match(await refusal('dana@example.com'), /^554 5\.7\.1/),
    'another sender is refused': async () => match(await refusal(reader, { from: 'dana@example.com' }), /^550 5\.7\.1/),
    'no domain is refused': async () => match(await refusal('sally'), /^504 5\.5\.2/),
    'the empty sender is taken': () => send(reader, { from: '' }),
    'slow is deferred once': async () => {
      match(await refusal(`slow+${id}@acme.test`), /^451 4\.7\.1/);
      await send(`slow+${id}@acme.test`);
    },
    'late-bounce returns a DSN': async () => {
      const to = `late-bounce+${id}@acme.test`;
      await send(to);
      const { headers, source } = await arrives(server, sender, (mail) => mail.source.includes(to));
      match(headers['content-type']?.[0], /^multipart\/report; report-type=delivery-status/);
      match(source, /^Status: 5\.1\.1\r$/m);
      match(source, new RegExp(`^Final-Recipient: rfc822; late-bounce\\+${id}@acme\\.test`, 'm'));
    },
    'AUTH takes the password': () => send(reader, { user: sender }),
    'AUTH refuses another password': async () => match(await refusal(reader, { user: sender, password: 'no' }), /^535/),
    'IMAP refuses another password': async () =>
      match(await reasonOf(Imap.open(server.imap, sender, 'no')), /AUTHENTICATIONFAILED/),
    'webmail shows its login page': async () => match(await (await fetch(server.webmail)).text(), /rcmloginuser/),
    'seed and reset': async () => {
      const counts = await seed(server.imap, SEED, sender);
      const inbox = await readMailbox(server.imap, sender);
      if (inbox.length < (counts['INBOX'] ?? 1)) throw new Error(`${inbox.length} of ${counts['INBOX']} messages`);
      await reset(server.imap, sender);
      await reset(server.imap, reader);
      if ((await readMailbox(server.imap, sender)).length > 0) throw new Error('messages are left');
    },
  };
}

const messageFrom = (from: string, to: string, subject: string) =>
  `From: Check <${from}>\nTo: ${to}\nSubject: ${subject}\nMessage-ID: <${randomUUID()}@acme.test>\n\nHello\n.\nThe end\n`;

/** Polls a mailbox until a message is in it; delivery takes some tenth of a second. */
export async function arrives(server: Server, user: string, wanted: (mail: Message) => boolean): Promise<Message> {
  for (let tries = 0; tries < 100; tries++) {
    const found = (await readMailbox(server.imap, user)).find(wanted);
    if (found) return found;
    await sleep(100);
  }
  throw new Error(`nothing arrived for ${user}`);
}

const reasonOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

function match(actual: string | null | undefined, pattern: RegExp): void {
  if (!pattern.test(actual ?? '')) throw new Error(`${actual} does not match ${pattern}`);
}
