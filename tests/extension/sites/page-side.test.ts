import { describe, expect, it, vi } from 'vitest';
import type { Snapshot } from '../../../extension/capture/page.ts';
import { HIGHLIGHT_PORT, PAGE_PORT } from '../../../extension/messages/message-map.ts';
import { servePage, type PagePort, type PageRuntime } from '../../../extension/sites/page-side.ts';

const snapshot: Snapshot = {
  url: 'https://mail.test/',
  title: '',
  language: '',
  html: '<p>',
  frames: [],
  truncated: false,
};

function serve() {
  let onMessage: Parameters<PageRuntime['onMessage']['addListener']>[0] = () => undefined;
  let onConnect: (port: PagePort) => void = () => {};
  const runtime: PageRuntime = {
    id: 'abc',
    onMessage: { addListener: (listener) => (onMessage = listener) },
    onConnect: { addListener: (listener) => (onConnect = listener) },
  };
  const idle: (() => void)[] = [];
  const page = {
    location: new URL('https://mail.test/?_task=mail'),
    requestIdleCallback: (callback: () => void) => idle.push(callback),
  } as unknown as Window;
  let copied = 0;
  servePage(page, runtime, () => {
    copied++;
    return Promise.resolve(snapshot);
  });
  const ask = (message: unknown, id = 'abc') =>
    new Promise<unknown>((resolve) => {
      let isAnswered = false;
      const isLater = onMessage(message, { id }, (answer) => {
        isAnswered = true;
        resolve(answer);
      });
      if (isLater !== true && !isAnswered) resolve('left alone');
    });
  const rest = () => {
    for (const callback of idle.splice(0)) callback();
  };
  return { ask, rest, copies: () => copied, connect: (port: PagePort) => onConnect(port) };
}

describe('our script in a page', () => {
  it('copies the page when our own extension asks, and for nobody else', async () => {
    const { ask, rest } = serve();
    const answer = ask({ larder: 'page/snapshot', body: {} });
    rest();
    expect(await answer).toBe(snapshot);
    expect(await ask({ larder: 'page/snapshot', body: {} }, 'xyz')).toBe('left alone');
    expect(await ask({ larder: 'sync/now', body: {} })).toBe('left alone');
  });

  it('copies the page when the page has nothing else to do', async () => {
    const { ask, rest, copies } = serve();
    const answer = ask({ larder: 'page/snapshot', body: {} });
    expect(copies()).toBe(0);
    rest();
    await answer;
    expect(copies()).toBe(1);
  });

  it.each(['https://evil.test/x', 'http://mail.test/x', 'not an address', undefined])(
    'fetches nothing from elsewhere: %s',
    async (url) => {
      const fetched = vi.spyOn(globalThis, 'fetch');
      const { ask } = serve();
      expect(await ask({ larder: 'page/raw', body: { url } })).toEqual({ problem: 'not an address of this page' });
      expect(fetched).not.toHaveBeenCalled();
    },
  );

  it('says what the webmail answered instead of a message', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('no', { status: 403 }));
    const { ask } = serve();
    const url = 'https://mail.test/?_action=viewsource';
    expect(await ask({ larder: 'page/raw', body: { url } })).toEqual({ problem: 'the webmail answered 403' });
  });

  it('neither watches the page nor highlights in it for another extension', () => {
    const { connect } = serve();
    const onDisconnect = { addListener: vi.fn<() => void>() };
    const port = { postMessage: () => {}, onMessage: { addListener: onDisconnect.addListener }, onDisconnect };
    connect({ ...port, name: PAGE_PORT, sender: { id: 'xyz' } });
    connect({ ...port, name: HIGHLIGHT_PORT, sender: { id: 'xyz' } });
    connect({ ...port, name: 'another', sender: { id: 'abc' } });
    expect(onDisconnect.addListener).not.toHaveBeenCalled();
  });
});
