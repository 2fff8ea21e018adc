/** A query's result in a component, always as the store has it. */
import { useEffect, useState } from 'preact/hooks';
import type { Store } from '../../store/store.ts';
import { watch } from '../../store/watch.ts';
import { useStore } from './larder.ts';

/**
 * @param query what to ask; it runs again when rows that it read change
 * @param inputs what the query depends on besides the store
 * @returns `undefined` until the first result is here, and again when the inputs change
 */
export function useLive<T>(query: (store: Store) => Promise<T>, inputs: readonly unknown[]): T | undefined {
  const store = useStore();
  const [result, setResult] = useState<{ inputs: string; value: T }>();
  const key = JSON.stringify(inputs);
  useEffect(
    () =>
      watch(
        () => query(store),
        (value) => setResult({ inputs: key, value }),
        reportError,
      ),
    [store, key],
  );
  // A result for other inputs is another person's.
  return result?.inputs === key ? result.value : undefined;
}
