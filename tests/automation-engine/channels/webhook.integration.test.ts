import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import createWebhookChannel from '../../../automation-engine/channels/webhook.ts';
import { systemClock } from '../../../automation-engine/schedule/clock.ts';
import { aMail, runChannelCases, type Trouble } from './conformance.ts';

const SECRET = `whsec_${Buffer.from('a secret of a test').toString('base64')}`;

interface Call {
  headers: IncomingMessage['headers'];
  body: string;
}

/** A receiver on this machine that keeps what it got and answers as it is told. */
async function startReceiver() {
  const calls: Call[] = [];
  let answer = (_: IncomingMessage, response: ServerResponse): void => void response.end('thank you');
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      calls.push({ headers: request.headers, body });
      answer(request, response);
    });
    request.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    calls,
    host,
    url: `http://${host}/hook`,
    answerWith: (next: typeof answer) => (answer = next),
    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const status = (code: number) => (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(code).end('not today');
const TROUBLES: Partial<Record<Trouble | 'no-trouble', ReturnType<typeof status>>> = {
  'refuse-the-hand-over-for-good': status(410),
  'refuse-the-hand-over-for-now': status(503),
  'refuse-for-now': status(429),
  'no-trouble': status(204),
};

describe('calls over HTTP', () => {
  runChannelCases(
    async () => {
      const receiver = await startReceiver();
      const real = createWebhookChannel({ clock: systemClock, secret: SECRET, allowed: new Set([receiver.host]) });
      const text = (subject: string) => JSON.stringify({ subject });
      return {
        channel: {
          ...real,
          send: (mail, ...rest) =>
            real.send({ ...mail, to: { address: receiver.url }, text: text(mail.subject) }, ...rest),
        },
        arrived: () =>
          receiver.calls.map(({ headers, body }) => ({
            messageId: `<${String(headers['webhook-id'])}@larder.example>`,
            subject: String((JSON.parse(body) as { subject: string }).subject),
            text: body,
          })),
        async make(trouble) {
          if (trouble === 'be-dead') return receiver.close();
          receiver.answerWith(TROUBLES[trouble] ?? status(204));
        },
        close: () => receiver.close(),
      };
    },
    {
      'refuse-for-good': 'HTTP answers after the request, so a refusal comes at the hand-over',
      'lose-the-answer': 'a call is known by its id and may be repeated, so it is never in doubt',
    },
  );
});

describe('a call', () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.close());
  const going = new AbortController().signal;
  const letGo = () => Promise.resolve();
  const callTo = (url: string, allowed: string[] = [receiver.host], answerTimeoutMs = 5_000) =>
    createWebhookChannel({ clock: systemClock, secret: SECRET, allowed: new Set(allowed), answerTimeoutMs }).send(
      aMail({ to: { address: url }, text: '{"a":1}', headers: { 'x-own': 'yes' } }),
      letGo,
      going,
    );

  it('is signed so that the receiver can check it', async () => {
    expect(await callTo(receiver.url)).toEqual({ outcome: 'sent', answer: '200 thank you' });
    const { headers, body } = receiver.calls.at(-1) ?? { headers: {}, body: '' };
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const expected = createHmac('sha256', 'a secret of a test').update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-own': 'yes' });
    expect(body).toBe('{"a":1}');
  });

  it('has the same id in every attempt', async () => {
    receiver.answerWith((request) => void request.socket.destroy());
    expect(await callTo(receiver.url)).toMatchObject({ outcome: 'retry' });
    receiver.answerWith(status(200));
    await callTo(receiver.url);
    const [before, after] = receiver.calls.slice(-2).map(({ headers }) => headers['webhook-id']);
    expect(before).toBe(after);
  });

  it('does not follow a redirect, and gives up a receiver that never answers', async () => {
    receiver.answerWith((_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
    expect(await callTo(receiver.url)).toMatchObject({ outcome: 'failed', code: 302 });
    receiver.answerWith(() => {});
    expect(await callTo(receiver.url, [receiver.host], 50)).toEqual({ outcome: 'retry', reason: 'no answer in time' });
  });

  it.each([
    'http://127.0.0.1/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://0x7f000001/',
    'https://2130706433/',
    'http://globex.example/',
    'ftp://globex.example/',
    'file:///etc/passwd',
    'https://user:password@globex.example/',
    'globex.example',
  ])('never reaches %s', async (url) => {
    expect(await callTo(url)).toMatchObject({ outcome: 'failed' });
  });
});
