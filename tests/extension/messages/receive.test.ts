import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { receive } from '../../../extension/messages/receive.ts';

type Listener = Parameters<typeof browser.runtime.onMessage.addListener>[0];
// Where the extension's pages are; `wxt prepare` would give the browser's type this method.
const root = (browser.runtime as unknown as { getURL(path: string): string }).getURL('/');
const panel = () => ({ id: browser.runtime.id, url: `${root}sidepanel.html` });

let listener: Listener;
beforeEach(() => {
  vi.spyOn(browser.runtime.onMessage, 'addListener').mockImplementation((added) => {
    listener = added;
  });
});

const deliver = (message: unknown, sender: object) =>
  new Promise<unknown>((resolve) => {
    const isTaken = (listener as (...args: unknown[]) => unknown)(message, sender, resolve);
    if (isTaken !== true) resolve('left alone');
  });

/** What is not asked here. */
const others = { 'visit/raw': () => ({ problem: 'nobody asks' }) };

describe('receiving', () => {
  it('answers its own messages from our own pages', async () => {
    receive('background', { ...others, 'sync/now': () => ({ result: 'done' }) });
    expect(await deliver({ larder: 'sync/now', body: {} }, panel())).toEqual({ result: 'done' });
  });

  it.each([
    ['a script in a page', { larder: 'sync/now', body: {} }, () => ({ ...panel(), url: 'https://mail.test/' })],
    ['another extension', { larder: 'sync/now', body: {} }, () => ({ ...panel(), id: 'xyz' })],
    ['a message to another context', { larder: 'page/granted', body: { tabId: 1 } }, panel],
    ['a message that there is not', { larder: 'constructor', body: {} }, panel],
    ['what is no message', 'sync/now', panel],
    ['nothing', null, panel],
  ])('leaves %s alone', async (_, message, sender) => {
    const handler = vi.fn<() => { result: string }>(() => ({ result: 'done' }));
    receive('background', { ...others, 'sync/now': handler });
    expect(await deliver(message, sender())).toBe('left alone');
    expect(handler).not.toHaveBeenCalled();
  });

  it('leaves a message alone whose body does not fit', async () => {
    receive('panel', { 'page/granted': () => ({}) });
    expect(await deliver({ larder: 'page/granted', body: { tabId: 'one' } }, panel())).toBe('left alone');
    expect(await deliver({ larder: 'page/granted', body: { tabId: 1 } }, panel())).toEqual({});
  });

  it('answers with nothing when the handler fails, so that the sender does not wait for ever', async () => {
    receive('background', { ...others, 'sync/now': () => Promise.reject(new Error('no')) });
    expect(await deliver({ larder: 'sync/now', body: {} }, panel())).toBeUndefined();
  });
});
