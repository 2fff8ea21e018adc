/**
 * Remembers what a pure function gave for the latest texts: of one line the same is asked again and again. Long texts are not kept, and
 * when there are many all are forgotten, so that it stays small whatever is read.
 */
export function remember<More extends readonly (string | boolean | undefined)[], T>(
  compute: (text: string, ...more: More) => T,
): (text: string, ...more: More) => T {
  const known = new Map<string, { value: T }>();
  // A function of one text may be handed to map, which says more.
  const isPlain = compute.length === 1;
  return (text, ...more) => {
    if (text.length > LENGTH_MAX) return compute(text, ...more);
    const key = isPlain ? text : `${more.join('\n')}\n${text}`;
    const found = known.get(key);
    if (found !== undefined) return found.value;
    if (known.size >= SIZE_MAX) known.clear();
    const value = compute(text, ...more);
    known.set(key, { value });
    return value;
  };
}

const LENGTH_MAX = 100;
const SIZE_MAX = 2_000;
