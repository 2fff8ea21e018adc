/**
 * Firefox wants to hear from the person before data leaves the browser, which it does when an engine is paired. Chrome has no such
 * question: there the pairing itself is the answer.
 */
import { browser } from 'wxt/browser';

export function askForDataConsent(): Promise<boolean> {
  if (!import.meta.env.FIREFOX) return Promise.resolve(true);
  // `data_collection` is Firefox's own; Chrome's types lack it.
  const wanted: object = { data_collection: ['personallyIdentifyingInfo', 'personalCommunications', 'websiteContent'] };
  return browser.permissions.request(wanted);
}
