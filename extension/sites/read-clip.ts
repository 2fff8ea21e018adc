/** Reads a clipped selection as a person: by the same adapters, on an empty page that has only the selection. */
import { adapters } from '../adapters/registry.ts';
import { leaveOut } from '../capture/never-capture.ts';
import { parsePage } from '../capture/parse-page.ts';
import { readPage } from '../capture/read-page.ts';
import type { Draft } from '../../shared/model/draft.ts';
import { neverRules } from '../store/never.ts';
import { logReading } from '../store/readings.ts';
import type { Store } from '../store/store.ts';
import type { Clip } from './clip.ts';

export async function readClip(store: Store, clip: Clip): Promise<Draft> {
  const page = parsePage({
    url: clip.url,
    title: clip.title,
    language: '',
    html: '<!doctype html><body></body>',
    selection: { text: clip.text, html: '' },
    frames: [],
    truncated: false,
  });
  const draft = await readPage(page, { adapters, at: clip.at, own: [], fetchRaw: () => Promise.resolve(undefined) });
  const titled = leaveOut({ ...draft, title: clip.title }, await neverRules(store));
  await logReading(store, titled);
  return titled;
}
