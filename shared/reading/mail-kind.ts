/** Why a message offers nobody: machines, lists and crowds never make contacts. */
import type { Draft } from '../model/draft.ts';
import { isNoReply, isSameMailbox } from './addresses.ts';
import { automaticSubjects } from './mail-words.ts';
import type { Message } from './message.ts';

type Skipped = NonNullable<Draft['skipped']>;

/** Mail to more people than this is an announcement. */
export const RECIPIENTS_MAX = 20;

/** @returns the first reason, or `undefined` for mail between people */
export function whyNobody(message: Message, own: readonly string[], isOwn: boolean): Skipped | undefined {
  const { from, list } = message;
  if (from === undefined) return { reason: 'nobody-found', text: 'The message does not say who it is from.' };
  const recipients = [...message.to, ...message.cc, ...message.bcc];
  if (recipients.length > RECIPIENTS_MAX) {
    return {
      reason: 'bulk-mail',
      text: `The message went to ${recipients.length} people; more than ${RECIPIENTS_MAX} make an announcement.`,
    };
  }
  if (isOwn) {
    const isAlone = recipients.every(({ address }) => own.some((mine) => isSameMailbox(mine, address)));
    return isAlone ? { reason: 'own-message', text: 'You wrote this message to yourself.' } : undefined;
  }
  // Auto-Submitted: RFC 3834. Automatic answers come before lists: an answer to a list mail is both.
  if (
    message.autoSubmitted === 'auto-replied' ||
    message.precedence === 'auto_reply' ||
    message.isAutoResponse ||
    automaticSubjects.test(message.subject)
  ) {
    return { reason: 'automatic-reply', text: 'A program answered, not a person.' };
  }
  if (list['list-id'] !== undefined || list['list-post'] !== undefined || message.precedence === 'list') {
    return {
      reason: 'mailing-list',
      text: `The message came through a mailing list${list['list-id'] === undefined ? '' : `: ${list['list-id'].slice(0, 200)}`}.`,
    };
  }
  const isAutomatic = message.autoSubmitted !== undefined && message.autoSubmitted !== 'no';
  if (
    isAutomatic ||
    message.isBulk ||
    list['list-unsubscribe'] !== undefined ||
    /^(?:bulk|junk)$/u.test(message.precedence ?? '')
  ) {
    return { reason: 'bulk-mail', text: 'The message was sent to many, or by a program.' };
  }
  if (isNoReply(from.address))
    return { reason: 'no-reply-address', text: `Nobody reads what is sent to ${from.address}.` };
  return undefined;
}
