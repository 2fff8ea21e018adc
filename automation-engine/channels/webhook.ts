/**
 * Calls to other programs: a POST with JSON, signed. The message's `to` is the URL, its `text` the body, its `messageId` the
 * `webhook-id` by which a receiver knows a repetition; so a call whose answer was lost may be repeated.
 */
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Clock } from '../schedule/clock.ts';
import type { Channel, Outcome, OutgoingMail } from './define-channel.ts';
import { signatureHeaders } from './webhook/sign.ts';
import { lookupFor, readTarget, TargetRefused, type TargetRules } from './webhook/target.ts';

export interface WebhookOptions extends TargetRules {
  clock: Clock;
  /** `whsec_…`; see webhook/sign.ts */
  secret: string;
  answerTimeoutMs?: number;
}

const ANSWER_MS = 30_000;
/** More of an answer than this is not read; the first line of it goes into the trace. */
const ANSWER_MAX = 10_000;

export default function createWebhookChannel(options: WebhookOptions): Channel {
  const open = new Set<ClientRequest>();
  return {
    id: 'webhook',
    writesTo: 'programs',
    unavailable: () => undefined,
    async send(message, beforeHandOver, signal) {
      const target = readTarget(message.to.address, options);
      if ('problem' in target) return { outcome: 'failed', reason: target.problem };
      if (signal.aborted) return { outcome: 'retry', reason: 'the engine is stopping' };
      const { clock } = options;
      const id = message.messageId.replace(/^<|@.*$/g, '');
      const call = (target.url.protocol === 'https:' ? requestHttps : requestHttp)(target.url, {
        method: 'POST',
        agent: false,
        lookup: lookupFor(target.url, options),
        signal,
        headers: {
          ...message.headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(message.text),
          'user-agent': 'Larder',
          ...signatureHeaders(options.secret, id, Math.floor(clock.now() / 1_000), message.text),
        },
      });
      open.add(call);
      const giveUp = clock.wakeAt(clock.now() + (options.answerTimeoutMs ?? ANSWER_MS), () =>
        call.destroy(new Error('no answer in time')),
      );
      try {
        return await handOver(call, message, beforeHandOver);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { outcome: error instanceof TargetRefused ? 'failed' : 'retry', reason };
      } finally {
        giveUp();
        call.destroy();
        open.delete(call);
      }
    },
    close() {
      for (const call of open) call.destroy(new Error('the engine is stopping'));
      return Promise.resolve();
    },
  };
}

/** Connects and sends the head; the body, without which there is no call, only when that was allowed. */
async function handOver(
  call: ClientRequest,
  { text }: OutgoingMail,
  beforeHandOver: () => Promise<void>,
): Promise<Outcome> {
  const broken = new Promise<never>((_, reject) => call.once('error', reject));
  const answered = new Promise<IncomingMessage>((resolve) => call.once('response', resolve));
  const connected = new Promise<void>((resolve) => {
    call.once('socket', (socket) =>
      socket.once(socket.connecting && 'encrypted' in socket ? 'secureConnect' : 'connect', resolve),
    );
  });
  call.flushHeaders();
  // An answer before the body is a refusal, or a receiver that does not care what comes.
  const early = await Promise.race([connected, answered, broken]);
  if (early === undefined) {
    await beforeHandOver();
    call.end(text);
  }
  const answer = await Promise.race([answered, broken]);
  return outcomeOf(answer.statusCode ?? 0, await Promise.race([firstLine(answer), broken]));
}

async function firstLine(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer) {
    text += String(chunk);
    if (text.length > ANSWER_MAX) break;
  }
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/** 408, 425 and 429 say "later" (RFC 9110, RFC 8470, RFC 6585), so does every 5xx; what else is no success stays none. */
function outcomeOf(code: number, line: string): Outcome {
  const answer = `${code}${line === '' ? '' : ` ${line}`}`;
  if (code >= 200 && code < 300) return { outcome: 'sent', answer };
  if (code >= 300 && code < 400) return { outcome: 'failed', code, reason: `${answer} (a redirect is not followed)` };
  const isLater = code >= 500 || code === 408 || code === 425 || code === 429;
  return { outcome: isLater ? 'retry' : 'failed', code, reason: answer };
}
