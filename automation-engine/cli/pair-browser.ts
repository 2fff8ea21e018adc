/** Pairs the extension in a browser that we opened, so that nobody has to copy a code. */
import { helloSchema } from '../../shared/model/wire.ts';
import type { Engine } from '../engine.ts';
import { EXTENSION_ORIGIN, type LarderBrowser } from './larder-browser.ts';

const WAIT_MS = 15_000;

/**
 * Does nothing when the extension is paired with this very engine already.
 * @throws Error with what the extension's page says when the pairing fails
 */
export async function pairBrowser(
  { browser }: LarderBrowser,
  engine: Pick<Engine, 'url' | 'pairingCode'>,
): Promise<void> {
  const hello = helloSchema.parse(await (await fetch(new URL('/hello', engine.url))).json());
  const paired = `[data-paired="${hello.engineId}"]`;
  const page = await browser.newPage();
  try {
    await page.goto(`${EXTENSION_ORIGIN}/options.html`);
    const first = await page.waitForSelector('#engine form, [data-paired]', { timeout: WAIT_MS });
    if (first !== null && (await page.$(paired)) !== null) return;
    const { code } = await engine.pairingCode();
    await page.goto('about:blank'); // so that the next step is a load, not a jump within the page
    await page.goto(`${EXTENSION_ORIGIN}/options.html#${new URLSearchParams({ engine: engine.url, code }).toString()}`);
    const outcome = await page.waitForSelector(`${paired}, #engine [role=alert]`, { timeout: WAIT_MS });
    if ((await page.$(paired)) !== null) return;
    const said = await outcome?.evaluate((element) => element.textContent);
    throw new Error(`the extension could not be paired: ${said ?? 'it did not say why'}`);
  } finally {
    // A window needs one page to stay open.
    if ((await browser.pages()).length > 1) await page.close();
  }
}
