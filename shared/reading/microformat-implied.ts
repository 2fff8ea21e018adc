/** What a microformats2 root means without saying it: its name, its photo and its address, found by the elements in it. */
import { classesOf, isElement, tagOf } from './dom.ts';
import { rootNames } from './microformat-values.ts';

const isRoot = (element: Element) => rootNames(classesOf(element)).length > 0;

/** Element children; counting stops where nothing more can follow from the count. */
function childrenOf(element: Element): Element[] {
  const children: Element[] = [];
  for (let node = element.firstChild; node !== null && children.length < 500; node = node.nextSibling)
    if (isElement(node) && tagOf(node) !== 'template') children.push(node);
  return children;
}

function onlyChild(element: Element): Element | undefined {
  const [only, ...others] = childrenOf(element);
  return only === undefined || others.length > 0 || isRoot(only) ? undefined : only;
}

function onlyOfType(element: Element, tag: string, attribute: string): Element | undefined {
  const [only, ...others] = childrenOf(element).filter((child) => tagOf(child) === tag);
  return only === undefined || others.length > 0 || isRoot(only) || !only.hasAttribute(attribute) ? undefined : only;
}

/** `img[alt]`, `area[alt]` or `abbr[title]`: the root, its only child, or the only child of that. */
export function impliedName(root: Element): string | undefined {
  const child = onlyChild(root);
  const grandchild = child === undefined ? undefined : onlyChild(child);
  for (const element of [root, child, grandchild]) {
    if (element === undefined) continue;
    const tag = tagOf(element);
    const attribute = tag === 'img' || tag === 'area' ? 'alt' : tag === 'abbr' ? 'title' : undefined;
    const name = attribute === undefined ? null : element.getAttribute(attribute);
    if (name !== null && (name !== '' || element === root)) return name.trim();
  }
  return undefined;
}

/** The root itself, its only element of a kind, or the only one of that kind in its only child. */
function impliedElement(root: Element, kinds: readonly (readonly [tag: string, attribute: string])[]) {
  const child = onlyChild(root);
  for (const [tag, attribute] of kinds) if (tagOf(root) === tag && root.hasAttribute(attribute)) return root;
  for (const parent of [root, child]) {
    if (parent === undefined) continue;
    for (const [tag, attribute] of kinds) {
      const found = onlyOfType(parent, tag, attribute);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** @returns an `img` or `object` */
export const impliedPhoto = (root: Element): Element | undefined =>
  impliedElement(root, [
    ['img', 'src'],
    ['object', 'data'],
  ]);

/** @returns the address as written */
export const impliedUrl = (root: Element): string | undefined =>
  impliedElement(root, [
    ['a', 'href'],
    ['area', 'href'],
  ])?.getAttribute('href') ?? undefined;
