/**
 * One connection to a mail server. nodemailer's own sendMail gives the same error before and after the final dot; here the body is a
 * stream whose end is held back, so that we know on which side of the dot an error came.
 */
import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer/lib/errors';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Outcome } from '../define-channel.ts';
import type { ComposedMail } from './compose.ts';
import { outcomeOf, type Phase } from './outcome.ts';
import type { SmtpSettings } from './settings.ts';

export interface SessionOptions {
  settings: SmtpSettings;
  /** What we call ourselves in EHLO. */
  name?: string;
  /** For connecting and for the greeting. */
  connectTimeoutMs: number;
  /** For any answer; RFC 5321 (4.5.3.2.6) asks for ten minutes for the one to the dot. */
  answerTimeoutMs: number;
}

export interface Session {
  send(
    mail: ComposedMail,
    beforeHandOver: () => Promise<void>,
    signal: AbortSignal,
  ): Promise<{ outcome: Outcome; reusable: boolean }>;
  /** Whether the server is still there and ready for another mail. */
  isReady(): Promise<boolean>;
  close(): void;
}

/** Connects, encrypts and logs in. */
export async function openSession(
  options: SessionOptions,
  signal: AbortSignal,
): Promise<{ session: Session } | { outcome: Outcome }> {
  const { settings } = options;
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS: settings.startTls === 'required' && !settings.secure,
    ignoreTLS: settings.startTls === 'never',
    tls: { rejectUnauthorized: !settings.anyCertificate },
    connectionTimeout: options.connectTimeoutMs,
    greetingTimeout: options.connectTimeoutMs,
    socketTimeout: options.answerTimeoutMs,
    socketCloseTimeout: 1_000,
    ...(options.name === undefined ? {} : { name: options.name }),
  });
  let loggingIn = false;
  const problem = await new Promise<NodemailerError | 'aborted' | undefined>((resolve) => {
    const onAbort = () => {
      resolve('aborted');
      connection.close();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    const done = (error?: NodemailerError | null) => {
      signal.removeEventListener('abort', onAbort);
      resolve(error ?? undefined);
    };
    // Stays for the life of the connection: an error without a listener would end the process. Sends report theirs themselves.
    connection.on('error', done);
    connection.connect((error) => {
      if (error !== undefined && error !== null) return done(error);
      if (settings.user === undefined) return done();
      loggingIn = true;
      connection.login({ user: settings.user, pass: settings.password ?? '' }, (failure) => done(failure));
    });
    if (signal.aborted) onAbort();
  });
  if (problem === undefined) return { session: sessionOver(connection, settings.host) };
  const phase: Phase = loggingIn ? 'auth' : connection.stage === 'connected' ? 'hello' : 'connect';
  connection.close();
  return { outcome: problem === 'aborted' ? STOPPING : outcomeOf(problem, phase, settings.host) };
}

const STOPPING: Outcome = { outcome: 'retry', reason: 'the engine is stopping' };

function sessionOver(connection: SMTPConnection, host: string): Session {
  const closing = new AbortController();
  return {
    send: (mail, beforeHandOver, signal) =>
      attempt(connection, host, mail, beforeHandOver, { stopping: signal, closing: closing.signal }),
    isReady: () =>
      new Promise((resolve) => {
        if (connection.destroyed) return resolve(false);
        const onEnd = () => resolve(false);
        connection.once('end', onEnd);
        connection.reset((error) => {
          connection.off('end', onEnd);
          resolve(error === undefined || error === null);
        });
      }),
    close() {
      closing.abort();
      if (!connection.destroyed) connection.quit();
      connection.close();
    },
  };
}

function attempt(
  connection: SMTPConnection,
  host: string,
  mail: ComposedMail,
  beforeHandOver: () => Promise<void>,
  { stopping, closing }: { stopping: AbortSignal; closing: AbortSignal },
): Promise<{ outcome: Outcome; reusable: boolean }> {
  return new Promise((resolve) => {
    let phase: Phase = 'mail';
    let isOver = false;
    const finish = (outcome: Outcome, reusable: boolean) => {
      if (isOver) return;
      isOver = true;
      stopping.removeEventListener('abort', onStop);
      closing.removeEventListener('abort', onClose);
      if (!reusable) connection.close();
      resolve({ outcome, reusable });
    };
    // After the hand-over stopping has to wait: the answer is on its way.
    const onStop = () => {
      if (phase !== 'handed-over') finish(STOPPING, false);
    };
    const onClose = () => {
      onStop();
      finish({ outcome: 'in-doubt', reason: `${host} took the message; we left before it answered` }, false);
    };
    async function* body(): AsyncGenerator<Buffer> {
      phase = 'body';
      yield mail.raw;
      await beforeHandOver();
      // The connection may have ended meanwhile; then the dot must not leave, and the attempt counts as cut off before it.
      if (isOver) throw new Error('the attempt was over before the hand-over');
      phase = 'handed-over';
    }
    stopping.addEventListener('abort', onStop, { once: true });
    closing.addEventListener('abort', onClose, { once: true });
    if (stopping.aborted) return onStop();
    const envelope = { from: mail.envelope.from, to: [mail.envelope.to], size: mail.raw.length };
    connection.send(envelope, Readable.from(body()), (error, info) => {
      if (error !== null && error !== undefined) {
        if (error.code === 'ESTREAM')
          return finish({ outcome: 'retry', reason: `the hand-over was called off: ${error.message}` }, false);
        const isAnswer = error.code === 'EENVELOPE' && error.responseCode !== 421;
        return finish(outcomeOf(error, phase, host), isAnswer);
      }
      // A server that says yes before the dot did not see the mail.
      if (phase !== 'handed-over')
        return finish({ outcome: 'retry', reason: `${host} answered before the message was handed over` }, false);
      finish({ outcome: 'sent', answer: (info?.response ?? '').replace(/\s+/g, ' ').slice(0, 300) }, true);
    });
  });
}
