/** Switching sites on and off, one at a time. The browser's permission is the switch; the script is registered where it is on. */
import { browser } from 'wxt/browser';
import { siteOfPattern, type Site } from './origins.ts';

const SCRIPT = '/capture.js';
const PREFIX = 'page ';
const scriptId = (site: Site) => PREFIX + site.pattern;

/** The sites that are on. */
export async function sitesOn(): Promise<Site[]> {
  const { origins = [] } = await browser.permissions.getAll();
  const sites = origins.flatMap((pattern) => siteOfPattern(pattern) ?? []);
  return sites.sort((a, b) => a.host.localeCompare(b.host));
}

export const isOn = (site: Site): Promise<boolean> => browser.permissions.contains({ origins: [site.pattern] });

/** Asks the person, and switches the site on when they say yes. Call it at once in a click: a browser asks only then. */
export async function switchOn(site: Site): Promise<boolean> {
  const granted = await browser.permissions.request({ origins: [site.pattern] });
  if (granted) await registerScripts();
  return granted;
}

/** Takes the permission and the script away. */
export async function switchOff(site: Site): Promise<void> {
  await browser.permissions.remove({ origins: [site.pattern] });
  await registerScripts();
}

let registering = Promise.resolve();

/** Makes the registered scripts match the permissions, however those changed. Also told by the browser's own settings page. */
export function registerScripts(): Promise<void> {
  // One after the other, and the same in every context: two at once would register a script twice, which is an error.
  registering = registering.then(
    () => navigator.locks.request('larder-scripts', registerNow),
    () => navigator.locks.request('larder-scripts', registerNow),
  );
  return registering;
}

async function registerNow(): Promise<void> {
  const [sites, scripts] = await Promise.all([sitesOn(), browser.scripting.getRegisteredContentScripts()]);
  const registered = scripts.filter(({ id }) => id.startsWith(PREFIX));
  const wanted = new Map(sites.map((site) => [scriptId(site), site]));
  const stale = registered.map(({ id }) => id).filter((id) => !wanted.has(id));
  if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale });
  for (const { id } of registered) wanted.delete(id);
  await browser.scripting.registerContentScripts(
    [...wanted].map(([id, { pattern }]) => ({
      id,
      matches: [pattern],
      js: [SCRIPT.slice(1)],
      runAt: 'document_idle',
      allFrames: false,
      persistAcrossSessions: true,
    })),
  );
}

/** Puts a script of ours into a tab, where that is allowed: the site is on, or the person clicked. Twice does no harm. */
export async function enter(tabId: number, script = SCRIPT): Promise<boolean> {
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: [script] as never });
    return true;
  } catch {
    return false;
  }
}
