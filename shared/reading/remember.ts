/**
 * Remembers what a pure function gave for the latest texts: of one line the same is asked again and again. Long texts are not kept, and
 * when there are many all are forgotten, so that it stays small whatever is read.
 */
export function remember<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, { value: T }>();
  return (text) => {
    if (text.length > LENGTH_MAX) return compute(text);
    const found = known.get(text);
    if (found !== undefined) return found.value;
    if (known.size >= SIZE_MAX) known.clear();
    const value = compute(text);
    known.set(text, { value });
    return value;
  };
}

const LENGTH_MAX = 100;
const SIZE_MAX = 2_000;
