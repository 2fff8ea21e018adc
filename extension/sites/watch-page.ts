/** Tells when a page shows something else, without asking more of it than it must. */

/** After a new address or a loaded frame: a message was opened. */
const SOON_MS = 250;
/** After any other change of the page: a clock, an advertisement, a list that fills. */
const LATER_MS = 1_500;

/** Calls `onChange` after changes, until the returned function is called. Watches the page's own tree and its frames' loading. */
export function watchPage(
  page: Window & { MutationObserver?: typeof MutationObserver },
  onChange: () => void,
): () => void {
  const { document } = page;
  let href = page.location.href;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Infinity;
  const tell = () => {
    timer = undefined;
    due = Infinity;
    onChange();
  };
  const plan = (millis: number) => {
    const at = Date.now() + millis;
    // A page that never rests must not put it off for ever: the earliest plan stands.
    if (timer !== undefined && at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(tell, millis);
  };
  const onMutation = () => {
    const isNewAddress = page.location.href !== href;
    href = page.location.href;
    plan(isNewAddress ? SOON_MS : LATER_MS);
  };
  const onSoon = () => plan(SOON_MS);
  // The load of a frame does not bubble; it can be seen on its way down.
  const onLoad = (event: Event) => {
    if (event.target instanceof HTMLIFrameElement) plan(SOON_MS);
  };
  const observer = new MutationObserver(onMutation);
  observer.observe(document, { childList: true, subtree: true, characterData: true });
  document.addEventListener('load', onLoad, true);
  page.addEventListener('popstate', onSoon);
  page.addEventListener('hashchange', onSoon);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('load', onLoad, true);
    page.removeEventListener('popstate', onSoon);
    page.removeEventListener('hashchange', onSoon);
  };
}
