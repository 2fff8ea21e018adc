/** Reads the message list of a webmail, because the person asked for the people in it. */
import { adapters } from '../adapters/registry.ts';
import { listedPeople } from '../capture/list-people.ts';
import { leaveOut } from '../capture/never-capture.ts';
import { parsePage } from '../capture/parse-page.ts';
import { chooseAdapter } from '../capture/read-page.ts';
import { sendToPage } from '../messages/send.ts';
import type { Draft } from '../../shared/model/draft.ts';
import { readFact } from '../store/device.ts';
import { neverRules } from '../store/never.ts';
import { logReading } from '../store/readings.ts';
import { timeOf, type Store } from '../store/store.ts';
import { parseInert } from './parse-inert.ts';
import { enter } from './switches.ts';

/**
 * @param own addresses that the open page showed to be the person's
 * @returns `undefined` when the page may not be read any more
 * @throws when the page went away meanwhile
 */
export async function readList(store: Store, tabId: number, own: readonly string[]): Promise<Draft | undefined> {
  if (!(await enter(tabId))) return undefined;
  const page = parsePage(await sendToPage(tabId, 'page/snapshot', {}), parseInert);
  const chosen = chooseAdapter(page, adapters);
  const at = timeOf(store);
  const mine = [...own, ...((await readFact(store, 'own'))?.addresses ?? [])];
  const draft: Draft = {
    adapter: chosen?.id ?? 'none',
    url: page.url.href.slice(0, 2_000),
    title: page.title.slice(0, 500),
    readAt: at,
    contacts: chosen === undefined ? [] : listedPeople(page, chosen.adapter, at, mine),
    interactions: [],
    warnings: [],
  };
  const allowed = leaveOut(draft, await neverRules(store));
  await logReading(store, allowed);
  return allowed;
}
