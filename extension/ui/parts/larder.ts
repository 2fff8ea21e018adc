/** What every screen has at hand: the store. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Store } from '../../store/store.ts';

export const StoreContext = createContext<Store | undefined>(undefined);

/** The store of the screen that this component is part of. */
export function useStore(): Store {
  const store = useContext(StoreContext);
  if (store === undefined) throw new Error('a component outside of a mounted screen has no store');
  return store;
}
