/** What is in the mailboxes of the test server, and how to fill and empty them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseHeaders } from './headers.ts';
import { Imap, quote, type Response } from './imap.ts';
import { withCrlf } from './submit.ts';
import type { Port } from './wire.ts';

export interface Message {
  uid: number;
  flags: string[];
  /** ISO 8601, in UTC. */
  received: string;
  /** In bytes. */
  size: number;
  subject: string | null;
  from: string | null;
  to: string | null;
  cc: string | null;
  messageId: string | null;
  inReplyTo: string | null;
  /** Lower-case name to all its values, decoded. */
  headers: Record<string, string[]>;
  /** The whole message. */
  source: string;
}

/** The messages of a folder, oldest first. */
export async function readMailbox(port: Port, user: string, folder = 'INBOX'): Promise<Message[]> {
  return withImap(port, user, async (imap) => {
    await imap.command(`EXAMINE ${quote(folder)}`);
    const responses = await imap.command('UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])');
    return responses.flatMap(messageOf);
  });
}

function messageOf({ text, literals: [source] }: Response): Message[] {
  if (!/^\* \d+ FETCH /.test(text) || !source) return [];
  const part = (pattern: RegExp) => pattern.exec(text)?.[1] ?? '';
  const headers = parseHeaders(source);
  const one = (name: string) => headers[name]?.[0] ?? null;
  return [
    {
      uid: Number(part(/UID (\d+)/)),
      flags: part(/FLAGS \(([^)]*)\)/)
        .split(' ')
        .filter(Boolean),
      received: new Date(part(/INTERNALDATE "([^"]*)"/).replace(/-/g, ' ')).toISOString(),
      size: source.length,
      subject: one('subject'),
      from: one('from'),
      to: one('to'),
      cc: one('cc'),
      messageId: one('message-id'),
      inReplyTo: one('in-reply-to'),
      headers,
      source: source.toString('utf8'),
    },
  ];
}

/**
 * Appends an mbox file, an .eml file or a folder of .eml files, whose subfolders name mailboxes. The date a message was received is
 * taken from its Date header. Resolves to counts by mailbox.
 */
export async function seed(port: Port, path: string, user: string, folder = 'INBOX'): Promise<Record<string, number>> {
  const messages = collect(path, folder);
  if (messages.length === 0) throw new Error(`${path}: no messages`);
  return withImap(port, user, async (imap) => {
    const counts: Record<string, number> = {};
    for (const { target, bytes } of messages) {
      await append(imap, target, withCrlf(bytes));
      counts[target] = (counts[target] ?? 0) + 1;
    }
    return counts;
  });
}

async function append(imap: Imap, folder: string, message: Buffer): Promise<void> {
  const written = new Date(parseHeaders(message)['date']?.[0] ?? Number.NaN);
  const date = Number.isNaN(written.getTime()) ? new Date() : written;
  const [, day, month, year, time] = /, (\d+) (\w+) (\d+) (\S+)/.exec(date.toUTCString()) ?? [];
  const flags = folder === 'INBOX' ? '()' : '(\\Seen)';
  const send = () => imap.command(`APPEND ${quote(folder)} ${flags} "${day}-${month}-${year} ${time} +0000" `, message);
  try {
    await send();
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('TRYCREATE')) throw error;
    await imap.command(`CREATE ${quote(folder)}`);
    await send();
  }
}

/** Deletes the messages of all folders of a user (the folders stay). Resolves to how many were deleted. */
export async function reset(port: Port, user: string): Promise<number> {
  return withImap(port, user, async (imap) => {
    let deleted = 0;
    for (const folder of await imap.folders()) {
      const exists = (await imap.command(`SELECT ${quote(folder)}`)).find(({ text }) => text.endsWith(' EXISTS'));
      const count = Number(/\d+/.exec(exists?.text ?? '')?.[0] ?? 0);
      if (count === 0) continue;
      await imap.command('STORE 1:* +FLAGS.SILENT (\\Deleted)');
      await imap.command('EXPUNGE');
      deleted += count;
    }
    return deleted;
  });
}

async function withImap<T>(port: Port, user: string, work: (imap: Imap) => Promise<T>): Promise<T> {
  const imap = await Imap.open(port, user);
  try {
    return await work(imap);
  } finally {
    imap.close();
  }
}

/** The .eml files of a folder go to the mailbox `folder`, those of its subfolders to the mailbox so named. */
function collect(path: string, folder: string): { target: string; bytes: Buffer }[] {
  if (statSync(path).isDirectory()) {
    return readdirSync(path, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const inside = join(path, entry.name);
        if (entry.isDirectory()) return collect(inside, entry.name);
        return entry.name.endsWith('.eml') ? [{ target: folder, bytes: readFileSync(inside) }] : [];
      });
  }
  const bytes = readFileSync(path);
  const isMbox = bytes.subarray(0, 5).toString() === 'From ';
  return (isMbox ? splitMbox(bytes) : [bytes]).map((message) => ({ target: folder, bytes: message }));
}

/** Splits an mbox file: a message starts after "From " and ends at an empty line; ">From " in it was quoted. */
const splitMbox = (bytes: Buffer) =>
  `${bytes.toString('latin1')}\n`
    .split(/(?:^|(?<=\n)\r?\n)From [^\n]*\n/)
    .slice(1)
    .map((text) => Buffer.from(text.replace(/\n\s+$/, '\n').replace(/^>(>*From )/gm, '$1'), 'latin1'));
