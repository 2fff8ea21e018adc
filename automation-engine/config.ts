/** What the engine is told from outside: the environment, and nothing else. The only reader of process.env. */
import { homedir } from 'node:os';
import { BlockList, isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ENGINE_PORT } from '../shared/model/wire.ts';
import { readCaps, type Cap } from './campaigns/read-caps.ts';
import { readSmtpUrl } from './channels/smtp/settings.ts';
import { pauseProblem } from './schedule/workdays.ts';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export const logFormats = ['json', 'text'] as const;

const path = z.string().max(4_000);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** Every setting, by the name of its environment variable. An empty variable counts as one that is not set. */
export const configSchema = z.object({
  LARDER_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('The address to listen on. Addresses other than this machine’s own need TLS files or a stated proxy.'),
  LARDER_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(ENGINE_PORT)
    .describe('The port to listen on; 0 takes any free one.'),
  LARDER_DATA: path
    .optional()
    .describe('The folder of the database, your own recipes and keys. By default the platform’s usual place.'),
  LARDER_RECIPES: list.optional().describe('More folders with recipes, separated by commas.'),
  LARDER_SMTP_URL: z
    .string()
    .optional()
    .describe(
      'The mail server: smtp://user:password@host:port, or smtps:// for TLS from the first byte. Without it mails wait.',
    ),
  LARDER_MAIL_FROM: z
    .string()
    .max(500)
    .optional()
    .describe('The sender of mails: dana@globex.test, or Dana Reyes <dana@globex.test>.'),
  LARDER_WEBHOOK_HOSTS: list
    .optional()
    .describe(
      'Hosts that webhooks may reach though they are in a private network or without TLS: crm.lan, or localhost:8080.',
    ),
  LARDER_ZONE: z
    .string()
    .refine(isZone, { message: 'not an IANA time zone such as Europe/Stockholm' })
    .optional()
    .describe('The time zone of the engine’s owner, such as Europe/Stockholm. By default the machine’s.'),
  LARDER_HOLIDAYS: list
    .optional()
    .describe(
      'Days that are no working days, separated by commas: 2026-12-24, 12-25 for each year, 2026-12-24/2027-01-06.',
    ),
  LARDER_CAPS: list
    .optional()
    .describe(
      'How many marketing mails one person may get, whatever recipes want: email=1/1d,email=3/7d is one a day and three a week.',
    ),
  LARDER_BLAST_RADIUS: z.coerce
    .number()
    .int()
    .min(1)
    .default(200)
    .describe('For more people than this, within ten minutes, a recipe begins only after your yes.'),
  LARDER_LOG_LEVEL: z.enum(logLevels).default('info').describe('How much to log: debug, info, warn, error or silent.'),
  LARDER_LOG_FORMAT: z.enum(logFormats).default('json').describe('json for programs, text for people.'),
  LARDER_TLS_CERT: path.optional().describe('A PEM file with the certificate chain, to serve https.'),
  LARDER_TLS_KEY: path.optional().describe('The PEM file with the certificate’s private key.'),
  LARDER_TRUSTED_PROXY: list
    .optional()
    .describe(
      'Addresses or networks (10.0.0.0/8) of the proxy that serves https in front of the engine; no one else is answered.',
    ),
  LARDER_ALLOWED_HOSTS: list
    .optional()
    .describe(
      'Names under which the engine is reached, beside this machine’s own: crm.globex.test, or crm.globex.test:8443.',
    ),
});

export interface Config {
  host: string;
  port: number;
  dataFolder: string;
  /** Beside the library that ships and the data folder's own. */
  recipeFolders: string[];
  /** Holds a password: never to be logged. */
  smtpUrl?: string;
  mailFrom?: { name?: string; address: string };
  /** Hosts in private networks that recipes may call. */
  webhookHosts: string[];
  ownerZone: string;
  /** Pause dates: see schedule/workdays.ts. */
  holidays: string[];
  caps: Cap[];
  /** For more contacts than this, within ten minutes, a recipe begins only after a person's yes. */
  blastRadius: number;
  logLevel: (typeof logLevels)[number];
  logFormat: (typeof logFormats)[number];
  tls?: { certFile: string; keyFile: string };
  /** Who alone may connect, when a proxy stands in front. */
  trustedProxy?: BlockList;
  allowedHosts: string[];
}

