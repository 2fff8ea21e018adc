/**
 * Starts the engine as a process of its own: `node automation-engine/main.ts`. Everything that is big is imported from here while the
 * program runs, so that Node's compile cache is on before it is read: that halves the time to be ready.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { endOnSignals } from './end-on-signals.ts';
import type { Engine, EngineParts } from './engine.ts';
import { systemClock } from './schedule/clock.ts';

/**
 * Starts an engine in this process.
 * @throws StartRefused with a sentence for the person who started it; nothing is left open then
 */
export async function startEngine(config: Config, parts?: EngineParts): Promise<Engine> {
  keepCompiled();
  const engine = await import('./engine.ts');
  return await engine.startEngine(config, parts);
}

/** In the checkout, where nobody else writes: what is in the cache is run. */
const keepCompiled = () => void enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'larder'));

async function runAsProcess(): Promise<void> {
  keepCompiled();
  const { readConfig } = await import('./config.ts');
  const read = readConfig();
  if ('problems' in read) {
    return refuse(read.problems.map(({ name, message }) => `${name}: ${message}`).join('\n'));
  }
  let engine: Engine;
  try {
    engine = await startEngine(read.config);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'StartRefused')) throw error;
    return refuse(error.message);
  }
  endOnSignals({ end: engine.stop, now: systemClock.now });
  const code = (await engine.hasDevice()) ? undefined : await engine.pairingCode();
  process.stdout.write(`${readyLine(read.config, engine.url, code)}\n`);
}

function readyLine({ logFormat }: Config, url: string, code: { code: string; expiresAt: string } | undefined): string {
  if (logFormat === 'json')
    return JSON.stringify({ ready: true, url, pairingCode: code?.code, expiresAt: code?.expiresAt });
  const pairing = code === undefined ? '' : `\nPair the browser with this code, within ten minutes: ${code.code}`;
  return `Larder's engine is ready at ${url}${pairing}`;
}

function refuse(message: string): void {
  process.stderr.write(`Larder's engine did not start: ${message}\n`);
  process.exitCode = 1;
}

if (import.meta.main) await runAsProcess();
