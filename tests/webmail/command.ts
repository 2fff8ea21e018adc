/** The commands of `webmail` that speak to the running servers: seed, reset, mailbox and check. See README.md. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { check } from './check.ts';
import { readMailbox, reset, seed } from './mailbox.ts';
import type { Server } from './start.ts';

/** What `webmail up` printed; the script puts its path into WEBMAIL_STATE. */
const server = (): Server =>
  JSON.parse(readFileSync(process.env['WEBMAIL_STATE'] ?? '.webmail/webmail.json', 'utf8')) as Server;

/** What to print, or undefined when the words make no command. */
async function run(words: string[]): Promise<object | undefined> {
  const options = {
    user: { type: 'string' },
    folder: { type: 'string', default: 'INBOX' },
    source: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
  const [command, ...rest] = positionals;
  const { user, folder } = values;
  const [first, second = 'INBOX'] = rest;
  if (command === 'seed' && first && rest.length === 1 && user) {
    return { ok: true, user, appended: await seed(server().imap, first, user, folder) };
  }
  if (command === 'reset' && rest.length === 0 && user)
    return { ok: true, user, deleted: await reset(server().imap, user) };
  if (command === 'mailbox' && first && rest.length <= 2) {
    const messages = await readMailbox(server().imap, first, second);
    const shown = values.source ? messages : messages.map(({ source, ...message }) => message);
    return { user: first, folder: second, messages: shown };
  }
  if (command === 'check' && rest.length === 0) {
    const failed = await check(server());
    if (Object.keys(failed).length > 0) process.exitCode = 1;
    return { ok: Object.keys(failed).length === 0, failed };
  }
  return undefined;
}

try {
  const result = await run(process.argv.slice(2));
  if (result) console.log(JSON.stringify(result, null, 2));
  else {
    console.error('webmail: see README.md');
    process.exitCode = 2;
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`webmail: ${message}`);
  process.exitCode =
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS') ? 2 : 1;
}
