/** The text of a document as a person would read it, line by line, without any layout. */
import { isElement, tagOf, TEXT, walk, type Tag } from './dom.ts';
import { linkText } from './link-text.ts';

const SKIPPED = new Set(
  'script style noscript template svg math head title object embed iframe frame audio video canvas select option textarea button'.split(
    ' ',
  ),
);
const BLOCKS = new Set(
  `address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
   header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul`.split(/\s+/u),
);
const PARAGRAPHS = new Set('p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre address'.split(' '));

/** Blanks that are no single space. */
const WIDE = /[^\S ]| {2}/;

const BREAKS = /[\u00ad\u200b\u2060]/;
const ALL_BREAKS = /[\u00ad\u200b\u2060]/g;

/** Without the marks where a long word may break or must not: they are no part of an address or a name. */
export const withoutBreaks = (text: string): string => (BREAKS.test(text) ? text.replace(ALL_BREAKS, '') : text);

/** Whether what is in an element is none of a text that people read. */
export const isSilent = (tag: string): boolean => SKIPPED.has(tag);

/** Whether an element starts a line of its own. */
export const isBlock = (tag: string): boolean => BLOCKS.has(tag) || tag === 'td' || tag === 'th';

/** More text than this is cut: no message or page needs more for finding people. */
export const TEXT_MAX = 2_000_000;

export interface TextOptions {
  /** Elements to leave out besides scripts, styles, forms and media. */
  skip?: (element: Element) => boolean;
  /** Visit at most so many nodes. */
  nodes?: number;
  /** Stop after so many characters, about. */
  size?: number;
  /** Write as plain-text mail does: lines of block quotes with `> `, and where a link leads that shows no address. */
  quotes?: boolean;
}

/** Puts a text together from what a walk over a document meets. */
export class TextLines {
  private readonly lines: string[] = [];
  private readonly quotes: boolean;
  private readonly sizeMax: number;
  private line = '';
  private size = 0;
  private quoteDepth = 0;
  private preDepth = 0;
  private linkStart = 0;

  constructor({ quotes = false, size = TEXT_MAX }: Pick<TextOptions, 'quotes' | 'size'> = {}) {
    this.quotes = quotes;
    this.sizeMax = size;
  }

  get isFull(): boolean {
    return this.size > this.sizeMax;
  }

  text(written: string): void {
    const text = withoutBreaks(written);
    if (this.preDepth === 0) {
      this.line += WIDE.test(text) ? text.replace(/\s+/g, ' ') : text;
      return;
    }
    const [first = '', ...rest] = text.replace(/\u00a0/gu, ' ').split(/\r?\n/u);
    this.line += first;
    for (const part of rest) {
      this.break();
      this.line += part;
    }
  }

  /** @param isSetApart the element is a value of its own: `isField` */
  open(tag: string, isSetApart: boolean): void {
    if (tag === 'br') this.break();
    else if (tag === 'td' || tag === 'th') {
      // A row without an end would be looked at from its start again and again.
      if (this.line.length > 5_000) this.endLine();
      else if (this.line.trim() !== '') this.line += ' | ';
    } else if (!this.edge(tag) && isSetApart && /\S$/u.test(this.line)) this.line += ' ';
    if (tag === 'blockquote' && this.quotes) this.quoteDepth++;
    if (tag === 'pre') this.preDepth++;
    if (tag === 'hr') this.lines.push('----------', '');
  }

  close(tag: string): void {
    this.edge(tag);
    if (tag === 'blockquote' && this.quotes) this.quoteDepth--;
    if (tag === 'pre') this.preDepth--;
  }

  openLink(): void {
    this.linkStart = this.line.length;
  }

  closeLink(href: string): void {
    const text = linkText(this.line.slice(this.linkStart), href);
    if (text !== undefined) this.line = this.line.slice(0, this.linkStart) + text;
  }

  /** Lines joined by "\n", with at most one empty line between paragraphs. */
  end(): string {
    this.endLine();
    return this.lines.join('\n').trim();
  }

  /** Whether a line ends where such an element starts or ends. */
  private edge(tag: string): boolean {
    if (PARAGRAPHS.has(tag)) this.emptyLine();
    else if (BLOCKS.has(tag)) this.endLine();
    else return false;
    return true;
  }

  /** A second line break in a row is an empty line, which separates a signature from the text above it. */
  private break(): void {
    if (this.line.trim() === '') this.emptyLine();
    else this.endLine();
  }

  private endLine(): void {
    if (this.line === '') return;
    const line =
      this.preDepth > 0
        ? this.line.trimEnd()
        : (WIDE.test(this.line) ? this.line.replace(/[ \t]+/g, ' ') : this.line).trim();
    const text = line === '--' ? '-- ' : line;
    if (text !== '') this.lines.push('> '.repeat(Math.min(this.quoteDepth, 5)) + text);
    this.size += text.length;
    this.line = '';
    this.linkStart = 0;
  }

  private emptyLine(): void {
    this.endLine();
    if (this.lines.length > 0 && this.lines.at(-1) !== '') this.lines.push('');
  }
}

/** @returns lines joined by "\n", with at most one empty line between paragraphs */
export function htmlToText(root: Node, options: TextOptions = {}): string {
  const lines = new TextLines(options);
  let nodesLeft = options.nodes ?? Number.POSITIVE_INFINITY;
  walk(
    root,
    (node) => {
      if (lines.isFull || nodesLeft-- <= 0) return 'stop';
      if (node.nodeType === TEXT) lines.text(node.nodeValue ?? '');
      else if (isElement(node)) {
        const tag = tagOf(node);
        if (isSilent(tag) || isHidden(node) || options.skip?.(node) === true) return 'skip';
        lines.open(tag, isField(node));
        if (tag === 'a' && options.quotes === true) lines.openLink();
      }
      return undefined;
    },
    (node) => {
      if (!isElement(node)) return;
      const tag = tagOf(node);
      if (tag === 'a' && options.quotes === true) lines.closeLink(node.getAttribute('href') ?? '');
      lines.close(tag);
    },
  );
  return lines.end();
}

/** A value of its own in microdata or RDFa: its text is set apart from what stands before it, even with no blank between them. */
export const isField = (element: Element): boolean =>
  element.hasAttribute('itemprop') || element.hasAttribute('property');

/** Hidden by its own attributes: preheaders, tracking texts and traps are not what the sender shows. */
export function isHidden(element: Tag): boolean {
  if (!element.hasAttributes()) return false;
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true;
  const style = element.getAttribute('style');
  return style !== null && /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/iu.test(style);
}

/** The text of one element on one line; of a large one its beginning. */
export const textOf = (element: Node, options: TextOptions = {}): string =>
  htmlToText(element, { nodes: 3_000, ...options })
    .slice(0, 20_000)
    .replace(/\s+/gu, ' ')
    .trim();
