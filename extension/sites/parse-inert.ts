/**
 * Parses a copied page. Its event handlers never run in a parsed document, but the browser reports each of them as a breach of the
 * extension's content security policy, hundreds for one webmail page; so they are taken out of the text first.
 */
import { parseHtml } from '../capture/parse-page.ts';

/** A start tag as browsers write it: values in double quotes. Every repetition has a bound, so hostile text costs linear time. */
const START_TAG = /<[a-z][^\s<>]{0,100}(?:\s[^\s=<>"]{1,200}(?:="[^"]{0,100000}")?){1,300}\/?>/gi;
const ATTRIBUTE = /\s([^\s=<>"]{1,200})(?:="[^"]*")?/g;

/** Most pages have none, and are told so in one pass. */
const HANDLER = /[\s"'/]on[a-z]{2,40}\s*=/i;

/** The same HTML without event handlers in its tags; text that looks like one stays. */
export const withoutHandlers = (html: string): string =>
  !HANDLER.test(html)
    ? html
    : html.replace(START_TAG, (tag) =>
        /\son/i.test(tag) ? tag.replace(ATTRIBUTE, (all, name: string) => (/^on/i.test(name) ? '' : all)) : tag,
      );

/** An inert document of a copied page. */
export const parseInert = (html: string): Document => parseHtml(withoutHandlers(html));
