/**
 * A page as adapters see it. The content script only copies the page (`Snapshot`); it is parsed and read in an extension page, in an
 * inert document whose scripts never run and whose images never load. So the page's own thread pays for one copy and nothing else.
 */
import { z } from 'zod';
import type { Written } from '../../shared/reading/page-sources.ts';

/** What the content script takes from a page, once, on request. */
export interface Snapshot {
  url: string;
  title: string;
  /** The `lang` of the document, if it says one. */
  language: string;
  html: string;
  /** Text that the person selected, and the HTML of it. */
  selection?: { text: string; html: string };
  /** Frames of the same origin, such as a webmail's reading pane. */
  frames: Snapshot[];
  /** The page was larger than what is copied. */
  truncated: boolean;
}

export const snapshotSchema: z.ZodType<Snapshot> = z.object({
  url: z.string().max(10_000),
  title: z.string().max(2_000),
  language: z.string().max(100),
  html: z.string(),
  selection: z.object({ text: z.string(), html: z.string() }).optional(),
  get frames() {
    return z.array(snapshotSchema).max(50);
  },
  truncated: z.boolean(),
});

/** A snapshot after parsing. */
export interface Page {
  url: URL;
  title: string;
  language: string;
  /** Parsed when it is first asked for: a large page may be read without. */
  readonly document: Document;
  /** The HTML of the document, for those who need no more. */
  written?: Written;
  selection?: { text: string; html: string };
  frames: Page[];
  truncated: boolean;
}
