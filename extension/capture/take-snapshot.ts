/**
 * Copies the page: the only capture code that runs in a page, so it stays small and imports nothing but types. The copy is made
 * into an inert document, where images do not load, custom elements are not constructed and nothing runs; what must not leave the
 * page is taken out there, and the browser writes the HTML. That is ten times faster than walking the tree here. A large page is
 * copied piece by piece, and between the pieces the page's thread is free. Nothing asks for layout, and nothing changes the page.
 *
 * Never `form.firstChild` or `document.title` of the page's own nodes: a field or picture with that name stands in their place
 * (HTML standard, "named properties"). `own` asks past them.
 */
import type { Snapshot } from './page.ts';

/** Marks, in the copy only, the element that the person pointed at. */
export const PICKED = 'data-larder-picked';
/** The most characters of HTML in one snapshot, frames included. */
export const HTML_MAX = 5_000_000;
/** The rest of a larger or deeper page is not copied: browsers crash on copying a very deep tree. */
const ELEMENTS_MAX = 300_000;
const DEPTH_MAX = 500;
const FRAMES_MAX = 20;
const FRAME_DEPTH_MAX = 3;
const SELECTION_MAX = 50_000;
/** Elements that are copied in one go: some milliseconds on a slow machine. */
const PIECE = 1_000;
/** Children of one element that are noted at a time, for the page may move them while it runs: more than any page but a hostile one has. */
const NOTED = 10_000;
/** After so long the page's thread is let go. Half of what counts as a long task, for the last piece goes over it. */
const SLICE_MS = 20;

/** What runs, styles, draws, plays, or holds what somebody typed: text areas, and editors whose mail is not sent yet. */
const DROPPED =
  'script:not([type^="application/ld+json" i]):not([data-larder]),style,svg,noscript,link,object,embed,canvas,audio,video,textarea';
/** Only their tags are kept. */
const EMPTIED = '[contenteditable]:not([contenteditable="false"]),select';
/** The elements whose attributes are looked at. A style counts only for what it hides. */
const CLEANED =
  'input,option,button,output,[srcdoc],[src^="data:" i],[href^="data:" i],[style]:not([style*="none"]):not([style*="hid"])';
/** Names in a webmail's own settings script that say which message is open and for whom; never its tokens. */
const SETTINGS = /"(username|uid|mailbox)":("(?:[^"\\]|\\.){0,300}")/g;

/** What a form and a document call by their names and ids. */
const NAMED = ':is(input,button,select,output,fieldset,textarea,img,form,iframe,frame,embed,object):is([name],[id])';

/** A property of a node whatever its page calls so. */
const own = <T extends object, K extends keyof T>(prototype: T, name: K, node: T): T[K] =>
  Reflect.get(prototype, name, node) as T[K];

interface Budget {
  left: number;
  frames: number;
  elements: number;
  /** When the page's thread is to be let go. */
  until: number;
  /** Something was left out. */
  isOver: boolean;
  picked?: Element;
}

/**
 * @param document the page's own
 * @param picked an element to mark in the copy
 */
export function takeSnapshot(document: Document, picked?: Element): Promise<Snapshot> {
  const budget: Budget = {
    left: HTML_MAX,
    frames: FRAMES_MAX,
    elements: ELEMENTS_MAX,
    until: 0,
    isOver: false,
    picked,
  };
  budget.until = performance.now() + SLICE_MS;
  return copyDocument(document, budget, 0);
}

async function copyDocument(document: Document, budget: Budget, depth: number): Promise<Snapshot> {
  const inert = new DOMParser().parseFromString('', 'text/html');
  const top = own(Document.prototype, 'documentElement', document);
  // First, and at once: what follows may take a while, in which the person selects something else or the page opens something else.
  const url = own(Document.prototype, 'URL', document);
  const title = own(Document.prototype, 'title', document);
  const selection = copySelection(document, inert);
  const rest = { ...budget, isOver: false };
  const parts: string[] = [];
  for (const part of writePieces([top], inert, rest, 0)) {
    if (part.length > rest.left) {
      // Between two tags.
      parts.push(part.slice(0, Math.max(part.lastIndexOf('<', rest.left), 0)));
      rest.left = 0;
      rest.isOver = true;
      break;
    }
    rest.left -= part.length;
    parts.push(part);
    if (performance.now() > rest.until) {
      await letPageRun();
      rest.until = performance.now() + SLICE_MS;
    }
  }
  const { isOver } = rest;
  Object.assign(budget, rest);
  return {
    url: url.slice(0, 10_000),
    title: title.slice(0, 2_000),
    language: top.lang.slice(0, 100),
    html: parts.join(''),
    ...(selection === undefined ? {} : { selection }),
    frames: depth < FRAME_DEPTH_MAX ? await copyFrames(document, budget, depth) : [],
    truncated: isOver,
  };
}

/** Long enough for clicks and keys to be answered. A tab in the background runs timers once a second, and messages at any time. */
export const letPageRun = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

