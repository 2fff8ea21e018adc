/** Which messages of a page are logged without a click: mail with people who are known already, on sites where the person wants it. */
import type { Draft, DraftContact, DraftInteraction } from '../../shared/model/draft.ts';
import { identityOf } from '../../shared/reading/interaction-id.ts';
import { everybody } from './everybody.ts';

/** Why an open message is not logged by itself. */
export type WhyNotLogged = 'nobody-to-log' | 'nobody-known' | 'doubtful-sender' | 'no-id';

/** What is logged: the messages, and the known people in them, the one whom they are about first. */
export interface ToLog {
  people: DraftContact[];
  interactions: DraftInteraction[];
}

/** In the custom fields of an interaction that nobody clicked for. */
export const BY_ITSELF = { path: 'custom/logged', value: 'by-itself' };

/** A sender who is not who they seem: a person should look first. */
const DOUBTS = ['from-differs', 'name-contains-other-address'];

/**
 * @param draft without those who are never captured; one of a list, of bulk or of automatic mail has no messages
 * @param known the stored contact of each person, by the person's key
 * @returns `undefined` where no message is open
 */
export function whatToLog(
  draft: Draft,
  known: { has: (key: string) => boolean },
  own: readonly string[],
): ToLog | WhyNotLogged | undefined {
  if (draft.interactions.length === 0) {
    const isMessage = draft.leftOut !== undefined || !['nobody-found', undefined].includes(draft.skipped?.reason);
    return isMessage ? 'nobody-to-log' : undefined;
  }
  const people = everybody(draft, own).filter(({ key }) => known.has(key));
  // Of a message to the person the sender counts; of the person's own, whoever got it.
  const [main] = draft.contacts;
  if (people.length === 0 || (main?.role === 'sender' && people[0] !== main)) return 'nobody-known';
  if (draft.warnings.some(({ kind }) => DOUBTS.includes(kind))) return 'doubtful-sender';
  // Without an id the same message would be logged again whenever it is opened.
  // And where its source is only missing for now, it would be another message as soon as the source is there.
  const isForNow = draft.warnings.some(({ kind }) => kind === 'raw-message-unavailable');
  const interactions = draft.interactions.filter((each) => !isForNow && identityOf(each) !== undefined);
  if (interactions.length === 0) return 'no-id';
  return { people, interactions: interactions.map(({ fields }) => ({ fields: [...fields, markOf(draft.readAt)] })) };
}

const markOf = (at: string) => ({ ...BY_ITSELF, evidence: [{ source: 'webmail-page' as const, at, confidence: 1 }] });
