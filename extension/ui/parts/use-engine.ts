/** The engine, for screens that show what it alone knows. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Role } from '../../../shared/model/wire.ts';
import { readFact } from '../../store/device.ts';
import { EngineError, type Connection } from '../../sync/ask-engine.ts';
import { useLive } from './use-live.ts';

export interface Engine {
  /** Missing when this device is paired with none. */
  connection?: Connection;
  role?: Role;
  /** Whether it answered the last time that it was asked. */
  isLive: boolean;
}

/** `undefined` until it is known. */
export function useEngine(): Engine | undefined {
  const facts = useLive(
    async (live) => ({ pairing: await readFact(live, 'pairing'), phase: (await readFact(live, 'sync'))?.phase }),
    [],
  );
  if (facts === undefined) return undefined;
  const isLive = facts.phase === 'live';
  if (facts.pairing === undefined) return { isLive };
  const { engine, token, role } = facts.pairing;
  return { connection: { engine, token, fetch: fetch.bind(globalThis) }, role, isLive };
}

/** Another text whenever something came from the engine: what was asked of it before may have changed. */
export const useNews = (): string => String(useLive(async (live) => (await readFact(live, 'cursor'))?.next, []) ?? '');

/** What is wrong, in words, with what was asked. */
export const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const issues = error instanceof EngineError ? error.issues : [];
  return [error.message, ...issues.map(({ path, message }) => `${path}: ${message}`)].join('\n');
};

export interface Answer<T> {
  value?: T;
  problem?: string;
  /** Asks again; what was there stays until the answer is here. */
  again: () => Promise<void>;
}

/**
 * Asks the engine when the component appears, when `inputs` change and when the engine comes back.
 * @param inputs what the question depends on
 * @param news asks again when it changes, while the answer before still stands
 */
export function useAnswer<T>(
  engine: Engine | undefined,
  question: (connection: Connection) => Promise<T>,
  inputs: readonly unknown[],
  news?: string,
): Answer<T> {
  const [answer, setAnswer] = useState<{ key: string; value?: T; problem?: string }>();
  const key = JSON.stringify([engine?.connection?.engine, engine?.connection?.token, ...inputs]);
  const latest = useRef(key);
  latest.current = key;
  const again = async () => {
    if (engine?.connection === undefined) return;
    const next = await question(engine.connection).then(
      (value) => ({ key, value }),
      (error: unknown) => ({ key, problem: wordsOf(error) }),
    );
    // An answer to what was asked before is somebody else's; one that failed takes nothing away.
    if (latest.current === key) setAnswer((before) => (before?.key === key ? { value: before.value, ...next } : next));
  };
  useEffect(() => void again(), [key, news, engine?.isLive]);
  return answer?.key === key ? { value: answer.value, problem: answer.problem, again } : { again };
}

/** Asks again and again while something goes on there of which no news comes. */
export function useAskingWhile(goesOn: boolean, { again }: Pick<Answer<unknown>, 'again'>, everyMs: number): void {
  const latest = useRef(again);
  latest.current = again;
  useEffect(() => {
    if (!goesOn) return;
    const timer = setInterval(() => void latest.current(), everyMs);
    return () => clearInterval(timer);
  }, [goesOn, everyMs]);
}

/** Does something through the engine, and keeps what went wrong until the next time. */
export function useDeed(): {
  isBusy: boolean;
  problem?: string;
  run: (deed: () => Promise<unknown>) => Promise<boolean>;
} {
  const [state, setState] = useState<{ isBusy: boolean; problem?: string }>({ isBusy: false });
  const run = async (deed: () => Promise<unknown>) => {
    setState({ isBusy: true });
    try {
      await deed();
      setState({ isBusy: false });
      return true;
    } catch (error) {
      setState({ isBusy: false, problem: wordsOf(error) });
      return false;
    }
  };
  return { ...state, run };
}
