/** The text of a document as a person would read it, line by line, without any layout. */
import { isElement, tagOf, TEXT, walk } from './dom.ts';

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
  /** Mark the lines of block quotes with `> `, as plain-text mail does. */
  quotes?: boolean;
}

/** @returns lines joined by "\n", with at most one empty line between paragraphs */
export function htmlToText(root: Node, options: TextOptions = {}): string {
  const lines: string[] = [];
  let line = '';
  let quoteDepth = 0;
  let preDepth = 0;
  let size = 0;
  const sizeMax = options.size ?? TEXT_MAX;
  let nodesLeft = options.nodes ?? Number.POSITIVE_INFINITY;

  const endLine = () => {
    const text = (preDepth > 0 ? line.trimEnd() : line.replace(/[ \t]+/gu, ' ').trim()).replace(/^-- ?$/u, '-- ');
    if (text !== '') lines.push('> '.repeat(Math.min(quoteDepth, 5)) + text);
    size += text.length;
    line = '';
  };
  const emptyLine = () => {
    endLine();
    if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
  };

  walk(
    root,
    (node) => {
      if (size > sizeMax || nodesLeft-- <= 0) return 'stop';
      if (node.nodeType === TEXT) {
        const text = node.nodeValue ?? '';
        if (preDepth === 0) line += text.replace(/[\s\u00a0]+/gu, ' ');
        else {
          const parts = text.replace(/\u00a0/gu, ' ').split(/\r?\n/u);
          line += parts[0] ?? '';
          for (const part of parts.slice(1)) {
            if (line.trim() === '') emptyLine();
            else endLine();
            line += part;
          }
        }
        return undefined;
      }
      if (!isElement(node)) return undefined;
      const tag = tagOf(node);
      if (SKIPPED.has(tag) || isHidden(node) || options.skip?.(node) === true) return 'skip';
      if (tag === 'br') {
        // A second line break in a row is an empty line, which separates a signature from the text above it.
        if (line.trim() === '') emptyLine();
        else endLine();
      } else if (tag === 'td' || tag === 'th') {
        // A row without an end would be looked at from its start again and again.
        if (line.length > 5_000) endLine();
        else if (line.trim() !== '') line += ' | ';
      } else if (PARAGRAPHS.has(tag)) emptyLine();
      else if (BLOCKS.has(tag)) endLine();
      else if (isField(node) && /\S$/u.test(line)) line += ' ';
      if (tag === 'blockquote' && options.quotes === true) quoteDepth++;
      if (tag === 'pre') preDepth++;
      if (tag === 'hr') lines.push('----------', '');
      return undefined;
    },
    (node) => {
      if (!isElement(node)) return;
      const tag = tagOf(node);
      if (PARAGRAPHS.has(tag)) emptyLine();
      else if (BLOCKS.has(tag)) endLine();
      if (tag === 'blockquote' && options.quotes === true) quoteDepth--;
      if (tag === 'pre') preDepth--;
    },
  );
  endLine();
  return lines.join('\n').trim();
}

/** A value of its own in microdata or RDFa: its text is set apart from what stands before it, even with no blank between them. */
export const isField = (element: Element): boolean =>
  element.hasAttribute('itemprop') || element.hasAttribute('property');

/** Hidden by its own attributes: preheaders, tracking texts and traps are not what the sender shows. */
export function isHidden(element: Element): boolean {
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
