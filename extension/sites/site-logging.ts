/** Whether and how mail is logged without a click at an address. */
import { loggingSites, type SiteLogging } from '../store/logging.ts';
import type { Store } from '../store/store.ts';
import { siteOf } from './origins.ts';
import { isOn } from './switches.ts';

/** Only on a site that is on: a click reads a page once, and logs nothing. */
export async function loggingOf(store: Store, address: string): Promise<SiteLogging | undefined> {
  const site = siteOf(address);
  if (site === undefined || !(await isOn(site))) return undefined;
  return (await loggingSites(store)).find(({ pattern }) => pattern === site.pattern);
}
