/** What an adapter is: the code that reads one kind of page. It is pure: no network, no clock, no browser API. */
import type { Draft } from '../../shared/model/draft.ts';
import type { Layers } from './find-parts.ts';
import type { Page } from './page.ts';

/** What reading depends on besides the page. */
export interface ReadContext {
  /** The time to write into the evidence, ISO 8601. */
  at: string;
  /** The raw RFC 5322 message, when `rawMessage` named its address and it could be fetched. */
  raw?: Uint8Array;
  /** Addresses of the person who is signed in, when known; mail from them is theirs. */
  own: readonly string[];
  /** The person wants the words of messages kept. */
  keepsText?: boolean;
  /** Lets others on the thread have their turn, between two steps of reading a large page. */
  rest?: () => Promise<void>;
  /** Makes an inert document, for the HTML of a raw message. */
  parseHtml: (html: string) => Document;
}

/** What an adapter finds in the page for the open message: its self-test. What is `false` is there, but the adapter does not see it. */
export interface MessageCheck {
  sender: boolean;
  subject: boolean;
  body: boolean;
  /** Something that tells the message from others: an id in the page or its address. */
  id: boolean;
}

export interface Adapter {
  /** For people: "Roundcube". */
  title: string;
  /** Smaller reads first; the generic ones come last. */
  order: number;
  /** Cheap, and true only for pages that this adapter can read. */
  detect(page: Page): boolean;
  /**
   * The address of the open message's source, on the page's own origin; the content script fetches it with the page's cookies.
   * `undefined` when no message is open or the webmail does not give it.
   */
  rawMessage?(page: Page): URL | undefined;
  /** `undefined` when no message is open. Adapters of pages that are no webmail have no check. */
  check?(page: Page): MessageCheck | undefined;
  /** The rows of the message list, each with the address of whom it is from or to; without it any list is looked for. */
  rows?: Layers;
  /** Reads pages of any webmail, and so takes over where the adapter of one finds too little. */
  isGeneral?: boolean;
  /** A draft; an empty one with `skipped` says why nobody is offered. Never throws because of what a page holds. */
  read(page: Page, context: ReadContext): Promise<Draft>;
}

/** Declares an adapter: the default export of its file, whose name is its id. */
export const defineAdapter = (adapter: Adapter): Adapter => adapter;
