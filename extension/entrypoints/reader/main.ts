import { receive } from '../../messages/receive.ts';
import { send } from '../../messages/send.ts';
import { readSnapshot } from '../../sites/read-snapshot.ts';
import { openStore } from '../../store/store.ts';

/** It is opened again when it is needed; until then its memory is free. */
const IDLE_MS = 30_000;

const store = openStore();
let closing: ReturnType<typeof setTimeout> | undefined;

receive('reader', {
  'visit/read': async ({ tabId, snapshot, logging }) => {
    clearTimeout(closing);
    const fetchRaw = (url: string) => send('visit/raw', { tabId, url });
    try {
      await readSnapshot(store, snapshot, { logging, fetchRaw });
    } finally {
      closing = setTimeout(() => window.close(), IDLE_MS);
    }
    return {};
  },
});
