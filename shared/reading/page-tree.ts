/**
 * What a page shows, as lists in the order of the document: several readers look at every element, and to ask the document each time
 * costs more than all their own work. One walk asks it once.
 */
import { isElement, tagOf, TEXT } from './dom.ts';
import { isHidden, isSilent, TextLines } from './html-to-text.ts';
import { HIDING } from './hidden-links.ts';

/** Each node that is shown has a place: the root has 0, and what is in an element has the places after it. */
export interface PageTree {
  nodes: readonly Node[];
  /** The tag of an element, '' for a text. */
  tags: readonly string[];
  /** The text of a text node, '' for an element. */
  texts: readonly string[];
  /** The place of the element around; -1 for the root. */
  parents: readonly number[];
  /** The place after the last one below. */
  ends: readonly number[];
  /** The elements with a style of their own, as far as it may hide or turn something. */
  styled: ReadonlySet<Node>;
  /** The values of microdata and RDFa, whose texts are set apart. */
  fields: ReadonlySet<Node>;
  /** The elements that are, or may hide, a mail or phone link. */
  linking: ReadonlySet<Node>;
  /** Mail and phone links and hidden addresses in the order of the document, also those that are not shown. */
  links: readonly TreeLink[];
}

interface TreeLink {
  element: Element;
  /** Its place; of one that is not shown the next one. */
  place: number;
  /** The place of the shown element around. */
  parent: number;
}

const SKIPPED = new Set('script style noscript template svg head select textarea'.split(' '));
const MAY_HIDE = '[hidden],[aria-hidden="true"],[style]';
const FIELDS = '[itemprop],[property]';
const LINKS = `[href^="mailto:" i],[href^="tel:" i],${HIDING}`;
/** Nodes between two rests: some milliseconds. */
const STRIDE = 4_000;

/** Yields now and then, so that the caller can rest. */
export function* growTree(document: Document): Generator<undefined, PageTree> {
  const nodes: Node[] = [];
  const tags: string[] = [];
  const texts: string[] = [];
  const parents: number[] = [];
  const ends: number[] = [];
  const links: TreeLink[] = [];
  const styled = new Set<Node>(document.querySelectorAll(MAY_HIDE));
  const fields = new Set<Node>(document.querySelectorAll(FIELDS));
  const linking = new Set<Node>(document.querySelectorAll(LINKS));
  const root = document.documentElement;
  let node: Node | null = root;
  let parent = -1;
  let visits = 0;
  while (node !== null) {
    if (++visits % STRIDE === 0) yield;
    let down: Node | null = null;
    if (node.nodeType === TEXT) {
      add('', node.nodeValue ?? '');
      ends.push(nodes.length);
    } else if (isElement(node)) {
      const place = nodes.length;
      const tag = tagOf(node);
      const isShown = !SKIPPED.has(tag) && !(styled.has(node) && isHidden(node));
      if (linking.size > 0) {
        if (linking.has(node)) links.push({ element: node, place, parent });
        if (!isShown) for (const element of node.querySelectorAll(LINKS)) links.push({ element, place, parent });
      }
      if (isShown) {
        down = node.firstChild;
        add(tag, '');
        ends.push(nodes.length);
        if (down !== null) parent = place;
      }
    }
    while (down === null && node !== null && node !== root) {
      down = node.nextSibling;
      if (down !== null) break;
      node = node.parentNode;
      ends[parent] = nodes.length;
      parent = parents[parent] ?? -1;
    }
    node = down;
  }
  return { nodes, tags, texts, parents, ends, styled, fields, linking, links };

  function add(tag: string, text: string): void {
    if (node === null) return;
    nodes.push(node);
    tags.push(tag);
    texts.push(text);
    parents.push(parent);
  }
}

/** The text at a place and below, as `htmlToText` gives it. */
export function textAt(tree: PageTree, place: number, limits: { size?: number; nodes?: number } = {}): string {
  const { nodes, tags, texts, parents, ends, fields } = tree;
  const lines = new TextLines(limits);
  const end = ends[place] ?? place;
  let nodesLeft = limits.nodes ?? Number.POSITIVE_INFINITY;
  let open = parents[place] ?? -1;
  for (let at = place; at < end && nodesLeft-- > 0 && !lines.isFull; at++) {
    for (const parent = parents[at] ?? -1; open !== parent; open = parents[open] ?? -1) lines.close(tags[open] ?? '');
    const tag = tags[at] ?? '';
    if (tag === '') lines.text(texts[at] ?? '');
    else if (isSilent(tag)) at = (ends[at] ?? at + 1) - 1;
    else {
      const node = nodes[at];
      lines.open(tag, node !== undefined && fields.has(node));
      open = at;
      if (ends[at] === at + 1) {
        lines.close(tag);
        open = parents[at] ?? -1;
      }
    }
  }
  return lines.end();
}

/** The links below a place, shown or not. */
export function linksBelow({ ends, links }: PageTree, place: number): Element[] {
  let [low, high] = [0, links.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((links[middle]?.place ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  const end = ends[place] ?? place;
  const found: Element[] = [];
  for (let at = low; (links[at]?.place ?? Infinity) <= end; at++) {
    const link = links[at];
    if (link !== undefined && link.parent >= place && link.parent < end) found.push(link.element);
  }
  return found;
}
