/** The engine as a process of its own, as `npm start` has it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

const MAIN = join(import.meta.dirname, '../../automation-engine/main.ts');
const readySchema = z.object({ ready: z.literal(true), url: z.url(), pairingCode: z.string().optional() });

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface EngineProcess {
  pid: number;
  url: string;
  pairingCode?: string;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

interface Launch {
  /** What comes before `node main.ts`: setpriv and the like. */
  wrap?: string[];
}

function launch(env: Record<string, string>, { wrap = [] }: Launch) {
  const [file, ...args] = [...wrap, process.execPath, MAIN];
  const child = spawn(file, args, {
    env: { PATH: process.env['PATH'], LARDER_PORT: '0', LARDER_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += String(data)));
  child.stderr.on('data', (data) => (stderr += String(data)));
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal, stdout, stderr }));
  return { child, ended };
}

/** Starts an engine and waits until it says that it is ready. */
export async function startProcess(env: Record<string, string>, options: Launch = {}): Promise<EngineProcess> {
  const { child, ended } = launch(env, options);
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text)),
    ended.then((end) => Promise.reject(new Error(`the engine ended before it was ready: ${end.stderr}`))),
  ]);
  const { url, pairingCode } = readySchema.parse(JSON.parse(line));
  return {
    pid: child.pid!,
    url,
    ...(pairingCode === undefined ? {} : { pairingCode }),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** Starts an engine that is expected to refuse. */
export const runToEnd = (env: Record<string, string>, options: Launch = {}): Promise<Ended> =>
  launch(env, options).ended;