export interface ConfigProblem {
  /** The variable's name. */
  name: string;
  message: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings, or tells everything that is wrong with them at once. Never repeats a value: it may be a password. */
export function readConfig(
  env: Environment = process.env,
  machine: { platform: NodeJS.Platform; home: string } = { platform: process.platform, home: homedir() },
): { config: Config } | { problems: ConfigProblem[] } {
  const set = Object.fromEntries(
    Object.keys(configSchema.shape)
      .map((name): [string, string | undefined] => [name, env[name]?.trim()])
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const problems: ConfigProblem[] = [];
  const parsed = configSchema.safeParse(set);
  if (!parsed.success) {
    return { problems: parsed.error.issues.map((issue) => ({ name: String(issue.path[0]), message: issue.message })) };
  }
  const given = parsed.data;
  const note = <T>(name: string, read: { value: T } | { problem: string }): T | undefined => {
    if ('value' in read) return read.value;
    problems.push({ name, message: read.problem });
    return undefined;
  };
  const smtpUrl =
    given.LARDER_SMTP_URL === undefined ? undefined : note('LARDER_SMTP_URL', checkSmtpUrl(given.LARDER_SMTP_URL));
  const mailFrom =
    given.LARDER_MAIL_FROM === undefined ? undefined : note('LARDER_MAIL_FROM', readSender(given.LARDER_MAIL_FROM));
  const trustedProxy =
    given.LARDER_TRUSTED_PROXY === undefined
      ? undefined
      : note('LARDER_TRUSTED_PROXY', readNetworks(given.LARDER_TRUSTED_PROXY));
  const caps = note('LARDER_CAPS', readCaps(given.LARDER_CAPS ?? []));
  const holidays = given.LARDER_HOLIDAYS ?? [];
  for (const day of holidays) {
    const problem = pauseProblem(day);
    if (problem !== undefined) problems.push({ name: 'LARDER_HOLIDAYS', message: problem });
  }
  const { LARDER_TLS_CERT: certFile, LARDER_TLS_KEY: keyFile } = given;
  if ((certFile === undefined) !== (keyFile === undefined)) {
    problems.push({
      name: certFile === undefined ? 'LARDER_TLS_CERT' : 'LARDER_TLS_KEY',
      message: 'LARDER_TLS_CERT and LARDER_TLS_KEY go together',
    });
  }
  if (!isLoopback(given.LARDER_HOST) && certFile === undefined && given.LARDER_TRUSTED_PROXY === undefined) {
    problems.push({
      name: 'LARDER_HOST',
      message:
        'this address can be reached from other machines, so tokens and mails would travel unprotected: ' +
        'set LARDER_TLS_CERT and LARDER_TLS_KEY, or name the https proxy in front in LARDER_TRUSTED_PROXY',
    });
  }
  if (problems.length > 0) return { problems };
  return {
    config: {
      host: given.LARDER_HOST,
      port: given.LARDER_PORT,
      dataFolder: resolve(given.LARDER_DATA ?? usualDataFolder(env, machine)),
      recipeFolders: (given.LARDER_RECIPES ?? []).map((folder) => resolve(folder)),
      smtpUrl,
      mailFrom,
      webhookHosts: (given.LARDER_WEBHOOK_HOSTS ?? []).map((host) => host.toLowerCase()),
      ownerZone: given.LARDER_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      holidays,
      caps: caps ?? [],
      blastRadius: given.LARDER_BLAST_RADIUS,
      logLevel: given.LARDER_LOG_LEVEL,
      logFormat: given.LARDER_LOG_FORMAT,
      ...(certFile !== undefined && keyFile !== undefined ? { tls: { certFile, keyFile } } : {}),
      trustedProxy,
      allowedHosts: (given.LARDER_ALLOWED_HOSTS ?? []).map((host) => host.toLowerCase()),
    },
  };
}

/** Whether only this machine can reach the address. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

function usualDataFolder(env: Environment, { platform, home }: { platform: NodeJS.Platform; home: string }): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Larder');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Larder');
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'larder');
}

function checkSmtpUrl(url: string): { value: string } | { problem: string } {
  try {
    const read = readSmtpUrl(url);
    return 'problem' in read ? read : { value: url };
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return { problem: 'a "%" in the user or password is not followed by two hex digits' };
  }
}

function readSender(text: string): { value: { name?: string; address: string } } | { problem: string } {
  const match = /^(?:"?([^"<>]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))$/.exec(text);
  const address = match?.[2] ?? match?.[3];
  if (address === undefined || !/^[^@\s]+@[^@\s]+$/.test(address)) {
    return { problem: 'expected dana@globex.test or Dana Reyes <dana@globex.test>' };
  }
  const name = match?.[1]?.trim();
  return { value: name === undefined || name === '' ? { address } : { name, address } };
}

function readNetworks(parts: string[]): { value: BlockList } | { problem: string } {
  const networks = new BlockList();
  for (const part of parts) {
    const [address = '', bits, ...rest] = part.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const most = family === 'ipv6' ? 128 : 32;
    if (
      isIP(address) === 0 ||
      rest.length > 0 ||
      (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= most))
    ) {
      return { problem: `"${part}" is neither an IP address nor a network such as 10.0.0.0/8` };
    }
    if (bits === undefined) networks.addAddress(address, family);
    else networks.addSubnet(address, Number(bits), family);
  }
  return parts.length === 0 ? { problem: 'names no address' } : { value: networks };
}

function isZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false; // a RangeError is how Intl says that it does not know the zone
  }
}
