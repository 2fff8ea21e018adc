/**
 * The keys of webhooks: who calls one shows its key. They are made from one secret of the data folder, so each webhook has a key of its
 * own and none is stored. The secret is not the one that signs our own calls: whoever checks those knows it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

export const hookKey = (secret: string, webhook: string): string =>
  createHmac('sha256', secret).update(`webhook ${webhook}`).digest('base64url');

export function isHookKey(secret: string, webhook: string, shown: string): boolean {
  const [right, given] = [hookKey(secret, webhook), shown].map((key) => Buffer.from(key));
  return right !== undefined && given?.length === right.length && timingSafeEqual(right, given);
}
