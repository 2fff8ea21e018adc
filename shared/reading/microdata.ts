/** Reads microdata (HTML standard, section 5). */
import { isElement, pathsTo, tagOf, walk, webAddress } from './dom.ts';
import { textOf } from './html-to-text.ts';
import { addValue, newThing, THINGS_MAX, type Thing, type Value } from './structured-data.ts';

const DEPTH_MAX = 20;
const NODES_MAX = 500_000;
/** Each value reads the text below it, so nested ones by the thousand would take long. */
const VALUES_MAX = 10_000;

/** All items of a page, nested ones included, outer ones first. */
export function readMicrodata(document: Document, base: string): Thing[] {
  const reader: Reader = { things: [], base, document, nodesLeft: NODES_MAX, valuesLeft: VALUES_MAX };
  const paths = pathsTo(document, '[itemscope]');
  walk(document, (node) => {
    if (reader.things.length >= THINGS_MAX) return 'stop';
    if (!paths.has(node)) return 'skip';
    if (!isElement(node) || !node.hasAttribute('itemscope')) return undefined;
    readItem(node, reader, 0);
    return 'skip'; // what is inside was read with it
  });
  return reader.things;
}

interface Reader {
  things: Thing[];
  base: string;
  document: Document;
  nodesLeft: number;
  valuesLeft: number;
}

const tokens = (text: string | null) => (text ?? '').split(/\s+/u).filter((token) => token !== '');

function readItem(root: Element, reader: Reader, depth: number): Thing {
  const thing = newThing(tokens(root.getAttribute('itemtype')), root.getAttribute('itemid') ?? undefined);
  reader.things.push(thing);
  if (depth > DEPTH_MAX) return thing;
  const referenced = tokens(root.getAttribute('itemref'))
    .slice(0, 50)
    .map((id) => reader.document.getElementById(id))
    .filter((element) => element !== null && element !== root);
  for (const start of [root, ...referenced]) {
    if (start === null) continue;
    walk(start, (node) => {
      if (reader.nodesLeft-- <= 0 || reader.valuesLeft <= 0) return 'stop';
      if (node === root || !isElement(node)) return undefined;
      const isItem = node.hasAttribute('itemscope');
      const properties = tokens(node.getAttribute('itemprop'));
      if (properties.length > 0 || isItem) {
        reader.valuesLeft--;
        const value: Value = isItem ? readItem(node, reader, depth + 1) : valueOf(node, reader.base);
        for (const property of properties) addValue(thing, property, value);
      }
      return isItem ? 'skip' : undefined;
    });
  }
  if (!thing.properties.has('name') && reader.valuesLeft-- > 0) thing.text = textOf(root, { nodes: 30 }).slice(0, 100);
  return thing;
}

/** Section 5.2.4: where each element keeps its value. */
function valueOf(element: Element, base: string): string {
  const tag = tagOf(element);
  const content = element.getAttribute('content');
  // The standard reads `content` of meta only; pages put it on every element, and mean it.
  if (content !== null) return content;
  if (tag === 'a' || tag === 'area' || tag === 'link') {
    const href = element.getAttribute('href') ?? '';
    return /^(?:mailto|tel):/iu.test(href) ? href : (webAddress(href, base) ?? textOf(element));
  }
  if (tag === 'img' || tag === 'source' || tag === 'iframe' || tag === 'embed')
    return webAddress(element.getAttribute('src'), base) ?? '';
  if (tag === 'data' || tag === 'meter') return element.getAttribute('value') ?? '';
  if (tag === 'time') return element.getAttribute('datetime') ?? textOf(element);
  return textOf(element);
}
