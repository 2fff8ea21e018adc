/**
 * Starts the real webmail for a test:
 *
 *     const webmail = await startWebmail();
 *     if ('skip' in webmail) ctx.skip(webmail.skip);
 *
 * All tests of one run share one instance, which costs seconds to start, so give each test users of its own
 * (`sally-RANDOM@acme.test`). global-setup.ts stops it after the run.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { arrives } from './check.ts';
import { setLanguage, type Language } from './language.ts';
import { readMailbox, reset, seed, type Message } from './mailbox.ts';
import { submit, type Submission } from './submit.ts';
import type { Port } from './wire.ts';

/** As `webmail up` prints it. */
export interface Server {
  /** Where everything of the instance is. */
  dir: string;
  imap: Port;
  smtp: Port;
  /** Roundcube's address. */
  webmail: string;
  users: { any: string; password: string };
  pids: Record<string, number>;
  /** The folder of the logs: keep it when a test fails. */
  logs: string;
}

export interface Webmail extends Server {
  submit(mail: Submission): Promise<string[]>;
  readMailbox(user: string, folder?: string): Promise<Message[]>;
  /** Polls the user's inbox until a message is wanted; fails after ten seconds. */
  arrives(user: string, wanted: (mail: Message) => boolean): Promise<Message>;
  seed(path: string, user: string, folder?: string): Promise<Record<string, number>>;
  reset(user: string): Promise<number>;
  /** The language of Roundcube's interface for a user who has not logged in yet. */
  setLanguage(user: string, language: Language): void;
  /** Stops it, unless the rest of the run still uses it. */
  stop(): Promise<void>;
}

/** The environment variable in which global-setup.ts tells the tests of a run where their common instance is. */
export const SHARED_DIR = 'WEBMAIL_TEST_DIR';

/** Starts the webmail, or says why this machine cannot run it. The first start on a machine installs packages. */
export async function startWebmail(): Promise<Webmail | { skip: string }> {
  if (process.platform !== 'linux') return { skip: 'the webmail is made of Debian packages, which need Linux' };
  const shared = process.env[SHARED_DIR];
  const dir = shared ?? mkdtempSync(join(tmpdir(), 'larder-webmail-'));
  const { code, output } = await runWebmail(['up', '--dir', dir], await freePorts());
  if (code === 77) return { skip: (JSON.parse(output) as { skip: string }).skip };
  if (code !== 0) throw new Error(`webmail up ended with exit code ${code}; see ${dir}`);
  const server = JSON.parse(output) as Server;
  return {
    ...server,
    submit: (mail) => submit(server.smtp, mail),
    readMailbox: (user, folder) => readMailbox(server.imap, user, folder),
    arrives: (user, wanted) => arrives(server, user, wanted),
    seed: (path, user, folder) => seed(server.imap, path, user, folder),
    reset: (user) => reset(server.imap, user),
    setLanguage: (user, language) => setLanguage(server.dir, server.imap.host, user, language),
    stop: async () => {
      if (!shared) await stopWebmail(dir);
    },
  };
}

/** Stops the instance of a folder and deletes it all. */
export async function stopWebmail(dir: string): Promise<void> {
  await runWebmail(['down', '--dir', dir], {});
  rmSync(dir, { recursive: true, force: true });
}

async function runWebmail(
  args: string[],
  ports: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn('bash', [join(import.meta.dirname, 'webmail'), ...args], {
    env: { ...process.env, ...ports },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const output = await text(child.stdout);
  return { code: await ended, output };
}

async function freePorts(): Promise<Record<string, string>> {
  const [imap, smtp, http] = await Promise.all([freePort(), freePort(), freePort()]);
  return { WEBMAIL_IMAP_PORT: String(imap), WEBMAIL_SMTP_PORT: String(smtp), WEBMAIL_HTTP_PORT: String(http) };
}

/** A port that nothing listens on right now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
