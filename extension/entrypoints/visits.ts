import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { tellOfVisits } from '../sites/visit-side.ts';

declare global {
  /** Set once our script runs in a page; in our own world, where the page cannot see it. */
  var larderTells: string | undefined;
}

export default defineUnlistedScript(() => {
  // Put into a page a second time, when logging was switched off and on again.
  if (globalThis.larderTells === browser.runtime.id) return;
  globalThis.larderTells = browser.runtime.id;
  tellOfVisits(window, browser.runtime);
});
