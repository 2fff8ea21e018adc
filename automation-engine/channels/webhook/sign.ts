/** Signs calls as https://www.standardwebhooks.com says: the receiver knows who called, when, and that it is no repetition. */
import { createHmac } from 'node:crypto';

/** The prefix of a secret; what follows is base64. */
export const SECRET_PREFIX = 'whsec_';

/** @param atSeconds Unix time in whole seconds */
export function signatureHeaders(secret: string, id: string, atSeconds: number, body: string): Record<string, string> {
  const key = Buffer.from(secret.replace(SECRET_PREFIX, ''), 'base64');
  const digest = createHmac('sha256', key).update(`${id}.${atSeconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(atSeconds), 'webhook-signature': `v1,${digest}` };
}
