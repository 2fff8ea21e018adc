/**
 * How large the machine is that RE2 builds for a regular expression. RE2 never backtracks, but its work is the length of the text times
 * that size, and `(…){1000}` makes a large one out of a few characters.
 */
export const PATTERN_SIZE_MAX = 500;

/** About the number of states; more rather than fewer. */
export function patternSize(pattern: string): number {
  /** The size of each group that is open, the whole expression first. */
  const open = [0];
  /** The size of what a repetition would repeat. */
  let last = 0;
  const add = (size: number) => {
    open.push((open.pop() ?? 0) + size);
    last = size;
  };
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') {
      at++;
      add(1);
    } else if (char === '[') {
      at = endOfClass(pattern, at);
      add(1);
    } else if (char === '(') open.push(0);
    else if (char === ')' && open.length > 1) add(1 + (open.pop() ?? 0));
    else if (char === '{') {
      const [text, least = '0', comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(pattern.slice(at, at + 20)) ?? [''];
      if (text === '') add(1);
      else {
        const times = Math.max(Number(least) + (comma === ',' ? 1 : 0), Number(most ?? 0));
        const size = last;
        add(size * Math.max(0, times - 1));
        last = size * times;
        at += text.length - 1;
      }
    } else add(1);
  }
  return open.reduce((sum, size) => sum + size, 0);
}

/** The place of the `]` that ends a class; one right at its beginning is a member. */
function endOfClass(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern[at] === '^') at++;
  if (pattern[at] === ']') at++;
  while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1;
  return at;
}
