/**
 * Lets the person point at an element of the page. While they do, a frame that takes no clicks lies over the page, and the click that
 * chooses goes nowhere else; afterwards the page is as it was. No zod here, and nothing that is not needed: the page loads it.
 */

/** What the mouse does while an element is chosen is no business of the page. */
const SWALLOWED = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'dblclick', 'auxclick', 'contextmenu'] as const;

/**
 * @param onDone called once, with the element, or without one when the person pressed Escape
 * @returns stops at once, without calling `onDone`
 */
export function pickElement(page: Window, onDone: (element: Element | undefined) => void): () => void {
  const { document } = page;
  const frame = makeFrame(document);
  let current: Element | undefined;

  const show = (element: Element | undefined) => {
    current = element;
    frame.around(element);
  };
  const stop = () => {
    frame.remove();
    page.removeEventListener('pointermove', onMove, true);
    page.removeEventListener('scroll', onScroll, true);
    page.removeEventListener('click', onClick, true);
    page.removeEventListener('keydown', onKey, true);
    for (const name of SWALLOWED) page.removeEventListener(name, swallow, true);
  };
  const choose = (element: Element | undefined) => {
    stop();
    onDone(element);
  };
  const onMove = (event: Event) => show(elementOf(event));
  const onScroll = () => frame.around(current);
  const onClick = (event: Event) => {
    // A page cannot choose in the person's place.
    if (!event.isTrusted) return;
    swallow(event);
    choose(elementOf(event) ?? current);
  };
  const onKey = (event: KeyboardEvent) => {
    if (!event.isTrusted) return;
    const next = { ArrowUp: current?.parentElement, ArrowDown: current?.firstElementChild }[event.key];
    if (event.key === 'Escape') choose(undefined);
    else if (event.key === 'Enter' && current !== undefined) choose(current);
    else if (next !== null && next !== undefined) show(next);
    else return;
    // Only the keys that choose: all others are still the page's and the browser's.
    swallow(event);
  };
  page.addEventListener('pointermove', onMove, true);
  page.addEventListener('scroll', onScroll, true);
  page.addEventListener('click', onClick, true);
  page.addEventListener('keydown', onKey, true);
  for (const name of SWALLOWED) page.addEventListener(name, swallow, true);
  return stop;
}

function swallow(event: Event): void {
  if (!event.isTrusted) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Also within open shadow roots. */
function elementOf(event: Event): Element | undefined {
  const [target] = event.composedPath();
  return target instanceof Element ? target : undefined;
}

/** In a closed shadow root, so that neither the page's styles nor its scripts reach it. */
function makeFrame(document: Document) {
  const host = document.createElement('larder-pointer');
  host.style.cssText =
    'all:initial!important;position:fixed!important;inset:0!important;pointer-events:none!important;z-index:2147483647!important';
  const box = document.createElement('div');
  box.style.cssText =
    'position:fixed;display:none;box-sizing:border-box;border:2px solid #1f6f54;border-radius:4px;background:rgba(31,111,84,.15);outline:1px solid #fff;pointer-events:none';
  host.attachShadow({ mode: 'closed' }).append(box);
  document.documentElement.append(host);
  return {
    around(element: Element | undefined) {
      const at = element?.getBoundingClientRect();
      box.style.display = at === undefined ? 'none' : 'block';
      if (at === undefined) return;
      box.style.left = `${at.left - 2}px`;
      box.style.top = `${at.top - 2}px`;
      box.style.width = `${at.width + 4}px`;
      box.style.height = `${at.height + 4}px`;
    },
    remove: () => host.remove(),
  };
}
