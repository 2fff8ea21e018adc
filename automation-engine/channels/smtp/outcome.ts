/**
 * What an error of the mail server means for the mail (crm-and-campaigns P4): nothing was taken over as long as the final dot has not
 * left, or when the answer to the dot is a refusal; a lost answer to the dot means that only the other side knows.
 */
import type { NodemailerError } from 'nodemailer/lib/errors';
import type { Outcome } from '../define-channel.ts';

/** How far an attempt came. From `handed-over` on the final dot may have left. */
export type Phase = 'connect' | 'hello' | 'auth' | 'mail' | 'rcpt' | 'data' | 'body' | 'handed-over' | 'answered';

const WHEN: Record<Phase, string> = {
  connect: 'while connecting',
  hello: 'in the greeting',
  auth: 'while logging in',
  mail: 'at the sender',
  rcpt: 'at the recipient',
  data: 'before the message',
  body: 'in the middle of the message',
  'handed-over': 'after the message was handed over',
  answered: 'after the answer',
};

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  ECONNECTION: 'the connection was cut',
  ESOCKET: 'the connection broke',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENOTFOUND: 'there is no such host',
  EDNS: 'there is no such host',
  ETIMEDOUT: 'no answer in time',
  ETLS: 'the connection could not be encrypted',
};

/** The command that was answered tells more than how far we had come: commands may be sent ahead of their answers. */
const PHASE_OF: Readonly<Record<string, Phase>> = { 'MAIL FROM': 'mail', 'RCPT TO': 'rcpt', DATA: 'data' };

/** `reply` is one line of the server's own words. */
export function outcomeOf(error: NodemailerError, reached: Phase, host: string): Outcome {
  const phase: Phase = reached === 'mail' ? (PHASE_OF[error.command ?? ''] ?? reached) : reached;
  const code = typeof error.responseCode === 'number' ? error.responseCode : undefined;
  const reply = typeof error.response === 'string' ? error.response.replace(/\s+/g, ' ').slice(0, 300) : undefined;
  const answered = code === undefined ? {} : { code };
  if (phase === 'handed-over') {
    // EMESSAGE is a whole answer to the dot; everything else is a connection that ended without one.
    if (error.code !== 'EMESSAGE' || code === undefined) {
      return { outcome: 'in-doubt', reason: `${host} took the message, then ${causeOf(error)} before it answered` };
    }
    const reason = `${host} refused the message: ${reply}`;
    return isPermanent(code) ? { outcome: 'failed', reason, ...answered } : { outcome: 'retry', reason, ...answered };
  }
  if (reply === undefined || code === undefined) {
    const tooLarge = error.code === 'EMESSAGE' && phase === 'mail';
    const reason = tooLarge ? `${host}: ${error.message}` : `${host}: ${causeOf(error)} ${WHEN[phase]}`;
    // An address that SMTP cannot carry, or a mail larger than the server takes, will not get better.
    return tooLarge || error.code === 'EENVELOPE' ? { outcome: 'failed', reason } : { outcome: 'retry', reason };
  }
  const reason = `${host} refused ${WHEN[phase]}: ${reply}`;
  return isPermanent(code) && isAboutTheMail(phase, code)
    ? { outcome: 'failed', reason, ...answered }
    : { outcome: 'retry', reason, ...answered };
}

const isPermanent = (code: number): boolean => code >= 500 && code !== 503; // 503 says that commands came in a wrong order

/** Refusals of our host, login or sender are for the owner to mend, not the fault of this one mail: it waits until its deadline. */
function isAboutTheMail(phase: Phase, code: number): boolean {
  if (phase === 'mail') return code === 552;
  return phase === 'rcpt' || phase === 'data' || phase === 'body';
}

function causeOf(error: NodemailerError): string {
  const { originalCode, code: own = '' } = error;
  const code = originalCode !== undefined && Object.hasOwn(CAUSES, originalCode) ? originalCode : own;
  if (originalCode !== undefined && /CERT|SELF_SIGNED|VERIFY/.test(originalCode))
    return `its certificate is not trusted (${originalCode})`;
  if (code === 'EAUTH') return 'the login did not work';
  return CAUSES[code] ?? 'the connection failed';
}
