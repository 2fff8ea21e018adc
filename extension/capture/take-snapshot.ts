/**
 * Copies the page: the only capture code that runs in a page, so it stays small and imports nothing. One pass over the tree writes the
 * HTML itself: `outerHTML` would take scripts, styles and what people typed, and cloning would start the clones' images and custom
 * elements. Nothing here asks for layout, and nothing changes the page.
 */
import type { Snapshot } from './page.ts';

/** The most characters of HTML in one snapshot, frames included. */
export const HTML_MAX = 5_000_000;
const FRAMES_MAX = 20;
const FRAME_DEPTH_MAX = 3;
const ATTRIBUTE_MAX = 4_000;
const SELECTION_MAX = 50_000;

const DROPPED = new Set('script style svg noscript link object embed canvas audio video picture source track textarea select'.split(' '));
const VOID = new Set('area base br col hr img input meta wbr'.split(' '));
/** Elements whose `value` is what somebody typed or chose. */
const FORM = new Set('input option button output'.split(' '));
/** Names in a webmail's own settings script that say which message is open and for whom; never its tokens. */
const SETTINGS = /"(username|uid|mailbox)":("(?:[^"\\]|\\.){0,300}")/g;

interface Budget {
  left: number;
  frames: number;
  isTruncated: boolean;
}

/** @param document the page's own */
export function takeSnapshot(document: Document): Snapshot {
  return copy(document, document.URL, { left: HTML_MAX, frames: FRAMES_MAX, isTruncated: false }, 0);
}

function copy(document: Document, url: string, budget: Budget, depth: number): Snapshot {
  const frames: Document[] = [];
  const before = budget.isTruncated;
  const html = write(document.documentElement, budget, frames, undefined);
  const selection = copySelection(document, budget);
  return {
    url: url.slice(0, 10_000),
    title: document.title.slice(0, 2_000),
    language: (document.documentElement?.getAttribute('lang') ?? '').slice(0, 100),
    html,
    ...(selection === undefined ? {} : { selection }),
    frames: depth >= FRAME_DEPTH_MAX ? [] : frames.map((frame) => copy(frame, frame.URL, budget, depth + 1)),
    truncated: budget.isTruncated && !before,
  };
}

function copySelection(document: Document, budget: Budget): Snapshot['selection'] {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  const common = range.commonAncestorContainer;
  const text = selection.toString().slice(0, SELECTION_MAX);
  return text.trim() === '' ? undefined : { text, html: write(common, { ...budget, left: SELECTION_MAX * 4 }, [], range) };
}

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\u00a0', '&nbsp;');

/** Writes a node and what is below it; without recursion, because pages may be nested deeper than the stack. */
function write(top: Node | null, budget: Budget, frames: Document[], range: Range | undefined): string {
  const parts: string[] = [];
  const put = (text: string) => {
    budget.left -= text.length;
    parts.push(text);
  };
  // A node still to be written, or the end tag to write after what is inside.
  const stack: (Node | string)[] = top === null ? [] : [top];
  while (stack.length > 0) {
    const item = stack.pop();
    if (item === undefined) break;
    if (typeof item === 'string') {
      put(item);
      continue;
    }
    if (budget.left <= 0) {
      budget.isTruncated = true;
      continue; // the end tags are still written
    }
    if (range !== undefined && !range.intersectsNode(item)) continue;
    if (item.nodeType === 3) put(escapeText(textWithin(item, range).slice(0, budget.left)));
    else if (item.nodeType === 11 || item.nodeType === 9) pushChildren(stack, item);
    else if (item.nodeType === 1) writeElement(item as Element, stack, put, frames, budget);
  }
  return parts.join('');
}

/** The part of a text node that is selected; all of it where there is no range. */
function textWithin(node: Node, range: Range | undefined): string {
  const text = node.nodeValue ?? '';
  if (range === undefined) return text;
  const end = node === range.endContainer ? range.endOffset : text.length;
  return text.slice(node === range.startContainer ? range.startOffset : 0, end);
}

function writeElement(element: Element, stack: (Node | string)[], put: (text: string) => void, frames: Document[], budget: Budget): void {
  const tag = element.localName;
  if (DROPPED.has(tag)) {
    if (tag === 'script') writeData(element, put);
    return;
  }
  put(`<${tag}${attributes(element, tag)}>`);
  if (VOID.has(tag)) return;
  stack.push(`</${tag}>`);
  if (tag === 'iframe' || tag === 'frame') {
    const inner = frameDocument(element);
    if (inner !== null && budget.frames-- > 0) frames.push(inner);
    return;
  }
  // What is being written in an editor belongs to its writer until it is sent.
  const editable = element.getAttribute('contenteditable');
  if (editable !== null && editable !== 'false') return;
  if (tag === 'template') pushChildren(stack, (element as HTMLTemplateElement).content);
  else pushChildren(stack, element);
  // Open shadow roots come before the element's own children, as a person sees them.
  if (element.shadowRoot !== null) pushChildren(stack, element.shadowRoot);
}

function pushChildren(stack: (Node | string)[], parent: Node): void {
  for (let child = parent.lastChild; child !== null; child = child.previousSibling) stack.push(child);
}

function attributes(element: Element, tag: string): string {
  let text = '';
  for (const { name, value } of element.attributes) {
    // Event handlers are never needed, a style only for what it hides.
    if (name.startsWith('on') || name === 'srcset' || name === 'srcdoc' || name === 'nonce' || name === 'integrity') continue;
    if (name === 'value' && FORM.has(tag)) continue;
    if (name === 'style' && !/display|visibility|mso-hide/i.test(value)) continue;
    const kept = /^data:[^,]{0,100};base64,/i.test(value) ? 'data:,' : value.slice(0, ATTRIBUTE_MAX);
    text += ` ${name}="${kept.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
  }
  return text;
}

/** Of scripts, only data: JSON-LD, and three settings by name. */
function writeData(script: Element, put: (text: string) => void): void {
  const type = (script.getAttribute('type') ?? '').trim().toLowerCase();
  const text = script.textContent ?? '';
  if (type.startsWith('application/ld+json')) {
    put(`<script type="application/ld+json">${text.slice(0, 500_000).replaceAll('</', '<\\/')}</script>`);
  } else if (text.includes('.set_env(')) {
    const settings = [...text.slice(0, 200_000).matchAll(SETTINGS)].map(([, name, value]) => `"${name}":${value}`);
    if (settings.length > 0) put(`<script type="application/json" data-larder="settings">{${settings.join(',').replaceAll('</', '<\\/')}}</script>`);
  }
}

/** `null` for a frame of another origin: the browser does not let us see it, and we do not ask again. */
function frameDocument(element: Element): Document | null {
  try {
    return (element as HTMLIFrameElement).contentDocument;
  } catch {
    return null;
  }
}
