/**
 * Every message between the contexts of the extension, in one place: who takes it, what it carries, and what comes back.
 * Names are `noun/verb`. What is not here cannot be sent; what is sent is parsed where it arrives.
 *
 * Records travel through the store, which every extension page and the background open for themselves, so there are few messages.
 */
import { z } from 'zod';
import { snapshotSchema } from '../capture/page.ts';
import { siteLoggingSchema } from '../store/device.ts';

const nothing = z.object({});

/** Bytes as base64: messages are JSON in Chrome. */
export const rawAnswerSchema = z.union([z.object({ base64: z.string() }), z.object({ problem: z.string() })]);
export type RawAnswer = z.infer<typeof rawAnswerSchema>;

export const messageMap = {
  /** To a page's script: copy the page. */
  'page/snapshot': { to: 'page', request: nothing, answer: snapshotSchema },
  /** To a page's script: fetch a message's source from the page's own origin, with the page's cookies. */
  'page/raw': { to: 'page', request: z.object({ url: z.url() }), answer: rawAnswerSchema },
  /** To the page that reads for the background: read this copy and log what is open in it. */
  'visit/read': {
    to: 'reader',
    request: z.object({ tabId: z.number().int(), snapshot: snapshotSchema, logging: siteLoggingSchema }),
    answer: nothing,
  },
  /** To the background: have a page fetch a message's source, for a page that may not ask it. */
  'visit/raw': {
    to: 'background',
    request: z.object({ tabId: z.number().int(), url: z.url() }),
    answer: rawAnswerSchema,
  },
  /** To the background: sync now, not at the next alarm; for pages that close soon, such as the popup. */
  'sync/now': { to: 'background', request: nothing, answer: z.object({ result: z.string() }) },
  /** To open panels: the person clicked on this tab, so it may be read now. */
  'page/granted': { to: 'panel', request: z.object({ tabId: z.number().int() }), answer: nothing },
} as const satisfies Record<string, { to: Target; request: z.ZodType; answer: z.ZodType }>;

/** The contexts that take messages. */
export type Target = 'page' | 'background' | 'panel' | 'reader';
export type MessageName = keyof typeof messageMap;
export type Request<N extends MessageName> = z.infer<(typeof messageMap)[N]['request']>;
export type Answer<N extends MessageName> = z.infer<(typeof messageMap)[N]['answer']>;
/** The messages that one context takes. */
export type NameTo<T extends Target> = {
  [N in MessageName]: (typeof messageMap)[N]['to'] extends T ? N : never;
}[MessageName];

/** What a context must handle, all of it. */
export type Handlers<T extends Target> = {
  [N in NameTo<T>]: (request: Request<N>, sender: { tabId?: number }) => Promise<Answer<N>> | Answer<N>;
};

/** How a message looks on the way. */
export interface Envelope {
  larder: MessageName;
  body: unknown;
}

/** The name of the port over which a panel listens to a page; the page's script watches the page only while one is open. */
export const PAGE_PORT = 'larder-page';
/** The port by which our script in a page tells the background that there is something new to look at. It carries nothing. */
export const VISIT_PORT = 'larder-visit';
/** What comes over the port of a page: it changed, so that a new copy is worth taking. */
export const pageNewsSchema = z.object({ news: z.literal('changed'), url: z.string() });
/** The port over which a panel asks our script in a page to show where a value stands, for as long as it is open. */
export const HIGHLIGHT_PORT = 'larder-highlight';
/** What comes back over it. */
export const highlightNewsSchema = z.object({ isFound: z.boolean() });
/** The port over which a panel asks our script in a page to let the person point at an element. */
export const TEACH_PORT = 'larder-teach';
/** What comes over it, once: the page with the element marked, or nothing when the person cancelled. */
export const teachNewsSchema = z.object({ snapshot: snapshotSchema.optional() });
export type PageNews = z.infer<typeof pageNewsSchema>;
