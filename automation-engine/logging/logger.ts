/**
 * The engine's log: pino, to standard error. What could open a door (tokens, codes, passwords) is cut out wherever it stands in the
 * details, so that a log may be shown to anyone who helps.
 */
import { pino } from 'pino';
import type { Log } from '../core.ts';
import { formatLine } from './text-format.ts';

const SECRET_NAMES = [
  'authorization',
  'token',
  'tokenHash',
  'code',
  'codeHash',
  'pass',
  'password',
  'auth',
  'cookie',
  'secret',
];
/** As a detail itself, and one, two and three levels down: `headers.authorization`, `req.headers.authorization`. */
const SECRETS = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]);

export interface LogOptions {
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  format: 'json' | 'text';
  /** Where lines go, each with its line end. */
  write: (line: string) => void;
}

export function createLog({ level, format, write }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: null,
      redact: { paths: SECRETS, censor: '[cut]' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.errWithCause },
    },
    { write: format === 'json' ? write : (line) => write(formatLine(line)) },
  );
  return {
    debug: (details, message) => logger.debug(details, message),
    info: (details, message) => logger.info(details, message),
    warn: (details, message) => logger.warn(details, message),
    error: (details, message) => logger.error(details, message),
  };
}
