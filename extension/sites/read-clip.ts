/** Reads a clipped selection as a person: by the same adapters, on an empty page that has only the selection. */
import { adapters } from '../adapters/registry.ts';
import { leaveOut } from '../capture/never-capture.ts';
import { parseHtml, parsePage, type ParseHtml } from '../capture/parse-page.ts';
import { readPage } from '../capture/read-page.ts';
import type { Draft } from '../../shared/model/draft.ts';
import { onePerLine } from '../../shared/reading/shown-people.ts';
import { neverRules } from '../store/never.ts';
import { logReading } from '../store/readings.ts';
import type { Store } from '../store/store.ts';
import type { Clip } from './clip.ts';

/** @param parse only tests pass another one */
export async function readClip(store: Store, clip: Clip, parse: ParseHtml = parseHtml): Promise<Draft> {
  const snapshot = {
    url: clip.url,
    title: clip.title,
    language: '',
    html: '<!doctype html><body></body>',
    selection: { text: onePerLine(clip.text), html: '' },
    frames: [],
    truncated: false,
  };
  // What is selected in a webmail is read as on any page: its adapter would look for the open message.
  const general = adapters.filter(({ id }) => id === 'generic-page');
  const draft = await readPage(parsePage(snapshot, parse), {
    adapters: general,
    at: clip.at,
    own: [],
    fetchRaw: () => Promise.resolve(undefined),
  });
  const titled = leaveOut({ ...draft, title: clip.title }, await neverRules(store));
  await logReading(store, titled);
  return titled;
}
