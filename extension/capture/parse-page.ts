/** From a snapshot to a page that adapters can read: inert documents, whose scripts never run and whose images never load. */
import type { Page, Snapshot } from './page.ts';
import { unclobber } from './take-snapshot.ts';

/** Makes an inert document; in the extension `DOMParser` does, in tests and on the command line linkedom. */
export type ParseHtml = (html: string) => Document;

/** Scripting is off in documents made by DOMParser (HTML standard, section 8.4), and they have no browsing context. */
export const parseHtml: ParseHtml = (html) => {
  const document = new DOMParser().parseFromString(html, 'text/html');
  // Or a form whose fields are called `firstChild` and `nextSibling` would be walked for ever.
  unclobber(document);
  return document;
};

/** @param parse only tests pass another one */
export function parsePage(snapshot: Snapshot, parse: ParseHtml = parseHtml): Page {
  const { html } = snapshot;
  let document: Document | undefined;
  return {
    url: URL.canParse(snapshot.url) ? new URL(snapshot.url) : new URL('about:blank'),
    title: snapshot.title,
    language: snapshot.language,
    get document() {
      document ??= parse(html);
      return document;
    },
    written: { html, parse },
    selection: snapshot.selection,
    frames: snapshot.frames.map((frame) => parsePage(frame, parse)),
    truncated: snapshot.truncated,
  };
}

/** The page and the frames in it, outer ones first. */
export function allFrames(page: Page): Page[] {
  return [page, ...page.frames.flatMap(allFrames)];
}

/** Browsers write no others; in HTML from elsewhere they may stand for anything. */
const OTHER_ENTITY = /&(?!(?:amp|lt|gt|quot|nbsp);)/;

/** Whether a document may hold what a pattern is a sign of: looking through its HTML is much faster than parsing it. */
export const mayHold = ({ written }: Page, sign: RegExp): boolean =>
  written === undefined || sign.test(written.html) || OTHER_ENTITY.test(written.html);
