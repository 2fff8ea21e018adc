/**
 * Remembers what a pure function gave for the latest texts: of one line the same is asked again and again. Long texts are not kept, and
 * when there are many all are forgotten, so that it stays small whatever is read.
 */
export function remember<More extends readonly (string | boolean | undefined)[], T>(
  compute: (text: string, ...more: More) => T,
): (text: string, ...more: More) => T {
  // By what comes after the text, which seldom changes: one key made of both would take longer than to look twice.
  const all = new Map<More[number], Map<string, { value: T }>>();
  let size = 0;
  return (text, ...more) => {
    if (text.length > LENGTH_MAX) return compute(text, ...more);
    // A function of one text may be handed to map, which says more.
    const rest = compute.length < 2 ? undefined : compute.length === 2 ? more[0] : more.join('\n');
    const found = all.get(rest)?.get(text);
    if (found !== undefined) return found.value;
    const value = compute(text, ...more);
    if (++size > SIZE_MAX) {
      all.clear();
      size = 1;
    }
    const known = all.get(rest);
    if (known === undefined) all.set(rest, new Map([[text, { value }]]));
    else known.set(text, { value });
    return value;
  };
}

const LENGTH_MAX = 100;
const SIZE_MAX = 5_000;
