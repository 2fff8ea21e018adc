/** Makes this device known to an engine, and forgets it again. */
import { readFact, writeFact, type Pairing } from '../store/device.ts';
import { resendEverything } from '../store/resend.ts';
import { timeOf, type Store } from '../store/store.ts';
import { EngineError } from './ask-engine.ts';
import { hello, pair } from './engine-client.ts';

/** The address in the form that requests need, or why it can't be one. */
export function engineAddress(typed: string): { address: string } | { problem: 'no-url' | 'not-safe' } {
  const text = typed.trim();
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return { problem: 'no-url' };
  }
  if (url.protocol === 'http:' && !isLoopback(url)) return { problem: 'not-safe' };
  return { address: url.origin };
}

/** Whether an address never leaves this machine. */
export function isLoopback(url: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
}

/** The address and code that `npm start` puts after `options.html#`; taken only for an engine on this machine. */
export function pairingFromHash(hash: string): { engine: string; code: string } | undefined {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  const engine = values.get('engine');
  const code = values.get('code');
  if (engine === null || code === null || code === '') return undefined;
  const url = URL.parse(engine);
  return url !== null && /^https?:$/.test(url.protocol) && isLoopback(url) ? { engine: url.origin, code } : undefined;
}

/** Pairs. Another engine than the last one is sent everything that this device knows. */
export async function pairWith(
  store: Store,
  options: { engine: string; code: string; deviceName: string; fetch: typeof fetch },
): Promise<Pairing> {
  const connection = { engine: options.engine, fetch: options.fetch };
  const { engineId } = await hello(connection);
  const paired = await pair(connection, { code: options.code.trim(), deviceName: options.deviceName });
  if (paired.engineId !== engineId) throw new EngineError('stranger', 'Two engines answer at this address.');
  const pairing: Pairing = { ...paired, engine: options.engine, pairedAt: timeOf(store) };
  const before = await readFact(store, 'engine');
  if (before !== undefined && before.engineId !== engineId) await resendEverything(store);
  await store.db.transaction('rw', store.db.device, async () => {
    const clock = await readFact(store, 'clock');
    await writeFact(store, 'clock', { device: paired.deviceId, last: clock?.last });
    await writeFact(store, 'engine', { engineId });
    await writeFact(store, 'pairing', pairing);
    await writeFact(store, 'sync', { phase: 'connecting', since: timeOf(store) });
  });
  return pairing;
}

/** Forgets the token. Records and outbox stay: they go to the engine at the next pairing. */
export async function unpair(store: Store): Promise<void> {
  await store.db.transaction('rw', store.db.device, async () => {
    await writeFact(store, 'pairing', undefined);
    await writeFact(store, 'sync', undefined);
  });
}
