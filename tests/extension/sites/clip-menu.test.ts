import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { takeClip } from '../../../extension/sites/clip.ts';
import { clipFromMenu } from '../../../extension/sites/clip-menu.ts';

const AT = '2026-03-01T09:00:00.000Z';
const tab = { id: 7, windowId: 1, title: 'Inbox' };
const order: string[] = [];

const realSet = fakeBrowser.storage.session.set;
afterEach(() => void Object.assign(browser.storage.session, { set: realSet }));
beforeEach(() => {
  fakeBrowser.reset();
  order.length = 0;
  const set = fakeBrowser.storage.session.set.bind(fakeBrowser.storage.session);
  Object.assign(browser.sidePanel, {
    open: async () => {
      order.push('panel');
    },
  });
  Object.assign(browser.storage.session, {
    set: async (items: object) => {
      order.push('clip');
      await set(items);
    },
  });
});

const click = { menuItemId: 'clip-note', selectionText: 'Call Dana', pageUrl: 'https://mail.test/1' };

describe('clipping from the context menu', () => {
  it('opens the panel first, as browsers demand, and leaves the clip for it once', async () => {
    await clipFromMenu(click, tab, AT);
    expect(order).toEqual(['panel', 'clip']);
    expect(await takeClip()).toEqual({
      as: 'note',
      text: 'Call Dana',
      url: 'https://mail.test/1',
      title: 'Inbox',
      tabId: 7,
      at: AT,
    });
    expect(await takeClip()).toBeUndefined();
  });

  it('leaves nothing for an entry that is not ours, or where there is no tab', async () => {
    await clipFromMenu({ ...click, menuItemId: 'another' }, tab, AT);
    await clipFromMenu(click, undefined, AT);
    expect(await takeClip()).toBeUndefined();
  });
});
