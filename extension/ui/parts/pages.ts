/** Goes to another page of the extension. */
import { browser } from 'wxt/browser';

/** Opens the settings, or the page with all people, at a contact's id or at `company/` and its id. */
export async function openPage(page: 'options' | 'app', place?: string): Promise<void> {
  if (page === 'options') await browser.runtime.openOptionsPage();
  else
    await browser.tabs.create({
      url: browser.runtime.getURL(`/app.html${place === undefined ? '' : `#${place}`}`),
    });
}
