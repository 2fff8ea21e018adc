/** Hints for words that were nearly right. */

/** The candidate that a person most likely meant, if one is near enough. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > 64) return undefined;
  const limit = Math.max(1, Math.min(3, Math.floor(word.length / 3)));
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const found = distance(word.toLowerCase(), candidate.toLowerCase());
    if (found <= limit && (best === undefined || found < best.distance)) best = { candidate, distance: found };
  }
  return best?.candidate;
}

/** `did you mean "trigger"?`, or the few that there are. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const all = [...candidates];
  const near = closest(word, all);
  if (near !== undefined) return `did you mean "${near}"?`;
  return all.length === 0 || all.length > 40 ? undefined : `there is ${all.map((name) => `"${name}"`).join(', ')}`;
}

/** How many letters to insert, remove, change or swap with a neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      current.push(cost);
    }
    older = previous;
    previous = current;
  }
  return previous[b.length] ?? a.length;
}
