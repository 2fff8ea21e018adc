/** Pairs of records, as two lists of their numbers, and a draw of them that is the same each time. */

/** Two lists of record numbers of equal length. */
export interface Pairs {
  left: Int32Array;
  right: Int32Array;
}

const DRAWS = 60_000;

/** Pairs drawn at random with a fixed seed; all of them where there are few. */
export function randomPairs(left: readonly number[], right: readonly number[], isSame: boolean): Pairs {
  const possible = isSame ? (left.length * (left.length - 1)) / 2 : left.length * right.length;
  const one: number[] = [];
  const other: number[] = [];
  const add = (a = 0, b = 0) => {
    one.push(a);
    other.push(b);
  };
  if (possible <= DRAWS) {
    left.forEach((a, at) => {
      for (const b of isSame ? right.slice(at + 1) : right) add(a, b);
    });
  } else {
    let state = 0x9e3779b9;
    // xorshift32 (Marsaglia 2003): any even spread will do.
    const draw = (below: number) => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % below;
    };
    while (one.length < DRAWS) {
      const a = left[draw(left.length)];
      const b = right[draw(right.length)];
      if (a !== b) add(a, b);
    }
  }
  return { left: Int32Array.from(one), right: Int32Array.from(other) };
}
