/**
 * Finds which of many rules an event may concern, without asking each. A rule comes as alternatives, and an alternative as values that
 * attributes must have. Alternatives that demand values of the same attributes share a tree: each level asks one attribute, and an event goes
 * down the branches of its own values only. So what it costs hangs on how many kinds of rules there are, and hardly on how many rules. It may
 * give rules that do not match, and never leaves out one that does.
 */
import type { Attribute, Data, Fixed, Predicate } from './predicate.ts';

/** Values that attributes must have, all of them. */
export interface Alternative {
  demands: ReadonlyMap<Attribute, readonly Fixed[]>;
  /** Nothing else is asked for: whoever meets the demands meets the predicate. */
  isAll: boolean;
}

/** More alternatives than these are taken together as one that demands nothing. */
const ALTERNATIVES_MAX = 16;
/** An alternative stands at so many places of its tree at most; a demand of too many values is left to whoever asks the rule. */
const PLACES_MAX = 64;
const ANYTHING: Alternative = { demands: new Map(), isAll: true };
const PERHAPS_ANYTHING: Alternative = { demands: new Map(), isAll: false };

const demand = (attribute: Attribute, values: readonly Fixed[]): Alternative[] => [
  { demands: new Map([[attribute, values]]), isAll: true },
];

/** The alternatives of a predicate; none when it is never met. */
export function alternativesOf(predicate: Predicate): Alternative[] {
  switch (predicate.op) {
    case 'and':
      return predicate.parts.map(alternativesOf).reduce(allOf, [ANYTHING]);
    case 'or': {
      const all = predicate.parts.flatMap(alternativesOf);
      return all.length > ALTERNATIVES_MAX ? [PERHAPS_ANYTHING] : all;
    }
    case 'is':
      return demand(predicate.attribute, predicate.values);
    case 'holds':
      return predicate.attribute.isList ? demand(predicate.attribute, [predicate.value]) : [PERHAPS_ANYTHING];
    case 'true':
      return demand(predicate.attribute, [true]);
    case 'not':
      return predicate.part.op === 'true' ? demand(predicate.part.attribute, [false]) : [PERHAPS_ANYTHING];
    case 'fixed':
      return predicate.value ? [ANYTHING] : [];
    case 'compare':
    case 'text':
    case 'since':
    case 'other':
      return [PERHAPS_ANYTHING];
  }
}

function allOf(some: readonly Alternative[], others: readonly Alternative[]): Alternative[] {
  if (some.length * others.length > ALTERNATIVES_MAX) return some.map(({ demands }) => ({ demands, isAll: false }));
  return some.flatMap((one) => others.flatMap((other) => bothOf(one, other)));
}

/** Both at once; nothing when no value meets both. Of two demands on one list the first is kept. */
function bothOf(one: Alternative, other: Alternative): Alternative[] {
  const demands = new Map(one.demands);
  let isAll = one.isAll && other.isAll;
  for (const [attribute, values] of other.demands) {
    const known = demands.get(attribute);
    if (known === undefined) demands.set(attribute, values);
    else if (attribute.isList) isAll = false;
    else {
      const shared = known.filter((value) => values.includes(value));
      if (shared.length === 0) return [];
      demands.set(attribute, shared);
    }
  }
  return [{ demands, isAll }];
}

type Show<R> = (rule: R, isSure: boolean) => void;

export interface PredicateIndex<R> {
  add(rule: R, alternatives: readonly Alternative[]): void;
  remove(rule: R): void;
  /**
   * Shows the rules that an event may concern, each once, in no order.
   * @param show `isSure` when the rule need not be asked any more
   */
  candidates(data: Data, show: Show<R>): void;
}

interface Entry<R> {
  rule: R;
  alternatives: readonly Alternative[];
  /** The question that it was last given as an answer to. */
  asked: number;
}

/** An attribute, and the value that it has in the event in question. */
interface Slot {
  attribute: Attribute;
  value: unknown;
  asked: number;
}

/** The alternatives that demand the same attributes. */
interface Tree<R> {
  slots: readonly Slot[];
  root: Node<R>;
}

interface Node<R> {
  leaves: { entry: Entry<R>; isAll: boolean }[];
  byValue: Map<Fixed, Node<R>>;
}
const createNode = <R>(): Node<R> => ({ leaves: [], byValue: new Map() });
const isEmpty = ({ leaves, byValue }: Node<unknown>): boolean => leaves.length === 0 && byValue.size === 0;