async function copyFrames(document: Document, budget: Budget, depth: number): Promise<Snapshot[]> {
  const frames: Snapshot[] = [];
  for (const frame of Document.prototype.querySelectorAll.call(document, 'iframe,frame')) {
    const inner = frameDocument(frame as HTMLIFrameElement);
    if (inner !== null && own(Document.prototype, 'documentElement', inner) !== null && budget.frames-- > 0)
      frames.push(await copyDocument(inner, budget, depth + 1));
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

/** The HTML of clean copies of nodes, in pieces, with open shadow roots in place. What the page adds meanwhile may be missing. */
function* writePieces(nodes: Iterable<Node>, inert: Document, budget: Budget, depth: number): Generator<string> {
  let holder = inert.createElement('div');
  let size = 0;
  const take = () => {
    const full = holder;
    holder = inert.createElement('div');
    size = 0;
    clean(full);
    return full.innerHTML;
  };
  for (const node of nodes) {
    const count =
      own(Node.prototype, 'nodeType', node) === 1 ? countElements(node as Element, inert, budget.picked) : 0;
    if (count <= PIECE) {
      holder.append(inert.importNode(node, true));
      size += count + 0.1;
      budget.elements -= count;
      if (size > PIECE) yield take();
    } else {
      yield take();
      yield* writeLarge(node as Element, inert, budget, depth);
    }
    if (budget.elements < 0) {
      budget.isOver = true;
      break;
    }
  }
  if (size > 0) yield take();
}

/** The element's tags, and what is between them in pieces. */
function* writeLarge(element: Element, inert: Document, budget: Budget, depth: number): Generator<string> {
  if (isAmong(element, DROPPED)) return;
  const holder = inert.createElement('div');
  holder.append(inert.importNode(element, false));
  clean(holder);
  if (element === budget.picked) holder.firstElementChild?.setAttribute(PICKED, '');
  const tags = holder.innerHTML;
  const end = Math.max(tags.lastIndexOf('</'), 0);
  yield tags.slice(0, end);
  budget.elements--;
  if (depth >= DEPTH_MAX) budget.isOver = true;
  else if (!isAmong(element, EMPTIED)) {
    const shadow = own(Element.prototype, 'shadowRoot', element);
    if (shadow !== null) yield* writePieces(childrenOf(shadow, budget), inert, budget, depth + 1);
    yield* writePieces(childrenOf(element, budget), inert, budget, depth + 1);
  }
  yield tags.slice(end);
}

function* childrenOf(parent: Node, budget: Budget): Generator<Node> {
  let next = own(Node.prototype, 'firstChild', parent);
  while (next !== null) {
    const noted: Node[] = [];
    for (; next !== null && noted.length < NOTED; next = own(Node.prototype, 'nextSibling', next)) noted.push(next);
    yield* noted;
    if (next !== null && own(Node.prototype, 'parentNode', next) !== parent) {
      // The page took away where we were.
      budget.isOver = true;
      return;
    }
  }
}

/** The elements in a tree, itself included, as far as `PIECE`; a tree with a shadow root or the picked element in it is large, whatever its size. */
function countElements(root: Element, inert: Document, picked?: Element): number {
  // A walker for each of a hundred thousand links, or a walk at each of five hundred levels, would take longer than the copy.
  if (own(Element.prototype, 'firstElementChild', root) === null && root !== picked)
    return own(Element.prototype, 'shadowRoot', root) === null ? 1 : PIECE + 1;
  if (Element.prototype.getElementsByTagName.call(root, '*')[PIECE - 1] !== undefined) return PIECE + 1;
  const walker = inert.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  let count = 0;
  for (let at: Node | null = root; at !== null; at = walker.nextNode())
    if (++count > PIECE || at === picked || own(Element.prototype, 'shadowRoot', at as Element) !== null)
      return PIECE + 1;
  return count;
}

const isAmong = (element: Element, selector: string): boolean => Element.prototype.matches.call(element, selector);

/** Takes away the names by which elements would stand in the place of their form's or document's own properties. */
export function unclobber(scope: ParentNode): void {
  const isTaken = (name: string) => name in HTMLFormElement.prototype || name in Document.prototype;
  const named = Reflect.apply(
    scope instanceof Document ? Document.prototype.querySelectorAll : Element.prototype.querySelectorAll,
    scope,
    [NAMED],
  ) as NodeListOf<Element>;
  for (const element of named)
    for (const attribute of ['name', 'id'])
      if (isTaken(Element.prototype.getAttribute.call(element, attribute) ?? ''))
        Element.prototype.removeAttribute.call(element, attribute);
}

function clean(scope: Element): void {
  unclobber(scope);
  // The page must not say what was pointed at.
  for (const element of scope.querySelectorAll(`[${PICKED}]`)) element.removeAttribute(PICKED);
  for (const script of scope.querySelectorAll('script:not([src])')) keepSettings(script);
  for (const element of scope.querySelectorAll(DROPPED)) element.remove();
  for (const element of scope.querySelectorAll(EMPTIED)) element.textContent = '';
  for (const element of scope.querySelectorAll(CLEANED)) {
    element.removeAttribute('srcdoc');
    if (/^(?:input|option|button|output)$/.test(element.localName)) element.removeAttribute('value');
    for (const name of ['src', 'href'])
      if (/^data:/i.test(element.getAttribute(name) ?? '')) element.setAttribute(name, 'data:,');
    const style = element.getAttribute('style');
    if (style !== null && !/none|hid/.test(style)) element.removeAttribute('style');
  }
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
  const selection = Document.prototype.getSelection.call(document);
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return undefined;
  const text = selection.toString().slice(0, SELECTION_MAX);
  if (text.trim() === '') return undefined;
  // Not cloneContents: its nodes would belong to the page's document, and its images would load.
  const range = selection.getRangeAt(0);
  const budget = { left: 0, frames: 0, elements: PIECE * 5, until: 0, isOver: false };
  let html = '';
  for (const part of writePieces(selectedNodes(range), inert, budget, 0)) {
    html += part;
    if (html.length > SELECTION_MAX * 4) break;
  }
  return { text, html: html.slice(0, SELECTION_MAX * 4) };
}

/** The selected children of the node that holds the selection; whole ones, because `text` says exactly what was selected. */
function selectedNodes(range: Range): Node[] {
  const common = range.commonAncestorContainer;
  return own(Node.prototype, 'nodeType', common) === 1
    ? [...own(Node.prototype, 'childNodes', common)].filter((child) => range.intersectsNode(child)).slice(0, 2_000)
    : [common];
}
