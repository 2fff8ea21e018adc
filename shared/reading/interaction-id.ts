/** The record id of an interaction: the same on every device and in every webmail, so one message stays one interaction. */
import type { DraftInteraction } from '../model/draft.ts';
import { idFrom, type Id } from '../model/ids.ts';

/** A digest such as SHA-256: at least ten bytes of it are used. */
export type Digest = (text: string) => Promise<Uint8Array>;

/** What `idFrom` of shared/model takes. */
export interface InteractionKey {
  millis: number;
  bytes: Uint8Array;
}

/**
 * Time and bytes from the Message-ID and the Date header. The date is part of the message, so it is the same for all who got it; a
 * message without a date counts as written in 1970, because the time of reading would differ from device to device.
 * @param messageId with its angle brackets; compared as RFC 5322 says, letter by letter
 * @param at ISO 8601
 */
export async function interactionKey(
  messageId: string,
  at: string | undefined,
  digest: Digest,
): Promise<InteractionKey> {
  const millis = at === undefined ? 0 : Date.parse(at);
  return {
    millis: Number.isNaN(millis) ? 0 : millis,
    bytes: (await digest(`message-id:${messageId}`)).subarray(0, 10),
  };
}

export async function interactionId(messageId: string, at: string | undefined, digest: Digest): Promise<Id> {
  const { millis, bytes } = await interactionKey(messageId, at, digest);
  return idFrom(millis, bytes);
}

/**
 * What a draft's interaction is told from all others by: its Message-ID; where a page does not say it, the sender, the subject and the
 * time that the page shows. `undefined` where neither is known.
 */
export function identityOf({ fields }: DraftInteraction): { key: string; at: string | undefined } | undefined {
  const text = (path: string) => {
    const value = fields.find((field) => field.path === path)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const evidence = fields.find(({ path }) => path === 'at')?.evidence[0];
  // The time of reading stands in for a missing date; it differs from device to device, so it must not count.
  const at = (evidence?.confidence ?? 0) > 0.5 ? text('at') : undefined;
  const messageId = text('messageId');
  if (messageId !== undefined) return { key: messageId, at: evidence?.source === 'raw-header' ? at : undefined };
  const from = fields.find(({ path, value }) => path.startsWith('parties/') && isFrom(value))?.path;
  return at === undefined || from === undefined
    ? undefined
    : { key: `shown:${from} ${at} ${text('subject') ?? ''}`, at };
}

const isFrom = (value: unknown) =>
  typeof value === 'object' && value !== null && 'role' in value && value.role === 'from';
