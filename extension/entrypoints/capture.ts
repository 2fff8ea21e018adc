import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { takeSnapshot } from '../capture/take-snapshot.ts';
import { servePage } from '../sites/page-side.ts';

declare global {
  /** Set once our script runs in a page; in our own world, where the page cannot see it. */
  var larderServes: string | undefined;
}

export default defineUnlistedScript(() => {
  // It is put into the page at each click, and must work once. After an update of the extension the old one is deaf, and the id is unset.
  if (globalThis.larderServes === browser.runtime.id) return;
  globalThis.larderServes = browser.runtime.id;
  servePage(window, browser.runtime, () => takeSnapshot(document));
});
