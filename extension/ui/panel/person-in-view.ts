/** Whose page or message the panel shows, if that person is known. */
import { knownOf } from '../../store/known.ts';
import type { Store } from '../../store/store.ts';
import type { View } from './follow-tab.ts';

export interface InView {
  /** It is clear who is in view, or that nobody is. */
  isSettled: boolean;
  person?: { id: string; name: string };
}

/** Only the main person counts: the sender of the message, or the one person of the page. */
export async function personInView(store: Store, view: View, clip: { tabId: number }): Promise<InView> {
  if (view.kind === 'loading') return { isSettled: false };
  if (view.kind !== 'read' || view.tabId !== clip.tabId) return { isSettled: true };
  const [first, second] = view.draft.contacts;
  if (first === undefined || (first.role !== 'sender' && second !== undefined)) return { isSettled: true };
  const contact = (await knownOf(store, [first])).get(first.key);
  if (contact === undefined) return { isSettled: true };
  return { isSettled: true, person: { id: contact.id, name: contact.name ?? first.key } };
}
