/** An inert document on the command line: linkedom runs no scripts and loads nothing. */
import { DOMParser } from 'linkedom';

/** linkedom builds no tree of its own: without html and body elements its document would be the first element. */
export function parseHtml(html: string): Document {
  const whole = /<(?:html|body)[\s>]/iu.test(html) ? html : `<html><head></head><body>${html}</body></html>`;
  return new DOMParser().parseFromString(whole, 'text/html') as unknown as Document;
}
