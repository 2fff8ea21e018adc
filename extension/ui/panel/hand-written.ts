/** An empty draft, for somebody who is on no page. */
import { timeOf, type Store } from '../../store/store.ts';
import type { PageRead } from './follow-tab.ts';

export function handWritten(store: Store): PageRead {
  const readAt = timeOf(store);
  return {
    kind: 'read',
    tabId: -1,
    mark: `by hand ${readAt}`,
    site: undefined,
    isOn: false,
    isStale: false,
    draft: {
      adapter: 'by-hand',
      url: '',
      readAt,
      contacts: [{ key: '', role: 'selected', fields: [] }],
      interactions: [],
      warnings: [],
    },
  };
}