export function createPredicateIndex<R>(): PredicateIndex<R> {
  const entries = new Map<R, Entry<R>>();
  const slots = new Map<Attribute, Slot>();
  let trees: Tree<R>[] = [];
  let asked = 0;

  function treeOf({ demands }: Alternative): Tree<R> {
    const known = trees.find(
      (tree) => tree.slots.length === demands.size && tree.slots.every(({ attribute }) => demands.has(attribute)),
    );
    if (known !== undefined) return known;
    // Lists come last: an event goes down a branch for each of their entries.
    const attributes = [...demands.keys()].sort((one, other) => Number(one.isList) - Number(other.isList));
    const tree: Tree<R> = { slots: attributes.map(slotOf), root: createNode() };
    trees.push(tree);
    return tree;
  }

  function slotOf(attribute: Attribute): Slot {
    const slot = slots.get(attribute) ?? { attribute, value: undefined, asked: 0 };
    slots.set(attribute, slot);
    return slot;
  }

  function put(tree: Tree<R>, entry: Entry<R>, { demands, isAll }: Alternative): void {
    let nodes = [tree.root];
    for (const { attribute } of tree.slots) {
      nodes = nodes.flatMap((node) =>
        (demands.get(attribute) ?? []).map((value) => {
          const child = node.byValue.get(value) ?? createNode<R>();
          node.byValue.set(value, child);
          return child;
        }),
      );
    }
    for (const { leaves } of nodes) leaves.push({ entry, isAll });
  }

  /** Takes a rule out of a branch, and what is empty then. */
  function takeOut(node: Node<R>, depth: number, tree: Tree<R>, entry: Entry<R>, alternative: Alternative): void {
    const slot = tree.slots[depth];
    if (slot === undefined) node.leaves = node.leaves.filter((leaf) => leaf.entry !== entry);
    for (const value of slot === undefined ? [] : (alternative.demands.get(slot.attribute) ?? [])) {
      const child = node.byValue.get(value);
      if (child === undefined) continue;
      takeOut(child, depth + 1, tree, entry, alternative);
      if (isEmpty(child)) node.byValue.delete(value);
    }
  }

  function goDown(node: Node<R>, depth: number, tree: Tree<R>, data: Data, show: Show<R>): void {
    const slot = tree.slots[depth];
    if (slot === undefined) {
      for (const { entry, isAll } of node.leaves) {
        // One with several alternatives may be come to more than once.
        if (entry.asked === asked) continue;
        entry.asked = asked;
        show(entry.rule, isAll);
      }
      return;
    }
    if (slot.asked !== asked) {
      slot.asked = asked;
      slot.value = slot.attribute.read(data);
    }
    const { value } = slot;
    if (slot.attribute.isList) {
      if (typeof value !== 'object' || value === null) return;
      for (const item in value) {
        const child = node.byValue.get(item);
        if (child !== undefined) goDown(child, depth + 1, tree, data, show);
      }
      return;
    }
    const child = isFixed(value) ? node.byValue.get(value) : undefined;
    if (child !== undefined) goDown(child, depth + 1, tree, data, show);
  }

  return {
    add(rule, given) {
      const alternatives = given.map(narrow);
      const entry: Entry<R> = { rule, alternatives, asked: 0 };
      entries.set(rule, entry);
      for (const alternative of alternatives) put(treeOf(alternative), entry, alternative);
    },
    remove(rule) {
      const entry = entries.get(rule);
      if (entry === undefined) return;
      for (const alternative of entry.alternatives) {
        const tree = treeOf(alternative);
        takeOut(tree.root, 0, tree, entry, alternative);
      }
      trees = trees.filter(({ root }) => !isEmpty(root));
      entries.delete(rule);
    },
    candidates(data, show) {
      asked++;
      for (const tree of trees) goDown(tree.root, 0, tree, data, show);
    },
  };
}

/** Leaves out the demands of most values until the others stand at few enough places. */
function narrow({ demands, isAll }: Alternative): Alternative {
  const kept = [...demands].map(([attribute, values]) => [attribute, [...new Set(values)]] as const);
  kept.sort(([, one], [, other]) => one.length - other.length);
  while (kept.reduce((places, [, values]) => places * values.length, 1) > PLACES_MAX) kept.pop();
  return { demands: new Map(kept), isAll: isAll && kept.length === demands.size };
}

const isFixed = (value: unknown): value is Fixed =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
