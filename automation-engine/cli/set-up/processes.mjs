/** Child processes that neither outlive set-up nor swallow a signal meant for them. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { Interrupted, SetUpError } from './say.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** How long a child has to end by itself after Ctrl-C, before it is told again. */
const PATIENCE_MS = 5_000;

/**
 * Runs a program to its end, passing on the signals that set-up gets meanwhile.
 * With `log`, its output is appended to that file.
 */
export function runChild(file, args, { log, ...options } = {}) {
  const output = log ? openSync(log, 'a') : undefined;
  const stdio = output === undefined ? options.stdio : ['ignore', output, output];
  return new Promise((resolve, reject) => {
    let interrupted;
    let timer;
    const child = spawn(file, args, { windowsHide: true, ...options, stdio });
    const pass = (signal) => {
      interrupted = signal;
      // A terminal sends Ctrl-C to the whole process group, and npm sends it once more: a child that got it already must
      // not take ours for a second one. On Windows, kill() would end the child without letting it clean up.
      const gotIt = signal === 'SIGINT' && (process.stdin.isTTY || process.platform === 'win32');
      if (!gotIt) child.kill(signal);
      else if (process.platform !== 'win32') timer ??= setTimeout(() => child.kill(signal), PATIENCE_MS);
    };
    const stopWatching = whenOrphaned(() => pass('SIGTERM'));
    const handlers = SIGNALS.map((signal) => [signal, () => pass(signal)]);
    for (const [signal, handler] of handlers) process.on(signal, handler);
    const settle = (finish) => {
      clearTimeout(timer);
      stopWatching();
      for (const [signal, handler] of handlers) process.off(signal, handler);
      if (output !== undefined) closeSync(output);
      finish();
    };
    child.once('error', (error) => settle(() => reject(new SetUpError(`${file} cannot be run: ${error.message}`))));
    child.once('exit', (code, signal) => settle(() => resolve({ code, signal, interrupted })));
  });
}

/** Like runChild, for a step that must succeed; `what` names it in the error. */
export async function runStep(what, file, args, options) {
  const { code, signal, interrupted } = await runChild(file, args, options);
  if (interrupted) throw new Interrupted(`${what} was interrupted.`, exitCodeOf(interrupted));
  if (code !== 0) throw new SetUpError(`${what} failed (${signal ? `ended by ${signal}` : `exit code ${code}`}).`);
}

/** Ends this process the way its child ended. */
export function exitLike({ code, signal }) {
  process.exit(signal ? exitCodeOf(signal) : (code ?? 1));
}

const exitCodeOf = (signal) => 128 + (constants.signals[signal] ?? 0);

/**
 * Under npm, a shell stands between npm and us. Told to end, it ends without a word to us, so its going away is the signal.
 * On Windows the parent's number stays, and nothing happens here.
 */
function whenOrphaned(act) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, 500);
  return () => clearInterval(timer);
}
