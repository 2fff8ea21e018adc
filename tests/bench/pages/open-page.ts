/** Opens a page of a corpus: linkedom stands for the browser. */
import { DOMParser } from 'linkedom';

/** linkedom builds no tree of its own: without html and body elements its document would be the first element. */
export function openPage(html: string): Document {
  const whole = /<(?:html|body)[\s>]/iu.test(html) ? html : `<html><head></head><body>${html}</body></html>`;
  return new DOMParser().parseFromString(whole, 'text/html') as unknown as Document;
}
