import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome, OutgoingMail } from '../../../automation-engine/channels/define-channel.ts';
import createSmtpChannel from '../../../automation-engine/channels/smtp.ts';
import { systemClock } from '../../../automation-engine/schedule/clock.ts';
import { aMail, runChannelCases, type Trouble } from './conformance.ts';
import { startFaultSink, type Fault, type FaultSink } from './fault-sink.ts';

const going = new AbortController().signal;
const letGo = () => Promise.resolve();
const FAULTS: Record<Trouble, Fault> = {
  'refuse-for-good': 'rcpt-550',
  'refuse-for-now': 'rcpt-451',
  'refuse-the-hand-over-for-good': 'dot-554',
  'refuse-the-hand-over-for-now': 'dot-451',
  'lose-the-answer': 'drop-after-dot',
  'be-dead': 'drop-at-greeting',
};
const header = (source: string, name: string): string =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(source)?.[1]?.trim() ?? '';

runChannelCases(async () => {
  const sink = await startFaultSink();
  return {
    channel: createSmtpChannel(sink.url, { clock: systemClock }),
    arrived: () =>
      sink.complete.map(({ source }) => ({
        messageId: header(source, 'Message-ID'),
        subject: header(source, 'Subject'),
        text: source,
      })),
    make: async (trouble) => sink.setFault(trouble === 'no-trouble' ? 'none' : FAULTS[trouble]),
    close: () => sink.close(),
  };
});

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});
const kept = <T extends { close(): Promise<void> }>(thing: T): T => {
  open.push(thing);
  return thing;
};

async function attempt(
  fault: Fault,
  pipelining: boolean,
): Promise<{ outcome: Outcome; sink: FaultSink; handedOver: number }> {
  const sink = kept(await startFaultSink({ pipelining }));
  sink.setFault(fault);
  const channel = kept(
    createSmtpChannel(sink.url, { clock: systemClock, connectTimeoutMs: 300, answerTimeoutMs: 300 }),
  );
  let handedOver = 0;
  const outcome = await channel.send(
    aMail(),
    async () => {
      handedOver++;
      // Without this the final dot would be on its way together with the body, and nobody could say where the cut was.
      if (fault === 'drop-in-body' || fault === 'answer-before-dot') await sink.bodySeen;
    },
    going,
  );
  return { outcome, sink, handedOver };
}

describe.each([false, true])('mail over SMTP, when the server says pipelining: %s', (pipelining) => {
  // The sink is the judge: "complete" says whether the final dot arrived, whatever we believe.
  it.each([
    ['none', 'sent', 1],
    ['drop-at-greeting', 'retry', 0],
    ['silent-at-greeting', 'retry', 0],
    ['greeting-554', 'retry', 0],
    ['drop-at-ehlo', 'retry', 0],
    ['drop-at-mail', 'retry', 0],
    ['mail-550', 'retry', 0],
    ['mail-552', 'failed', 0],
    ['drop-at-rcpt', 'retry', 0],
    ['rcpt-451', 'retry', 0],
    ['rcpt-550', 'failed', 0],
    ['drop-at-data', 'retry', 0],
    ['data-554', 'failed', 0],
    ['drop-in-body', 'retry', 0],
    ['answer-before-dot', 'retry', 0],
    ['dot-421', 'retry', 1],
    ['dot-451', 'retry', 1],
    ['dot-554', 'failed', 1],
    ['drop-after-dot', 'in-doubt', 1],
    ['half-answer-after-dot', 'in-doubt', 1],
    ['silent-after-dot', 'in-doubt', 1],
    ['answer-then-drop', 'sent', 1],
  ] as const)('%s is "%s", and %i complete message(s) reached the server', async (fault, expected, complete) => {
    const { outcome, sink, handedOver } = await attempt(fault, pipelining);
    expect(outcome.outcome).toBe(expected);
    expect(sink.complete).toHaveLength(complete);
    // Whatever may be repeated was either never handed over or refused in so many words.
    const wasRefused = outcome.outcome === 'retry' && (outcome.code ?? 0) >= 400;
    expect(outcome.outcome !== 'retry' || complete === 0 || wasRefused).toBe(true);
    expect(handedOver).toBeGreaterThanOrEqual(complete);
  });
});

