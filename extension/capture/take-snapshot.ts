/**
 * Copies the page: the only capture code that runs in a page, so it stays small and imports nothing but types. The copy is made
 * into an inert document, where images do not load, custom elements are not constructed and nothing runs; what must not leave the
 * page is taken out there, and the browser writes the HTML. That is ten times faster than walking the tree here. Nothing asks for
 * layout, and nothing changes the page.
 */
import type { Snapshot } from './page.ts';

/** Marks, in the copy only, the element that the person pointed at. */
export const PICKED = 'data-larder-picked';
/** The most characters of HTML in one snapshot, frames included. */
export const HTML_MAX = 5_000_000;
/** Larger or deeper pages are not copied: it would hold the page's thread, and browsers crash on copying a very deep tree. */
const ELEMENTS_MAX = 300_000;
const DEPTH_MAX = 2_000;
const FRAMES_MAX = 20;
const FRAME_DEPTH_MAX = 3;
const SELECTION_MAX = 50_000;

/** What runs, styles, draws, plays, or holds what somebody typed: text areas, and editors whose mail is not sent yet. */
const DROPPED =
  'script:not([type^="application/ld+json" i]):not([data-larder]),style,svg,noscript,link,object,embed,canvas,audio,video,textarea,[contenteditable]:not([contenteditable="false"]) > *';
/** Names in a webmail's own settings script that say which message is open and for whom; never its tokens. */
const SETTINGS = /"(username|uid|mailbox)":("(?:[^"\\]|\\.){0,300}")/g;

interface Budget {
  left: number;
  frames: number;
  picked?: Element;
}

/**
 * @param document the page's own
 * @param picked an element to mark in the copy
 */
export function takeSnapshot(document: Document, picked?: Element): Snapshot {
  return copyDocument(document, { left: HTML_MAX, frames: FRAMES_MAX, picked }, 0);
}

function copyDocument(document: Document, budget: Budget, depth: number): Snapshot {
  const inert = document.implementation.createHTMLDocument('');
  const isTooLarge = isTooMuch(document.documentElement);
  const root = isTooLarge ? document.createElement('html') : copyNode(document.documentElement, inert, budget.picked);
  const html = (root as Element).outerHTML;
  const kept = html.length <= budget.left ? html : html.slice(0, html.lastIndexOf('<', budget.left) + 1).slice(0, -1);
  budget.left -= kept.length;
  const selection = copySelection(document, inert);
  return {
    url: document.URL.slice(0, 10_000),
    title: document.title.slice(0, 2_000),
    language: document.documentElement.lang.slice(0, 100),
    html: kept,
    ...(selection === undefined ? {} : { selection }),
    frames: depth < FRAME_DEPTH_MAX ? copyFrames(document, budget, depth) : [],
    truncated: isTooLarge || kept.length < html.length,
  };
}

function isTooMuch(root: Element): boolean {
  let depth = 0;
  let count = 0;
  for (let at: Element | null = root; at !== null;) {
    if (++count > ELEMENTS_MAX || depth > DEPTH_MAX) return true;
    if (at.firstElementChild !== null) {
      at = at.firstElementChild;
      depth++;
      continue;
    }
    while (at !== null && at !== root && at.nextElementSibling === null) {
      at = at.parentElement;
      depth--;
    }
    at = at === null || at === root ? null : at.nextElementSibling;
  }
  return false;
}

function copyFrames(document: Document, budget: Budget, depth: number): Snapshot[] {
  const frames: Snapshot[] = [];
  for (const frame of document.querySelectorAll<HTMLIFrameElement>('iframe,frame')) {
    const inner = frameDocument(frame);
    if (inner?.documentElement && budget.frames-- > 0) frames.push(copyDocument(inner, budget, depth + 1));
  }
  return frames;
}

/** `null` for a frame of another origin: the browser does not let us see it, and we do not ask again. */
function frameDocument(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

/** A clean copy of a node in the inert document, with its open shadow roots in place. */
function copyNode(node: Node, inert: Document, picked?: Element): Node {
  const copy = inert.importNode(node, true);
  const scope = copy.nodeType === 1 || copy.nodeType === 11 ? (copy as Element | DocumentFragment) : null;
  if (scope === null) return copy;
  if (picked !== undefined) {
    for (const element of scope.querySelectorAll(`[${PICKED}]`)) element.removeAttribute(PICKED);
    if (node === picked) (copy as Element).setAttribute(PICKED, '');
  }
  // Before anything is removed, the elements of the copy stand in the order of the originals.
  const originals = (node as Element | DocumentFragment).querySelectorAll('*');
  let copies: NodeListOf<Element> | undefined;
  originals.forEach((original, at) => {
    if (original.shadowRoot === null && original !== picked) return;
    copies ??= scope.querySelectorAll('*');
    if (original === picked) copies[at]?.setAttribute(PICKED, '');
    if (original.shadowRoot === null) return;
    for (const child of [...original.shadowRoot.childNodes].toReversed())
      copies[at]?.prepend(copyNode(child, inert, picked));
  });
  clean(scope);
  return copy;
}

function clean(scope: Element | DocumentFragment): void {
  for (const script of scope.querySelectorAll('script:not([src])')) keepSettings(script);
  for (const element of scope.querySelectorAll(DROPPED)) element.remove();
  for (const element of scope.querySelectorAll('[contenteditable]:not([contenteditable="false"])'))
    element.textContent = '';
  for (const element of scope.querySelectorAll('input,option,button,output')) element.removeAttribute('value');
  for (const element of scope.querySelectorAll('select')) element.textContent = '';
  for (const element of scope.querySelectorAll('[src^="data:" i]')) element.setAttribute('src', 'data:,');
  for (const element of scope.querySelectorAll('[href^="data:" i]')) element.setAttribute('href', 'data:,');
  for (const element of scope.querySelectorAll('[srcdoc]')) element.removeAttribute('srcdoc');
  // A style counts only for what it hides.
  for (const element of scope.querySelectorAll('[style]:not([style*="none"]):not([style*="hid"])'))
    element.removeAttribute('style');
}

/** Of a webmail's settings, three values by name. */
function keepSettings(script: Element): void {
  const text = (script.textContent ?? '').slice(0, 200_000);
  if (!text.includes('.set_env(')) return;
  const settings = [...text.matchAll(SETTINGS)].map(([, name, value]) => `"${name}":${value}`);
  script.setAttribute('type', 'application/json');
  script.setAttribute('data-larder', 'settings');
  script.textContent = `{${settings.join(',').replaceAll('</', '<\\/')}}`;
}

function copySelection(document: Document, inert: Document): Snapshot['selection'] {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return undefined;
  const text = selection.toString().slice(0, SELECTION_MAX);
  if (text.trim() === '') return undefined;
  // Not cloneContents: its nodes would belong to the page's document, and its images would load.
  const range = selection.getRangeAt(0);
  const holder = inert.createElement('div');
  for (const node of selectedNodes(range)) holder.append(copyNode(node, inert));
  return { text, html: holder.innerHTML.slice(0, SELECTION_MAX * 4) };
}

/** The selected children of the node that holds the selection; whole ones, because `text` says exactly what was selected. */
function selectedNodes(range: Range): Node[] {
  const common = range.commonAncestorContainer;
  return common.nodeType === 1
    ? [...common.childNodes].filter((child) => range.intersectsNode(child)).slice(0, 2_000)
    : [common];
}
