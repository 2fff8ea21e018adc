/** Goes to another page of the extension. */
import { browser } from 'wxt/browser';

/** Opens the settings, or the page with all people, at a person if one is named. */
export async function openPage(page: 'options' | 'app', contactId?: string): Promise<void> {
  if (page === 'options') await browser.runtime.openOptionsPage();
  else
    await browser.tabs.create({
      url: browser.runtime.getURL(`/app.html${contactId === undefined ? '' : `#${contactId}`}`),
    });
}