describe('mail over SMTP', () => {
  it('says that nobody listens, in words', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const channel = kept(createSmtpChannel(`smtp://127.0.0.1:${port}`, { clock: systemClock }));
    const outcome = await channel.send(aMail(), letGo, going);
    expect(outcome).toEqual({ outcome: 'retry', reason: '127.0.0.1: the connection was refused while connecting' });
  });

  it('says how to configure a server when there is none, and what is wrong with a URL without repeating its password', async () => {
    const none = kept(createSmtpChannel(undefined, { clock: systemClock }));
    expect(none.unavailable()).toContain('LARDER_SMTP_URL');
    expect(await none.send(aMail(), letGo, going)).toMatchObject({
      outcome: 'retry',
      reason: expect.stringContaining('LARDER_SMTP_URL'),
    });
    const wrong = kept(createSmtpChannel('http://me:geheim@mail.example', { clock: systemClock }));
    expect(wrong.unavailable()).toContain('smtp://');
    expect(wrong.unavailable()).not.toContain('geheim');
  });

  it('never says the password when the login is refused', async () => {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, callback) => callback(new Error('wrong')),
    });
    const { port } = await listen(server);
    const channel = kept(createSmtpChannel(`smtp://me:geheim@127.0.0.1:${port}`, { clock: systemClock }));
    const outcome = await channel.send(aMail(), letGo, going);
    expect(outcome).toMatchObject({ outcome: 'retry', reason: expect.stringContaining('while logging in') });
    expect(JSON.stringify(outcome)).not.toContain('geheim');
    expect(JSON.stringify(outcome)).not.toContain(Buffer.from('geheim').toString('base64'));
  });

  it('does not send a password to another host in the clear', async () => {
    const { readSmtpUrl } = await import('../../../automation-engine/channels/smtp/settings.ts');
    expect(readSmtpUrl('smtp://me:geheim@mail.example:25')).toMatchObject({ settings: { startTls: 'required' } });
    expect(readSmtpUrl('smtp://me:geheim@127.0.0.1:25')).toMatchObject({ settings: { startTls: 'offered' } });
  });

  it('encrypts by STARTTLS and logs in', async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      authMethods: ['PLAIN'],
      onAuth: ({ username, password }, _session, callback) =>
        username === 'me@x' && password === 'ge:heim' ? callback(null, { user: 'me' }) : callback(new Error('wrong')),
      onData(stream, session, callback) {
        stream.resume();
        stream.on('end', () => (received.push(session.secure ? 'secure' : 'clear'), callback()));
      },
    });
    const { port } = await listen(server);
    const url = `smtp://me%40x:ge%3Aheim@127.0.0.1:${port}?starttls=required`;
    const strict = kept(createSmtpChannel(url, { clock: systemClock }));
    expect(await strict.send(aMail(), letGo, going)).toMatchObject({
      outcome: 'retry',
      reason: expect.stringContaining('certificate is not trusted'),
    });
    const channel = kept(createSmtpChannel(`${url}&certificate=any`, { clock: systemClock }));
    expect(await channel.send(aMail(), letGo, going)).toMatchObject({ outcome: 'sent' });
    expect(received).toEqual(['secure']);
  });

  it('uses a connection again, and opens another when the server left meanwhile', async () => {
    const sink = kept(await startFaultSink());
    const channel = kept(createSmtpChannel(sink.url, { clock: systemClock }));
    await channel.send(aMail({ messageId: '<1@x.example>' }), letGo, going);
    await channel.send(aMail({ messageId: '<2@x.example>' }), letGo, going);
    expect(sink.connections).toBe(1);
    sink.setFault('answer-then-drop');
    await channel.send(aMail({ messageId: '<3@x.example>' }), letGo, going);
    sink.setFault('none');
    expect(await channel.send(aMail({ messageId: '<4@x.example>' }), letGo, going)).toMatchObject({ outcome: 'sent' });
    expect(sink.accepted).toHaveLength(4);
  });

  it('stops before the hand-over when the engine stops, and waits for the answer after it', async () => {
    const sink = kept(await startFaultSink());
    const channel = kept(createSmtpChannel(sink.url, { clock: systemClock }));
    const stopping = new AbortController();
    sink.onCommand = (line) => {
      if (line === 'DATA') stopping.abort();
    };
    expect(await channel.send(aMail(), letGo, stopping.signal)).toMatchObject({ outcome: 'retry' });
    expect(sink.complete).toHaveLength(0);
    const late = new AbortController();
    sink.onCommand = (line) => {
      if (line === '.') late.abort();
    };
    expect(await channel.send(aMail(), letGo, late.signal)).toMatchObject({ outcome: 'sent' });
  });

  it('leaves a mail in doubt when it is closed before the answer to the hand-over', async () => {
    const sink = kept(await startFaultSink());
    sink.setFault('silent-after-dot');
    const channel = createSmtpChannel(sink.url, { clock: systemClock });
    sink.onCommand = (line) => void (line === '.' && channel.close());
    expect(await channel.send(aMail(), letGo, going)).toMatchObject({ outcome: 'in-doubt' });
  });

  it('carries dots, long lines, other scripts and domains unharmed', async () => {
    const mail: OutgoingMail = aMail({
      from: { name: 'Åsa Öberg, "Lagret"', address: 'asa@larder.example' },
      to: { name: '田中 花子', address: 'hanako@bücher.example' },
      subject:
        'Ihre Anfrage – 見積もり für Straße №5 with a subject line that is a good deal longer than seventy-eight characters',
      text: ['.', '..leading dots', '.\r\n.', 'x'.repeat(3_000), 'grüße 見積もり', 'From here on', ''].join('\n'),
    });
    const sink = kept(await startFaultSink());
    const channel = kept(createSmtpChannel(sink.url, { clock: systemClock }));
    expect(await channel.send(mail, letGo, going)).toMatchObject({ outcome: 'sent' });
    const [sunk] = sink.accepted;
    expect(sunk?.to).toEqual(['hanako@xn--bcher-kva.example']);
    expect(Math.max(...(sunk?.source ?? '').split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    const read = await PostalMime.parse(sunk?.source ?? '');
    expect(read.subject).toBe(mail.subject);
    expect(read.from).toMatchObject(mail.from);
    expect(read.to?.[0]).toMatchObject({ name: '田中 花子' });
    expect(read.messageId).toBe(mail.messageId);
    expect(read.date).toBe(mail.date);
    expect(read.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(mail.text.replaceAll('\r\n', '\n').trimEnd());
  });

  it('says that an address cannot be carried, without trying again', async () => {
    const sink = kept(await startFaultSink());
    const channel = kept(createSmtpChannel(sink.url, { clock: systemClock }));
    const outcome = await channel.send(aMail({ to: { address: 'not an address' } }), letGo, going);
    expect(outcome.outcome).toBe('failed');
    expect(sink.complete).toHaveLength(0);
  });
});

async function listen(server: SMTPServer): Promise<AddressInfo> {
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  kept({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) });
  return server.server.address() as AddressInfo;
}
