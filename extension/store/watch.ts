/** Live queries: run again whenever the rows that they read change, in this page or any other of the extension. */
import { liveQuery } from 'dexie';

/** Calls `onValue` with the query's result now and after each change, until the returned function is called. */
export function watch<T>(
  query: () => Promise<T>,
  onValue: (value: T) => void,
  onError: (error: unknown) => void = () => {},
): () => void {
  const subscription = liveQuery(query).subscribe({ next: onValue, error: onError });
  return () => subscription.unsubscribe();
}
