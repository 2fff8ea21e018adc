/** What set-up tells the person: one line at a time on standard error, since standard output belongs to the script. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A failure that the person can act on: shown as its message, without a stack. */
export class SetUpError extends Error {
  exitCode;
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The person pressed Ctrl-C, or the system asked us to end. */
export class Interrupted extends SetUpError {}

export function say(text) {
  process.stderr.write(`larder: ${text}\n`);
}

/**
 * Says what is going on while `work` runs, and how long it took. `work` gets the path of a log file for its commands'
 * output, of which the end is shown only if it fails.
 */
export async function withProgress(text, work) {
  const log = join(mkdtempSync(join(tmpdir(), 'larder-')), 'set-up.log');
  appendFileSync(log, '');
  const started = Date.now();
  process.stderr.write(`larder: ${text} … `);
  try {
    const result = await work(log);
    process.stderr.write(`done (${Math.round((Date.now() - started) / 1000)} s)\n`);
    rmSync(dirname(log), { recursive: true, force: true });
    return result;
  } catch (error) {
    process.stderr.write(error instanceof Interrupted ? 'interrupted\n' : 'failed\n');
    if (error instanceof Interrupted) throw error;
    const end = endOf(log);
    if (end) process.stderr.write(`${end}\n`);
    if (error instanceof SetUpError) error.message += `\nThe whole log: ${log}`;
    throw error;
  }
}

/** The last lines of a log, less the warnings about engines: the pinned Node comes with the very same installation. */
function endOf(log, lines = 30) {
  return readFileSync(log, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() && !/EBADENGINE/.test(line))
    .slice(-lines)
    .map((line) => `  ${line}`)
    .join('\n');
}
