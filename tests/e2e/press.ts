/** Clicks that arrive, in pages that are still arranging themselves. */
import type { ElementHandle, Page } from 'puppeteer';

const TRIES = 10;
const TRY_MS = 3_000;

/**
 * Clicks an element of one of the extension's pages with the mouse, once it is there. A page that gets its contents from the store may move
 * the element between the look at its place and the click, which then meets something else: a person clicks again, and so does this.
 * @throws Error when no click arrived
 */
export async function press(within: Page | ElementHandle, selector: string): Promise<void> {
  let problem: unknown;
  for (let at = 0; at < TRIES; at++) {
    const element = await within.waitForSelector(selector);
    if (element === null) continue;
    try {
      if (await clickArrives(element)) return;
    } catch (error) {
      // It was replaced meanwhile.
      problem = error;
    }
  }
  throw new Error(`no click arrived at ${selector}`, { cause: problem });
}

async function clickArrives(element: ElementHandle): Promise<boolean> {
  const heard = await element.evaluateHandle(
    (target, waitMs) => ({
      // As a part of an object, or puppeteer would wait for it here.
      click: new Promise<boolean>((resolve) => {
        target.addEventListener('click', () => resolve(true), { once: true, capture: true });
        setTimeout(() => resolve(false), waitMs);
      }),
    }),
    TRY_MS,
  );
  await element.click();
  // Where the click closed the page, it arrived.
  return heard.evaluate(({ click }) => click).catch(() => true);
}
