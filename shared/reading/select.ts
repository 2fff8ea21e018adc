/**
 * Finds what selectors select: one walk over the tree for all of them, each element looked at once for each step, whatever the page and
 * the selector look like. Nothing backtracks. Works alike in browsers and in linkedom.
 */
import { isElement, tagOf } from './dom.ts';
import type { AttributeTest, Selector, Step } from './selector.ts';

/** How many steps may still be compared with an element; shared by all that is done for one page. */
export interface Budget {
  left: number;
}
/** Far more than any real page and template need; at worst it takes seconds, not minutes. */
export const BUDGET = 4_000_000;

/** What is known of one level of the tree while walking it. */
interface Level {
  /** For each selector, which of its beginnings end in an element above, in the parent, and in the sibling before. */
  above: number[];
  parent: number[];
  before: number[];
  position: number;
  tags: Map<string, number> | undefined;
}

/**
 * The elements below `root` that each selector selects, in document order.
 * @param limit the most elements for each selector
 */
export function select(root: Node, selectors: readonly Selector[], limit: number, budget: Budget): Element[][] {
  const found: Element[][] = selectors.map((steps) => (steps.length === 0 && isElement(root) ? [root] : []));
  const asked = selectors.map((steps, at) => ({ steps, at })).filter(({ steps }) => steps.length > 0);
  if (asked.length === 0) return found;
  const cost = asked.reduce((sum, { steps }) => sum + steps.length, 0);
  const isCounting = asked.some(({ steps }) => steps.some(({ nth }) => nth?.of === 'type'));
  const none = selectors.map(() => 0);
  const levelBelow = (above: number[], parent: number[]): Level => ({
    above,
    parent,
    before: none,
    position: 0,
    tags: isCounting ? new Map() : undefined,
  });
  const levels = [levelBelow(none, none)];
  // In linkedom the doctype has no next sibling.
  let node: Element | null = root.nodeType === 9 ? (root as Document).documentElement : nextElement(root.firstChild);
  while (node !== null) {
    const level = levels.at(-1);
    budget.left -= cost;
    if (level === undefined || budget.left < 0) return found;
    const tag = tagOf(node);
    level.position++;
    level.tags?.set(tag, (level.tags.get(tag) ?? 0) + 1);
    const own = [...none];
    for (const { steps, at } of asked) {
      const mask = matchSteps(node, tag, steps, level, at);
      own[at] = mask;
      if ((mask >> (steps.length - 1)) & 1) {
        const list = found[at];
        if (list !== undefined && list.length < limit) list.push(node);
      }
    }
    const above = level.above;
    level.before = own;
    const down = nextElement(node.firstChild);
    if (down !== null) {
      levels.push(
        levelBelow(
          above.map((mask, at) => mask | (own[at] ?? 0)),
          own,
        ),
      );
      node = down;
      continue;
    }
    let next: Element | null = nextElement(node.nextSibling);
    while (next === null && node !== null) {
      const parent: Node | null = node.parentNode;
      levels.pop();
      if (parent === null || parent === root || !isElement(parent)) return found;
      node = parent;
      next = nextElement(node.nextSibling);
    }
    node = next;
  }
  return found;
}

/** The beginnings of a selector, as bits, that end in this element. */
function matchSteps(element: Element, tag: string, steps: Selector, level: Level, at: number): number {
  let mask = 0;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index];
    if (step === undefined) break;
    const from = step.joined === 'below' ? level.above : step.joined === 'right-below' ? level.parent : level.before;
    const isReached = index === 0 || ((from[at] ?? 0) >> (index - 1)) & 1;
    if (isReached && matchesStep(element, tag, step, level)) mask |= 1 << index;
  }
  return mask;
}

function matchesStep(element: Element, tag: string, step: Step, level: Level): boolean {
  if (step.tag !== undefined && step.tag !== tag) return false;
  if (step.nth !== undefined && step.nth.n !== (step.nth.of === 'child' ? level.position : level.tags?.get(tag)))
    return false;
  return step.tests.every((test) => passes(element, test));
}

/** As CSS has it: an empty value matches no part of anything. */
function passes(element: Element, { name, op, value }: AttributeTest): boolean {
  const text = element.getAttribute(name);
  // linkedom gives an empty class to an element that has none.
  if (text === null || (text === '' && !element.hasAttribute(name))) return false;
  if (op === '') return true;
  if (op === '=') return text === value;
  if (value === '' || text.length < value.length) return false;
  if (op === '^=') return text.startsWith(value);
  if (op === '$=') return text.endsWith(value);
  if (op === '*=') return text.includes(value);
  return !/\s/u.test(value) && text.includes(value) && text.split(/\s+/u).includes(value);
}

function nextElement(node: Node | null): Element | null {
  let at = node;
  while (at !== null && !isElement(at)) at = at.nextSibling;
  return at;
}
