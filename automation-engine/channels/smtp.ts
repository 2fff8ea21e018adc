/** Mail over SMTP: one recipient per envelope, a few connections kept open for the next mail. */
import type { Clock } from '../schedule/clock.ts';
import type { Channel, Outcome, OutgoingMail } from './define-channel.ts';
import { composeMail, type ComposedMail } from './smtp/compose.ts';
import { openSession, type Session } from './smtp/session.ts';
import { readSmtpUrl } from './smtp/settings.ts';

export interface SmtpOptions {
  clock: Clock;
  /** What we call ourselves in EHLO; by default the host's name. */
  name?: string;
  connectTimeoutMs?: number;
  answerTimeoutMs?: number;
}

const IDLE_MS = 10_000;
const IDLE_MAX = 4;

/** @param url see smtp/settings.ts; without one, mails wait and say why */
export default function createSmtpChannel(url: string | undefined, options: SmtpOptions): Channel {
  const read = url === undefined ? undefined : readSmtpUrl(url);
  const idle = new Set<Session>();
  const busy = new Set<Session>();
  const park = (session: Session) => {
    if (idle.size >= IDLE_MAX) return session.close();
    idle.add(session);
    options.clock.wakeAt(options.clock.now() + IDLE_MS, () => {
      if (idle.delete(session)) session.close();
    });
  };
  const takeIdle = async (): Promise<Session | undefined> => {
    for (const session of idle) {
      idle.delete(session);
      if (await session.isReady()) return session;
      session.close();
    }
    return undefined;
  };
  const unavailable = (): string | undefined => {
    if (read === undefined) {
      return 'no mail server is configured: set LARDER_SMTP_URL, for example to smtps://user:password@mail.example.org, and start the engine again';
    }
    return 'problem' in read ? `LARDER_SMTP_URL: ${read.problem}` : undefined;
  };
  return {
    id: 'email',
    writesTo: 'people',
    unavailable,
    async send(mail, beforeHandOver, signal): Promise<Outcome> {
      if (read === undefined || 'problem' in read) return { outcome: 'retry', reason: unavailable() ?? '' };
      const composed = await compose(mail);
      if ('outcome' in composed) return composed;
      let session = await takeIdle();
      if (session === undefined) {
        const opened = await openSession(
          {
            settings: read.settings,
            connectTimeoutMs: options.connectTimeoutMs ?? 20_000,
            answerTimeoutMs: options.answerTimeoutMs ?? 600_000,
            ...(options.name === undefined ? {} : { name: options.name }),
          },
          signal,
        );
        if ('outcome' in opened) return opened.outcome;
        session = opened.session;
      }
      busy.add(session);
      const { outcome, reusable } = await session.send(composed, beforeHandOver, signal);
      busy.delete(session);
      if (reusable && !signal.aborted) park(session);
      else session.close();
      return outcome;
    },
    close() {
      for (const session of [...idle, ...busy]) session.close();
      idle.clear();
      return Promise.resolve();
    },
  };
}

async function compose(mail: OutgoingMail): Promise<ComposedMail | Outcome> {
  try {
    return await composeMail(mail);
  } catch (error) {
    return { outcome: 'failed', reason: error instanceof Error ? error.message : 'the mail could not be put together' };
  }
}
