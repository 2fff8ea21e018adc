import { describe, expect, it } from 'vitest';
import { isOwnPage } from '../../../extension/messages/senders.ts';

const own = { id: 'abc', root: 'chrome-extension://abc/' };

describe('a sender', () => {
  it.each([
    ['our background', { id: 'abc' }, true],
    ['our panel', { id: 'abc', url: 'chrome-extension://abc/sidepanel.html' }, true],
    ['our settings in a tab', { id: 'abc', url: 'chrome-extension://abc/options.html#x', tab: { id: 1 } }, true],
    ['our script in a page', { id: 'abc', url: 'https://mail.test/', tab: { id: 1 } }, false],
    [
      'our script in a page that poses',
      { id: 'abc', url: 'https://mail.test/chrome-extension://abc/', tab: { id: 1 } },
      false,
    ],
    ['our script in a page without an address', { id: 'abc', tab: { id: 1 } }, false],
    ['a page of an extension with a longer id', { id: 'abc', url: 'chrome-extension://abcd/page.html' }, false],
    ['another extension', { id: 'xyz', url: 'chrome-extension://xyz/page.html' }, false],
    ['another extension that poses', { id: 'xyz', url: 'chrome-extension://abc/page.html' }, false],
    ['a web page', { url: 'https://evil.test/' }, false],
    ['nobody', {}, false],
  ])('%s', (_, sender, expected) => {
    expect(isOwnPage(sender, own)).toBe(expected);
  });
});
