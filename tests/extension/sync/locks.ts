/** Web Locks in one process, as far as sync uses them: exclusive, queued, `ifAvailable`, `signal`. */
export function makeLocks(): LockManager {
  const tails = new Map<string, Promise<unknown>>();
  const held = new Set<string>();
  const request = async (name: string, options: LockOptions, run: (lock: Lock | null) => Promise<unknown>) => {
    if (options.ifAvailable === true && held.has(name)) return run(null);
    const before = tails.get(name) ?? Promise.resolve();
    const mine = (async () => {
      await before.catch(() => {});
      if (options.signal?.aborted === true) throw options.signal.reason;
      held.add(name);
      try {
        return await run({ name, mode: 'exclusive' });
      } finally {
        held.delete(name);
      }
    })();
    tails.set(name, mine);
    return mine;
  };
  return { request, query: () => Promise.resolve({}) } as unknown as LockManager;
}
