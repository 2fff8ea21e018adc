/** What bench:page runs in a plain page: the copy that is taken there, and the reading that else happens in the extension. */
import genericPage from '../../../extension/adapters/generic-page.ts';
import type { Page, Snapshot } from '../../../extension/capture/page.ts';
import { parsePage } from '../../../extension/capture/parse-page.ts';
import { readPage } from '../../../extension/capture/read-page.ts';
import { parseInert } from '../../../extension/sites/parse-inert.ts';
import { warmReaders } from '../../../extension/sites/warm-readers.ts';
import type { Draft } from '../../../shared/model/draft.ts';

export { takeSnapshot } from '../../../extension/capture/take-snapshot.ts';

const adapters = [{ id: 'generic-page', adapter: genericPage }];
export const warmUp = (): Promise<void> => warmReaders(adapters, new Promise(() => undefined));

export const parseSnapshot = (snapshot: Snapshot): Page => parsePage(snapshot, parseInert);

/** @param rest as the panel's own, so that the time between two calls is the time for which it stands still */
export const read = (page: Page, rest: () => Promise<void>): Promise<Draft> =>
  readPage(page, {
    adapters,
    fetchRaw: () => Promise.resolve(undefined),
    at: '2026-11-22T12:00:00.000Z',
    own: [],
    rest,
  });
