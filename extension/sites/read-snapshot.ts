/** Reads the copy of a page: from the copy to the draft, what is logged of it, and a line in the log of readings. */
import { adapters } from '../adapters/registry.ts';
import { leaveOut } from '../capture/never-capture.ts';
import type { Snapshot } from '../capture/page.ts';
import { parsePage } from '../capture/parse-page.ts';
import { readPage } from '../capture/read-page.ts';
import type { RawAnswer } from '../messages/message-map.ts';
import type { Draft } from '../../shared/model/draft.ts';
import { readFact } from '../store/device.ts';
import { neverRules } from '../store/never.ts';
import { logByItself, type Logged, type SiteLogging } from '../store/logging.ts';
import { logReading } from '../store/readings.ts';
import { timeOf, type Store } from '../store/store.ts';
import { templatesInUse } from '../store/templates.ts';
import { parseInert } from './parse-inert.ts';
import { restAfter } from './rest-after.ts';

/** The panel stands still no longer than this at a time, but for parsing. */
const SLICE_MS = 15;

export interface Reading {
  draft: Draft;
  /** What became of the open message where messages are logged without a click. */
  logged?: Logged;
}

/**
 * @param options.logging what is open is logged, in this manner
 * @throws when an adapter has a bug
 */
export async function readSnapshot(
  store: Store,
  snapshot: Snapshot,
  { logging, fetchRaw }: { logging: SiteLogging | undefined; fetchRaw: (url: string) => Promise<RawAnswer> },
): Promise<Reading> {
  const page = parsePage(snapshot, parseInert);
  const own = await readFact(store, 'own');
  const draft = await readPage(page, {
    adapters,
    at: timeOf(store),
    own: own?.addresses ?? [],
    templates: await templatesInUse(store),
    keepsText: logging?.withText === true,
    rest: restAfter(SLICE_MS),
    fetchRaw: async (url) => {
      const answer = await fetchRaw(url.href);
      return 'base64' in answer ? bytesOf(answer.base64) : undefined;
    },
  });
  const titled = leaveOut({ ...draft, title: draft.title ?? page.title.slice(0, 500) }, await neverRules(store));
  const logged = logging === undefined ? undefined : await logByItself(store, titled);
  await logReading(store, titled, logged?.kind === 'logged' ? logged.ids.length : 0);
  return { draft: titled, ...(logged === undefined ? {} : { logged }) };
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
