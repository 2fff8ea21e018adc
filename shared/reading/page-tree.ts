/**
 * What a page shows, as lists in the order of the document: several readers look at every element, and to ask the document each time
 * costs more than all their own work. One walk asks it once.
 */
import { isElement, tagOf, TEXT, type Tag } from './dom.ts';
import { isHidden, isSilent, TextLines } from './html-to-text.ts';
import { HIDING } from './hidden-links.ts';

/** Each node that is shown has a place: the root has 0, and what is in an element has the places after it. */
export interface PageTree {
  /** `undefined` for a text. */
  elements: readonly (Tag | undefined)[];
  /** The tag of an element, '' for a text. */
  tags: readonly string[];
  /** The text of a text node, '' for an element. */
  texts: readonly string[];
  /** The place of the element around; -1 for the root. */
  parents: readonly number[];
  /** The place after the last one below. */
  ends: readonly number[];
  /** The places of elements with a style of their own, as far as it may hide or turn something. */
  styled: ReadonlySet<number>;
  /** The places of the values of microdata and RDFa, whose texts are set apart. */
  fields: ReadonlySet<number>;
  /** The places of elements that are, or may hide, a mail or phone link. */
  linking: ReadonlySet<number>;
  /** Mail and phone links and hidden addresses in the order of the document, also those that are not shown. */
  links: readonly TreeLink[];
}

export interface TreeLink {
  element: Tag;
  /** Its place; of one that is not shown the next one. */
  place: number;
  /** The place of the shown element around. */
  parent: number;
}

/** What is in these is never shown. */
export const UNSEEN: ReadonlySet<string> = new Set(
  'script style noscript template svg head select textarea'.split(' '),
);
const MAY_HIDE = '[hidden],[aria-hidden="true"],[style]';
const FIELDS = '[itemprop],[property]';
/** Blanks may stand before an address; whoever reads a link looks at it again. */
const LINKS = `[href*="mailto:" i],[href*="tel:" i],[href*="callto:" i],${HIDING}`;
/** Nodes between two rests: some milliseconds. */
const STRIDE = 4_000;

/** Yields now and then, so that the caller can rest. */
export function* growTree(document: Document): Generator<undefined, PageTree> {
  const elements: (Tag | undefined)[] = [];
  const tags: string[] = [];
  const texts: string[] = [];
  const parents: number[] = [];
  const ends: number[] = [];
  const links: TreeLink[] = [];
  const [styled, fields, linking] = [new Set<number>(), new Set<number>(), new Set<number>()];
  const [mayHide, areFields, areLinks] = [MAY_HIDE, FIELDS, LINKS].map(
    (selector) => new Set<Node>(document.querySelectorAll(selector)),
  );
  const root = document.documentElement;
  let node: Node | null = root;
  let parent = -1;
  let visits = 0;
  while (node !== null) {
    if (++visits % STRIDE === 0) yield;
    let down: Node | null = null;
    if (node.nodeType === TEXT) {
      add(undefined, '', node.nodeValue ?? '');
    } else if (isElement(node)) {
      const place = elements.length;
      const tag = tagOf(node);
      const isShown = !UNSEEN.has(tag) && !(mayHide?.has(node) === true && isHidden(node));
      if (areLinks !== undefined && areLinks.size > 0) {
        if (areLinks.has(node)) links.push({ element: node, place, parent });
        if (!isShown) for (const element of node.querySelectorAll(LINKS)) links.push({ element, place, parent });
      }
      if (isShown) {
        down = node.firstChild;
        add(node, tag, '');
        if (mayHide?.has(node) === true) styled.add(place);
        if (areFields?.has(node) === true) fields.add(place);
        if (areLinks?.has(node) === true) linking.add(place);
        if (down !== null) parent = place;
      }
    }
    while (down === null && node !== null && node !== root) {
      down = node.nextSibling;
      if (down !== null) break;
      node = node.parentNode;
      ends[parent] = elements.length;
      parent = parents[parent] ?? -1;
    }
    node = down;
  }
  return { elements, tags, texts, parents, ends, styled, fields, linking, links };

  function add(element: Tag | undefined, tag: string, text: string): void {
    elements.push(element);
    tags.push(tag);
    texts.push(text);
    parents.push(parent);
    ends.push(elements.length);
  }
}

/**
 * The text at a place and below, as `htmlToText` gives it.
 * @param limits `end` is a place further on, for an element with some that follow it
 */
export function textAt(
  tree: PageTree,
  place: number,
  limits: { size?: number; nodes?: number; end?: number } = {},
): string {
  const { tags, texts, parents, ends, fields } = tree;
  const lines = new TextLines(limits);
  const end = limits.end ?? ends[place] ?? place;
  let nodesLeft = limits.nodes ?? Number.POSITIVE_INFINITY;
  let open = parents[place] ?? -1;
  for (let at = place; at < end && nodesLeft-- > 0 && !lines.isFull; at++) {
    for (const parent = parents[at] ?? -1; open !== parent; open = parents[open] ?? -1) lines.close(tags[open] ?? '');
    const tag = tags[at] ?? '';
    if (tag === '') lines.text(texts[at] ?? '');
    else if (isSilent(tag)) at = (ends[at] ?? at + 1) - 1;
    else {
      lines.open(tag, fields.has(at));
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
export function linksBelow({ ends, links }: PageTree, place: number): Tag[] {
  let [low, high] = [0, links.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((links[middle]?.place ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  const end = ends[place] ?? place;
  const found: Tag[] = [];
  for (let at = low; (links[at]?.place ?? Infinity) <= end; at++) {
    const link = links[at];
    if (link !== undefined && link.parent >= place && link.parent < end) found.push(link.element);
  }
  return found;
}
