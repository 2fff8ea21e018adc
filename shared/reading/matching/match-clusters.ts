/** From pairs to people: clusters of records within one list, or couples between two. */

export interface ScoredPair {
  left: number;
  right: number;
  /** The log-odds that both are one person; above 0 is likelier than not. */
  logit: number;
}

/** How many pairs between two clusters are looked at before they are joined. */
const CROSS_MAX = 100;

/**
 * Groups records: the surest pair first, and two groups become one when all pairs between them together say so (average linkage). A chain
 * of look-alikes whose ends disagree stays apart.
 * @param score the log-odds of any two records, for pairs that no key brought together
 * @returns the groups of two or more, each in ascending order
 */
export function clusterPairs(pairs: readonly ScoredPair[], score: (left: number, right: number) => number): number[][] {
  const groups = new Map<number, number[]>();
  const known = new Map<string, number>();
  for (const { left, right, logit } of pairs) known.set(keyOf(left, right), logit);
  const between = (one: number, other: number) => known.get(keyOf(one, other)) ?? score(one, other);
  for (const { left, right } of surestFirst(pairs)) {
    const one = groups.get(left) ?? [left];
    const other = groups.get(right) ?? [right];
    if (one === other || !agree(one, other, between)) continue;
    const joined = [...one, ...other].sort((a, b) => a - b);
    for (const each of joined) groups.set(each, joined);
  }
  return [...new Set(groups.values())].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

const keyOf = (one: number, other: number) => (one < other ? `${one} ${other}` : `${other} ${one}`);

function surestFirst(pairs: readonly ScoredPair[]): ScoredPair[] {
  return pairs
    .filter(({ logit }) => logit > 0)
    .sort((a, b) => b.logit - a.logit || a.left - b.left || a.right - b.right);
}

function agree(one: readonly number[], other: readonly number[], between: (a: number, b: number) => number): boolean {
  let sum = 0;
  let count = 0;
  for (const a of one) {
    for (const b of other) {
      sum += between(a, b);
      count += 1;
      if (count === CROSS_MAX) return sum > 0;
    }
  }
  return sum > 0;
}

/** Couples of two lists in which nobody occurs twice: the surest pair first, each record once. */
export function assignPairs(pairs: readonly ScoredPair[]): ScoredPair[] {
  const takenLeft = new Set<number>();
  const takenRight = new Set<number>();
  return surestFirst(pairs).filter(({ left, right }) => {
    if (takenLeft.has(left) || takenRight.has(right)) return false;
    takenLeft.add(left);
    takenRight.add(right);
    return true;
  });
}
