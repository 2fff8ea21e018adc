/**
 * Shows where in the page a value was read: by the browser's own highlights (CSS Custom Highlight API), which change nothing in the
 * page's tree. Runs in the page, so it imports nothing.
 */

/** What to look for. */
export interface Wanted {
  /** The words that it was read from; may begin with a label that the page does not show. */
  near: string;
  /** Ways in which the value may be written, the likeliest first. */
  texts: readonly string[];
  /** Bring it into view: only when the person clicked. */
  scroll: boolean;
}

const NAME = 'larder-evidence';
const STYLE = `::highlight(${NAME}){background-color:#ffdf7e;color:#1d1d1b}`;
const UNREAD = 'script,style,noscript,template,textarea,select,[contenteditable]:not([contenteditable="false"])';
/** Where webmails keep an address of which they show only the name. */
const ATTRIBUTES = ['email', 'data-hovercard-id', 'title', 'href', 'aria-label'];
const NODES_MAX = 50_000;
const LETTERS_MAX = 2_000_000;
const MATCHES_MAX = 5;
/** A longer text holds no person's data; and each try costs as much as its node is long. */
const NODE_LETTERS_MAX = 100_000;
const TRIES_MAX = 20;
/** Blanks, marks that cannot be seen, and the bars by which readers part cells: they stand for nothing. */
const NOTHING = /[\s|\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]/u;

const ALL_NOTHING = new RegExp(NOTHING, 'gu');

/** @returns whether it was found, and a function that takes the highlight away */
export function highlightText(page: Window, wanted: Wanted): { isFound: boolean; clear: () => void } {
  const clears: (() => void)[] = [];
  for (const document of documentsOf(page.document)) {
    const ranges = findRanges(document, wanted);
    const [first] = ranges;
    if (first === undefined) continue;
    clears.push(paint(document, ranges));
    if (wanted.scroll) first.startContainer.parentElement?.scrollIntoView({ block: 'center' });
    break;
  }
  return { isFound: clears.length > 0, clear: () => clears.forEach((clear) => clear()) };
}

/** The page's own document and those of its frames of the same origin. */
function documentsOf(document: Document): Document[] {
  const frames = [...document.querySelectorAll('iframe')].slice(0, 20);
  return [document, ...frames.flatMap(({ contentDocument }) => (contentDocument === null ? [] : [contentDocument]))];
}

function paint(document: Document, ranges: Range[]): () => void {
  // Each document has highlights and style sheets of its own.
  const view = document.defaultView;
  if (view?.CSS.highlights === undefined) return () => {};
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(STYLE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  view.CSS.highlights.set(NAME, new view.Highlight(...ranges));
  return () => {
    view.CSS.highlights.delete(NAME);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}

/** The value within the words that it was read from; else those words; else the value wherever it is seen. */
export function findRanges(document: Document, { near, texts }: Wanted): Range[] {
  const text = textOf(document);
  for (const words of [near, near.replace(/^[\w-]{1,30}:\s*/u, '')]) {
    const [place] = text.find(words, 1);
    if (place === undefined) continue;
    const [within] = texts.flatMap((each) => text.find(each, 1, place.start, place.end));
    return [(within ?? place).range];
  }
  for (const each of texts) {
    const found = text.find(each, MATCHES_MAX);
    if (found.length > 0) return found.map(({ range }) => range);
  }
  return texts.flatMap((each) => rangesOfAttributes(document, each)).slice(0, MATCHES_MAX);
}

interface Place {
  start: number;
  end: number;
  range: Range;
}

/** The page's text without blanks: a line of a signature may be spread over cells and blocks. */
function textOf(document: Document) {
  const nodes: { node: Text; start: number }[] = [];
  let all = '';
  const walker = document.createTreeWalker(document.body ?? document, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (nodes.length >= NODES_MAX || all.length > LETTERS_MAX) break;
    const { data } = node as Text;
    if (data.length > NODE_LETTERS_MAX || !/\S/.test(data) || node.parentElement?.closest(UNREAD) !== null) continue;
    nodes.push({ node: node as Text, start: all.length });
    all += bare(data);
  }
  /** A letter of `all`, as a node and a place in it. */
  const at = (index: number): [Text, number] => {
    let [low, high] = [0, nodes.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((nodes[middle]?.start ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const { node, start } = nodes[low] as { node: Text; start: number };
    let left = index - start;
    let offset = 0;
    while (offset < node.data.length && (left > 0 || NOTHING.test(node.data.charAt(offset))))
      if (!NOTHING.test(node.data.charAt(offset++))) left--;
    return [node, offset];
  };
  return {
    find(words: string, max: number, from = 0, to = all.length): Place[] {
      const needle = bare(words);
      const found: Place[] = [];
      let tries = 0;
      for (let start = from; needle.length > 1 && found.length < max && tries++ < TRIES_MAX; start++) {
        start = all.indexOf(needle, start);
        const end = start + needle.length;
        if (start < 0 || end > to) break;
        const [node, offset] = at(start);
        const [lastNode, last] = at(end - 1);
        if (!isWhole(node, offset, lastNode, last + 1)) continue;
        const range = document.createRange();
        range.setStart(node, offset);
        range.setEnd(lastNode, last + 1);
        if (isSeen(range)) found.push({ start, end, range });
      }
      return found;
    },
  };
}

/** Letter by letter, because the lower case of a few letters is longer. */
function bare(text: string): string {
  const small = text.toLowerCase();
  return (small.length === text.length ? small : text).replace(ALL_NOTHING, '');
}

/** `dan@globex.test` is not in `jordan@globex.test`, nor a number in a longer one. */
function isWhole(node: Text, start: number, lastNode: Text, end: number): boolean {
  const isPart = (a: string, b: string) => /[\p{L}\p{N}]/u.test(a) && /[\p{L}\p{N}]/u.test(b) && !isDense(a + b);
  return (
    !isPart(node.data.charAt(start - 1), node.data.charAt(start)) &&
    !isPart(lastNode.data.charAt(end - 1), lastNode.data.charAt(end))
  );
}

/** Scripts that put no blanks between words. */
const isDense = (letters: string) =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(letters);

const isSeen = (range: Range): boolean => [...range.getClientRects()].some(({ width, height }) => width * height > 0);

function rangesOfAttributes(document: Document, text: string): Range[] {
  const needle = text.trim().toLowerCase();
  if (needle.length < 4) return [];
  const selector = ATTRIBUTES.map((name) => `[${name}*="${CSS.escape(needle)}" i]`).join(',');
  return [...document.querySelectorAll(selector)].slice(0, MATCHES_MAX * 4).flatMap((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return isSeen(range) ? [range] : [];
  });
}
