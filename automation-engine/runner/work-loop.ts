/**
 * Does one kind of work, one piece after the other, as long as there is any; then sleeps until it is poked or its next time comes.
 * Pokes may be lost in a crash: whoever starts looks at the database first.
 */
import type { Core } from '../core.ts';

export interface WorkLoop {
  /** There may be work. */
  poke(): void;
  /** Resolves when there is nothing to do before the clock moves. */
  idle(): Promise<void>;
  isIdle(): boolean;
  /** Ends after the piece in hand. */
  stop(): Promise<void>;
}

export interface Work {
  name: string;
  /** One piece of work; `true` when there may be more at once. Work that waits for something may also wait for the next poke. */
  work(nextPoke: () => Promise<void>): Promise<boolean>;
  /** When to look again (Unix milliseconds), unless poked before. */
  nextAt(): Promise<number | undefined>;
}

const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 60_000;

export function createWorkLoop(core: Core, { name, work, nextAt }: Work): WorkLoop {
  let isPoked = false;
  let isStopped = false;
  let failures = 0;
  let running: Promise<void> | undefined;
  let cancelWake = () => {};
  let heard = () => {};
  const nextPoke = (): Promise<void> =>
    new Promise((resolve) => {
      heard = resolve;
    });

  const wakeAt = (at: number) => {
    cancelWake();
    cancelWake = core.clock.wakeAt(at, poke);
  };
  async function run(): Promise<void> {
    while (isPoked && !isStopped) {
      isPoked = false;
      try {
        while (!isStopped && (await work(nextPoke)));
        failures = 0;
        const at = isStopped ? undefined : await nextAt();
        if (at !== undefined) wakeAt(at);
      } catch (error) {
        // Whatever it was (a full disk, say), the work is still there: look again, less and less often.
        const delay = Math.min(RETRY_FIRST_MS * 2 ** failures++, RETRY_MAX_MS);
        core.log.error({ error, work: name, retryInMs: delay }, 'work was broken off and will be tried again');
        wakeAt(core.clock.now() + delay);
      }
    }
    running = undefined;
  }
  function poke(): void {
    isPoked = true;
    heard();
    if (!isStopped) running ??= run();
  }
  return {
    poke,
    isIdle: () => running === undefined,
    idle: async () => {
      while (running !== undefined) await running;
    },
    async stop() {
      isStopped = true;
      cancelWake();
      heard();
      await running;
    },
  };
}
