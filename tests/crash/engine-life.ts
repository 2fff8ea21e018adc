/** One life of the real engine: its own process, from its start to its end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const MAIN = join(import.meta.dirname, '../../automation-engine/main.ts');
const MINE = join(import.meta.dirname, 'mine.ts');
const readySchema = z.object({ url: z.string(), pairingCode: z.string().optional() });

/** Bugs that can be planted: see mine.ts. */
export const faults = ['forget-commits', 'forget-hand-overs'] as const;
export type Fault = (typeof faults)[number];

export interface EngineLife {
  /** Rejects when it ended before. */
  ready: Promise<z.infer<typeof readySchema>>;
  /** Resolves with the signal that ended it; `null` when it ended by itself. */
  ended: Promise<NodeJS.Signals | null>;
  kill(signal: NodeJS.Signals): void;
}

/** @param settings the engine's, by the names of their variables */
export function startLife(
  settings: Record<string, string>,
  { dieAt, passes = 1, fault }: { dieAt?: string; passes?: number; fault?: Fault } = {},
): EngineLife {
  const mines = [
    ...(dieAt === undefined ? [] : [`--die-at=${dieAt}`, `--passes=${passes}`]),
    ...(fault === undefined ? [] : [`--fault=${fault}`]),
  ];
  const preload = mines.length === 0 ? [] : ['--import', MINE];
  const child = spawn(process.execPath, [...preload, MAIN, ...mines], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], LARDER_PORT: '0', LARDER_LOG_LEVEL: 'silent', ...settings },
  });
  const ended = once(child, 'close').then(() => child.signalCode);
  const ready = Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([line]) =>
      readySchema.parse(JSON.parse(String(line))),
    ),
    ended.then((signal) =>
      Promise.reject(new Error(`the engine ended before it was ready (${signal ?? 'by itself'})`)),
    ),
  ]);
  ready.catch(() => undefined); // whoever needs it awaits it
  return { ready, ended, kill: (signal) => void child.kill(signal) };
}
