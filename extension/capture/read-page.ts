/** Reads a page: chooses the adapter, gets the raw message where the webmail gives it, and lets the adapter read. */
import type { Draft, Warning } from '../../shared/model/draft.ts';
import type { SiteTemplate } from '../../shared/reading/site-template.ts';
import type { Adapter, ReadContext } from './define-adapter.ts';
import { isBetter, judge, type Health } from './health.ts';
import type { Page } from './page.ts';
import { allFrames, parseHtml, type ParseHtml } from './parse-page.ts';
import { readByTemplates } from './read-by-templates.ts';

/** An adapter and its id, which is the name of its file. */
export interface NamedAdapter {
  id: string;
  adapter: Adapter;
}

export interface ReadOptions {
  /** In the order in which they are tried: `adapters` of adapters/registry.ts. */
  adapters: readonly NamedAdapter[];
  /**
   * Fetches an address of the page's own origin, with its cookies, in the page; `undefined` or an error when it can't be had. It is
   * only called with addresses of that origin.
   */
  fetchRaw: (url: URL) => Promise<Uint8Array | undefined>;
  /** ISO 8601. */
  at: string;
  /** The person's own addresses, as far as they are known. */
  own: readonly string[];
  /** The person wants the words of messages kept. */
  keepsText?: boolean;
  /** The person's site templates in the order in which they are tried; they come before the reader of any page. */
  templates?: readonly SiteTemplate[];
  /** Lets others on the thread have their turn; without it a page is read in one go. */
  rest?: () => Promise<void>;
  /** Only tests pass another one. */
  parse?: ParseHtml;
}

/** The adapter that reads what no other one knows. */
const GENERIC = 'generic-page';

/** A message's source is text with headers; a log-in page or an error page of the webmail is not. */
const HEADER = /^(?:From [^\n]*\n|>From [^\n]*\n)?(?:[!-9;-~]{1,100}:[^\n]*\n(?:[ \t][^\n]*\n)*){2}/u;

/** The adapter for a page: the first whose `detect` says yes. */
export function chooseAdapter(page: Page, adapters: readonly NamedAdapter[]): NamedAdapter | undefined {
  return adapters.find(({ adapter }) => adapter.detect(page));
}

/** @returns a draft; it says itself when nobody was found. Fails only if an adapter has a bug. */
export async function readPage(page: Page, options: ReadOptions): Promise<Draft> {
  const chosen = chooseAdapter(page, options.adapters);
  if (chosen === undefined) return nobody(page, options.at);
  const { adapter } = chosen;
  const address = adapter.rawMessage?.(page);
  const warnings: Warning[] = [];
  let raw: Uint8Array | undefined;
  if (address !== undefined) {
    const fetched = address.origin === page.url.origin ? await tryFetch(address, options.fetchRaw) : undefined;
    if (fetched !== undefined && isMessage(fetched)) raw = fetched;
    else
      warnings.push({
        kind: 'raw-message-unavailable',
        text: 'The webmail did not give the source of the message; what the page shows was read.',
      });
  }
  if (allFrames(page).some(({ truncated }) => truncated)) {
    warnings.push({ kind: 'page-truncated', text: 'The page is larger than what is read; people may be missing.' });
  }
  const taught = chosen.id === GENERIC ? readByTemplates(page, options.templates ?? [], options.at) : {};
  const template = taught.template === undefined ? {} : { template: taught.template };
  if (taught.draft !== undefined) return { ...taught.draft, ...template, warnings };
  const context: ReadContext = {
    at: options.at,
    own: options.own,
    parseHtml: options.parse ?? parseHtml,
    keepsText: options.keepsText === true,
    ...(options.rest === undefined ? {} : { rest: options.rest }),
    ...(raw === undefined ? {} : { raw }),
  };
  const { reader, health, degraded } = chooseReader(page, chosen, options.adapters, raw !== undefined);
  const draft = await reader.adapter.read(page, context);
  if (degraded !== undefined) warnings.push(degraded);
  return {
    ...draft,
    ...template,
    adapter: reader.id,
    warnings: [...draft.warnings, ...warnings],
    ...(health === undefined ? {} : { health }),
  };
}

/**
 * The adapter, unless its self-test fails and a general one sees more. With the source of the message nothing is lost: the page is then
 * only compared with it.
 */
function chooseReader(
  page: Page,
  chosen: NamedAdapter,
  adapters: readonly NamedAdapter[],
  hasSource: boolean,
): { reader: NamedAdapter; health?: Health; degraded?: Warning } {
  const { adapter } = chosen;
  if (adapter.check === undefined || adapter.isGeneral === true) return { reader: chosen };
  const check = adapter.check(page);
  const health = judge(chosen.id, check);
  if (health.state === 'green' || hasSource)
    return check === undefined ? { reader: chosen } : { reader: chosen, health };
  const general = adapters.find(
    (other) =>
      other.adapter.isGeneral === true && other.adapter.detect(page) && isBetter(other.adapter.check?.(page), check),
  );
  if (general !== undefined)
    return {
      reader: general,
      health,
      degraded: outdated(`${general.adapter.title} took over`, adapter, health),
    };
  // Nothing is open, as far as anybody can tell.
  if (check === undefined) return { reader: chosen };
  const isSerious = !check.sender || !check.body;
  return isSerious
    ? { reader: chosen, health, degraded: outdated('Check what was read', adapter, health) }
    : { reader: chosen, health };
}

const outdated = (what: string, { title }: Adapter, { missing }: Health): Warning => ({
  kind: 'reader-outdated',
  text: `${title} looks different from what Larder knows: ${missing.join(', ')} not found. ${what}.`,
});

async function tryFetch(url: URL, fetchRaw: ReadOptions['fetchRaw']): Promise<Uint8Array | undefined> {
  try {
    return await fetchRaw(url);
  } catch {
    return undefined;
  }
}

function isMessage(raw: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(raw.subarray(0, 20_000)).replace(/\r\n?/gu, '\n').replace(/^\n+/u, '');
  return HEADER.test(start);
}

const nobody = (page: Page, at: string): Draft => ({
  adapter: 'none',
  url: page.url.href.slice(0, 2_000),
  readAt: at,
  contacts: [],
  interactions: [],
  warnings: [],
  skipped: { reason: 'nobody-found', text: 'No adapter can read this page.' },
});
