/**
 * What parts of the engine tell each other inside the process. A signal only wakes: whoever hears it reads the database, so a signal
 * that is lost in a crash costs time, never work.
 */
export interface SignalMap {
  /** Mutations were committed; `seq` is the last one's place in the change feed. */
  'changes-accepted': { seq: number };
  /** Events were committed. */
  'events-recorded': { seq: number };
  /** A run made a transition, or was made. */
  'run-moved': { runId: string; state: string };
  /** The ledger has a row that may be sent now. */
  'mail-planned': { ledgerId: string };
  /** Something waits for the owner's next digest. */
  'digest-collected': Record<string, never>;
  /** A ledger row came to its end, or is in doubt. */
  'mail-settled': { ledgerId: string; runId: string | null };
  /** Recipes were loaded, switched on or off. */
  'recipes-changed': { recipeIds: string[] };
  /** The breaker of a recipe switched it off. */
  'recipe-broken': { recipeId: string };
  /** A device's leave was taken away. */
  'device-revoked': { deviceId: string };
}

export type SignalName = keyof SignalMap;

export interface Signals {
  emit<N extends SignalName>(name: N, details: SignalMap[N]): void;
  /** Returns how to stop listening. A listener must not throw: it only notes that there is work. */
  on<N extends SignalName>(name: N, listener: (details: SignalMap[N]) => void): () => void;
}

export function createSignals(): Signals {
  const target = new EventTarget();
  return {
    emit: (name, details) => void target.dispatchEvent(new CustomEvent(name, { detail: details })),
    on(name, listener) {
      // What emit puts into `detail` is what the map says for that name.
      const hear = (event: Event) => listener((event as CustomEvent<Parameters<typeof listener>[0]>).detail);
      target.addEventListener(name, hear);
      return () => target.removeEventListener(name, hear);
    },
  };
}
