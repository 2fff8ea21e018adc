import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { takeSnapshot } from '../capture/take-snapshot.ts';
import { pickElement } from '../sites/pick-element.ts';

declare global {
  /** As in capture.ts: it is put into the page for each field, and must work once. */
  var larderTeaches: string | undefined;
}

/** The same name as `TEACH_PORT` of the message map, which would bring zod along. */
const PORT = 'larder-teach';

export default defineUnlistedScript(() => {
  if (globalThis.larderTeaches === browser.runtime.id) return;
  globalThis.larderTeaches = browser.runtime.id;
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PORT || port.sender?.id !== browser.runtime.id) return;
    const stop = pickElement(window, (element) => {
      const answer = async () => (element === undefined ? {} : { snapshot: await takeSnapshot(document, element) });
      answer()
        .then((message) => port.postMessage(message))
        .catch(reportError) // the panel was closed meanwhile
        .finally(() => port.disconnect());
    });
    // The panel was closed, or the person cancelled there.
    port.onDisconnect.addListener(stop);
  });
});
