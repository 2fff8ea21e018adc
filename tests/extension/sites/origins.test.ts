import { describe, expect, it } from 'vitest';
import { siteFromTyped, siteOf, siteOfPattern } from '../../../extension/sites/origins.ts';

describe('a site', () => {
  it.each([
    ['https://mail.example.com/inbox?x#y', 'https://mail.example.com/*'],
    ['http://127.0.0.1:10081/?_task=mail', 'http://127.0.0.1/*'],
    ['https://user:pass@müller.test/', 'https://xn--mller-kva.test/*'],
    ['chrome://settings', undefined],
    ['file:///etc/passwd', undefined],
    ['about:blank', undefined],
    [undefined, undefined],
  ])('of %s', (address, pattern) => {
    expect(siteOf(address)?.pattern).toBe(pattern);
  });

  it.each([
    ['mail.example.com', 'https://mail.example.com/*'],
    ['127.0.0.1:10081', 'http://127.0.0.1/*'],
    ['localhost', 'http://localhost/*'],
    ['HTTP://Mail.Example.com/x', 'http://mail.example.com/*'],
    ['not a site', undefined],
    ['javascript:alert(1)', undefined],
    ['', undefined],
  ])('typed as %s', (typed, pattern) => {
    expect(siteFromTyped(typed)?.pattern).toBe(pattern);
  });

  it.each([
    ['https://mail.example.com/*', 'mail.example.com'],
    ['<all_urls>', undefined],
    ['*://*/*', undefined],
    ['https://*/*', undefined],
    ['https://*.example.com/*', undefined],
  ])('of the pattern %s', (pattern, host) => {
    expect(siteOfPattern(pattern)?.host).toBe(host);
  });
});
