/** Where a problem stands in a text, for a person. */
export interface Place {
  /** From 1 on. */
  line: number;
  column: number;
  /** Its line: what comes before the word that is meant, the word, and what comes behind it. */
  before: string;
  there: string;
  behind: string;
}

/** @param offset in characters from the start; one behind the end means the end */
export function placeIn(text: string, offset: number): Place {
  const at = Math.min(offset, text.length);
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const line = text.slice(from, end === -1 ? text.length : end);
  const rest = line.slice(at - from);
  const there = /^(?:\.?\w+|"[^"]*"?|\S)/u.exec(rest)?.[0] ?? ' ';
  return {
    line: text.slice(0, from).split('\n').length,
    column: at - from + 1,
    before: line.slice(0, at - from),
    there,
    behind: rest.slice(there.length),
  };
}
