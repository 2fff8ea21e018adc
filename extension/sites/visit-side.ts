/**
 * The part that runs in pages of sites where mail is logged without a click: it tells the background that the person looks at something
 * new, and nothing of what it is. The background decides whether that is read, and asks the other part for it (see page-side.ts).
 */
import { watchPage } from './watch-page.ts';

/** What it needs of the browser. */
export interface VisitRuntime {
  connect(options: { name: string }): { onDisconnect: { addListener(listener: () => void): void } };
}

/** The same name as `VISIT_PORT` of the message map, which would bring zod along. */
const PORT = 'larder-visit';

export function tellOfVisits(page: Window, runtime: VisitRuntime): void {
  let isTold = false;
  let stop = () => {};
  const tell = () => {
    if (page.document.visibilityState !== 'visible' || isTold) return;
    try {
      // The background closes the port when it heard of it, and then copies the page: a change before that is in the copy.
      isTold = true;
      runtime.connect({ name: PORT }).onDisconnect.addListener(() => {
        isTold = false;
      });
    } catch {
      // The extension was updated or removed: nobody hears this script any more.
      stop();
    }
  };
  const unwatch = watchPage(page, tell);
  page.document.addEventListener('visibilitychange', tell);
  stop = () => {
    unwatch();
    page.document.removeEventListener('visibilitychange', tell);
  };
  tell();
}
