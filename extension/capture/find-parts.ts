/** Finding the parts of a message in a page, for adapters: by layers of selectors, and by the order in which parts follow each other. */

/**
 * Ways to find one thing, the most lasting first, each with the day since which it is known. The first that finds something counts. No
 * selector names a class that a build tool made: those change with every release.
 */
export type Layers = readonly (readonly [since: string, selector: string])[];

/** What the first layer that finds something finds. */
export function findAll(scope: ParentNode, layers: Layers): Element[] {
  for (const [, selector] of layers) {
    const found = [...scope.querySelectorAll(selector)];
    if (found.length > 0) return found;
  }
  return [];
}

export const findFirst = (scope: ParentNode, layers: Layers): Element | undefined => findAll(scope, layers)[0];

export const isInside = (inner: Node, outer: Node): boolean => outer.contains(inner);

/** Whether one begins before the other. Not by compareDocumentPosition, which the command line's documents get wrong. */
export function isBefore(a: Node, b: Node): boolean {
  if (a === b || isInside(a, b)) return false;
  if (isInside(b, a)) return true;
  const [pathA, pathB] = [pathTo(a), pathTo(b)];
  const fork = pathA.findIndex((node, at) => node !== pathB[at]);
  const other = pathB[fork];
  for (let next = pathA[fork]?.nextSibling ?? null; next !== null; next = next.nextSibling)
    if (next === other) return true;
  return false;
}

function pathTo(node: Node): Node[] {
  const path: Node[] = [];
  for (let up: Node | null = node; up !== null; up = up.parentNode) path.push(up);
  return path.reverse();
}

/**
 * Which parts belong to which message: each start is where a message begins (its sender, say), and owns what follows it up to the next
 * start. This holds in every webmail, whatever it wraps its messages in.
 */
export function partsAfter(starts: readonly Element[], parts: readonly Element[]): Element[][] {
  const owned: Element[][] = starts.map(() => []);
  for (const part of parts) {
    const at = starts.findLastIndex((start) => isBefore(start, part));
    owned[at]?.push(part);
  }
  return owned;
}

/** Only the outermost of elements that lie in each other. */
export const outermost = (elements: readonly Element[]): Element[] =>
  elements.filter((element) => !elements.some((other) => other !== element && isInside(element, other)));

/** The largest element around `inner` in which none of the others lies. */
export function scopeOf(inner: Element, others: readonly Element[], root: Element): Element {
  let scope = inner;
  for (let up = inner.parentElement; up !== null && up !== root; up = up.parentElement) {
    const parent = up;
    if (others.some((other) => other !== inner && isInside(other, parent))) break;
    scope = parent;
  }
  return scope;
}

const DATES_MAX = 40;

/** What may be the date of a message: titles first, which say all of it, then short texts with a time of day. */
export function datesIn(scope: Element, isNoPart: (element: Element) => boolean): string[] {
  const elements = [...scope.querySelectorAll('*')].filter((element) => !isNoPart(element));
  const titles = elements.map((element) => element.getAttribute('title') ?? '');
  const texts = elements.map(({ childElementCount, textContent }) =>
    childElementCount === 0 ? (textContent ?? '') : '',
  );
  return [...titles, ...texts]
    .filter((text) => text.length < 100 && /\d\s?[:.h時]\s?\d\d/u.test(text))
    .slice(0, DATES_MAX);
}
