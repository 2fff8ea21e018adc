/** From what a person types about a call, a meeting, a chat or a visit to an interaction. */
import type { Store } from '../../store/store.ts';
import { write, type Change } from '../../store/write.ts';

export interface ByHand {
  contactId: string;
  channel: 'call' | 'meeting' | 'chat' | 'visit';
  direction: 'in' | 'out' | 'none';
  /** `2026-11-24T09:30`, as a date field gives it, in the zone of this device. */
  at: string;
  subject: string;
  minutes?: number;
  /** The number that was called. */
  number?: string;
}

export function logByHand(store: Store, typed: ByHand) {
  const fields: Change['fields'] = {
    contactId: typed.contactId,
    channel: typed.channel,
    direction: typed.direction,
    at: new Date(typed.at).toISOString(),
  };
  const subject = typed.subject.trim().replace(/\s+/g, ' ').slice(0, 500);
  if (subject !== '') fields['subject'] = subject;
  if (typed.minutes !== undefined && Number.isFinite(typed.minutes))
    fields['durationMinutes'] = Math.max(0, Math.round(typed.minutes));
  if (typed.number !== undefined) {
    const role = typed.direction === 'in' ? 'caller' : 'callee';
    fields[`parties/${typed.number}`] = { role, contactId: typed.contactId };
  }
  return write(store, [{ kind: 'interaction', recordId: store.newId(), fields }]);
}

/** A moment as a date field takes it, in the zone of this device. */
export function localTime(iso: string): string {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
