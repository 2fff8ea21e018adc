/** Takes messages in the background and in our pages. */
import type { z } from 'zod';
import { browser } from 'wxt/browser';
import { messageMap, type Handlers, type MessageName, type Target } from './message-map.ts';
import { isOwnPage, type Sender } from './senders.ts';

type Handler = (request: unknown, sender: { tabId?: number }) => unknown;

/**
 * Answers the messages to one context. Anything else, from anyone else, is left alone.
 * Call it in the first turn of a background, so that a message that wakes it finds it listening.
 */
export function receive<T extends Target>(target: T, handlers: Handlers<T>): () => void {
  const own = { id: browser.runtime.id, root: browser.runtime.getURL('/') };
  const listener = (message: unknown, sender: Sender, reply: (answer: unknown) => void): true | undefined => {
    const name = nameOf(message);
    if (name === undefined || messageMap[name].to !== target || !isOwnPage(sender, own)) return undefined;
    const schema: z.ZodType = messageMap[name].request;
    const request = schema.safeParse((message as { body?: unknown }).body);
    if (!request.success) return undefined;
    // `Handlers` ties each name to its types; the compiler loses that tie when the name is a variable.
    const handler = (handlers as Partial<Record<MessageName, Handler>>)[name];
    if (handler === undefined) return undefined;
    Promise.resolve(handler(request.data, { tabId: sender.tab?.id })).then(reply, () => reply(undefined));
    return true;
  };
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}

function nameOf(message: unknown): MessageName | undefined {
  if (typeof message !== 'object' || message === null || !('larder' in message)) return undefined;
  const { larder } = message;
  return typeof larder === 'string' && Object.hasOwn(messageMap, larder) ? (larder as MessageName) : undefined;
}
