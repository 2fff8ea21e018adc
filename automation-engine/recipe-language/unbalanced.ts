/**
 * Brackets and texts that are not closed, or closed without having been opened, said where they are: the parser only tells where it gave up.
 * For expressions alone that it refused; what it takes may look odd here.
 */

const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The first of them; offsets count from 0. */
export function findUnbalanced(source: string): { problem: string; offset: number } | undefined {
  const open: number[] = [];
  for (let at = 0; at < source.length; at++) {
    const char = source[at] ?? '';
    if (char === '"' || char === "'") {
      const end = endOfText(source, at);
      if (end === undefined) return { problem: `this ${char} begins a text that has no end`, offset: at };
      at = end;
    } else if ('([{'.includes(char)) open.push(at);
    else if (Object.hasOwn(CLOSES, char)) {
      const last = open.pop();
      if (last === undefined || source[last] !== CLOSES[char])
        return { problem: `this ${char} closes nothing`, offset: at };
    }
  }
  const last = open.at(-1);
  return last === undefined ? undefined : { problem: `this ${source[last]} is not closed`, offset: last };
}

/** Where the text that begins here ends; a quote after a backslash belongs to it. */
function endOfText(source: string, from: number): number | undefined {
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === source[from]) return at;
  }
  return undefined;
}
