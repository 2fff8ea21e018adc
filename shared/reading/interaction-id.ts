/** The record id of an interaction: the same on every device and in every webmail, so one message stays one interaction. */
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
