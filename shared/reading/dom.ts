/**
 * Walking a document without recursion, so that a page nested a hundred thousand levels deep costs time but no stack, and
 * without live collections, which are slow in linkedom. Works in browsers and in linkedom alike.
 */

const ELEMENT = 1;
export const TEXT = 3;

/** What readers ask of an element when they look at nothing but its start tag. */
export type Tag = Pick<Element, 'localName' | 'getAttribute' | 'hasAttribute' | 'hasAttributes'>;

export const isElement = (node: Node): node is Element => node.nodeType === ELEMENT;

const isDocument = (node: Node): node is Document => node.nodeType === 9;

/** What a reader does with a node: `skip` leaves its children out, `stop` ends the walk. */
export type Visit = 'skip' | 'stop' | undefined;

/**
 * Visits a node and what is below it, in document order.
 * @param enter called before the children
 * @param leave called after the children of a node that was not skipped
 */
export function walk(top: Node, enter: (node: Node) => Visit, leave?: (node: Node) => void): void {
  // From the root element: in linkedom the doctype has no next sibling, and the walk would end there.
  const root = isDocument(top) ? top.documentElement : top;
  let node: Node | null = root;
  while (node !== null) {
    const visit = enter(node);
    if (visit === 'stop') return;
    const down: Node | null = visit === 'skip' ? null : node.firstChild;
    if (down !== null) {
      node = down;
      continue;
    }
    if (visit !== 'skip') leave?.(node);
    while (node !== null && node !== root && node.nextSibling === null) {
      node = node.parentNode;
      if (node !== null) leave?.(node);
    }
    node = node === null || node === root ? null : node.nextSibling;
  }
}

/** The tag in lower case, without a namespace prefix: linkedom and browsers differ in case. */
export const tagOf = (element: Element): string => element.localName.toLowerCase();

/** The elements below a node for which `accept` is true, in document order, at most `limit`. */
export function findElements(root: Node, accept: (element: Element) => boolean, limit = 5_000): Element[] {
  const found: Element[] = [];
  walk(root, (node) => {
    if (node !== root && isElement(node) && accept(node)) found.push(node);
    return found.length >= limit ? 'stop' : undefined;
  });
  return found;
}

/** The elements that a selector matches, and those around them: a walk that skips the rest costs little on a page that has none. */
export function pathsTo(document: Document, selector: string): ReadonlySet<Node> {
  const found = new Set<Node>();
  for (const element of document.querySelectorAll(selector))
    for (let at: Node | null = element; at !== null && !found.has(at); at = at.parentNode) found.add(at);
  return found;
}

/** The words of a class attribute. */
export const classesOf = (element: Element): string[] =>
  (element.getAttribute('class') ?? '').split(/\s+/u).filter((name) => name !== '');

/** Resolves against the page's address; `undefined` for what is no http(s) address. */
export function webAddress(href: string | null | undefined, base: string): string | undefined {
  if (href === null || href === undefined || href.length > 2_000 || !URL.canParse(href.trim(), base)) return undefined;
  const url = new URL(href.trim(), base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  // Credentials in a link are never data about a person.
  url.username = '';
  url.password = '';
  return url.href.length > 1_800 ? undefined : url.href;
}

/** What relative addresses are below: `<base href>`, which may itself be relative to the page. It stands before the page's content. */
export function baseAddress(document: Document, url: string): string {
  let left = 2_000;
  let base: string | null = null;
  walk(document, (node) => {
    if (isElement(node) && tagOf(node) === 'base') base ??= node.getAttribute('href');
    return base !== null || left-- <= 0 ? 'stop' : undefined;
  });
  return base !== null && URL.canParse(base, url) ? new URL(base, url).href : url;
}
