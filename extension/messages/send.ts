/** Sends messages. */
import type { z } from 'zod';
import { browser } from 'wxt/browser';
import { messageMap, type Answer, type Envelope, type NameTo, type Request } from './message-map.ts';

/** To the background, the panels or the page that reads for the background. */
export async function send<N extends NameTo<'background' | 'panel' | 'reader'>>(
  name: N,
  body: Request<N>,
): Promise<Answer<N>> {
  return parseAnswer(name, await browser.runtime.sendMessage({ larder: name, body } satisfies Envelope));
}

/** To our script in the top frame of a tab. */
export async function sendToPage<N extends NameTo<'page'>>(
  tabId: number,
  name: N,
  body: Request<N>,
): Promise<Answer<N>> {
  const envelope: Envelope = { larder: name, body };
  return parseAnswer(name, await browser.tabs.sendMessage(tabId, envelope, { frameId: 0 }));
}

function parseAnswer<N extends keyof typeof messageMap>(name: N, answer: unknown): Answer<N> {
  // The map's schema of this very name.
  const schema: z.ZodType = messageMap[name].answer;
  return schema.parse(answer) as Answer<N>;
}
