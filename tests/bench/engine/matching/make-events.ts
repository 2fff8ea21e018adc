/** Events as the log has them: derived by the engine from the mutations of ordinary contacts. */
import { deriveEvents } from '../../../../automation-engine/intake/derive-events.ts';
import type { LoggedEvent } from '../../../../shared/model/event.ts';
import { createHybridClock } from '../../../../shared/model/hybrid-clock.ts';
import { createIds } from '../../../../shared/model/ids.ts';
import type { Kind } from '../../../../shared/model/kinds.ts';
import { applyMutation } from '../../../../shared/model/mutation.ts';
import type { FieldPath, FieldValue, RecordState } from '../../../../shared/model/record.ts';
import { channels, createDice, languages, plans, stages, tags } from './words.ts';

const NOW = Date.parse('2026-03-06T10:00:00Z');

type Fields = Record<FieldPath, FieldValue>;

export function makeEvents(count: number): LoggedEvent[] {
  const pick = createDice(11);
  const now = () => NOW;
  const newId = createIds({ now, random: (bytes) => bytes.map(() => pick(BYTES)) });
  const device = newId();
  const stamps = createHybridClock({ now, device });
  const events: LoggedEvent[] = [];

  function change(kind: Kind, before: RecordState | undefined, fields: Fields, contact?: RecordState): RecordState {
    const mutation = { id: newId(), kind, recordId: before?.id ?? newId(), fields, stamp: stamps.tick() };
    const applied = applyMutation(before, mutation);
    const cause = { deviceId: device, depth: 0, mutationId: mutation.id };
    for (const event of deriveEvents({ before, ...applied, mutation, contact, cause, newId })) {
      // As it comes from the log: parsed, not built here.
      events.push(JSON.parse(JSON.stringify({ ...event, seq: events.length + 1, recordedAt: event.at })));
    }
    return applied.state;
  }

  const tellers: ((contact: RecordState) => void)[] = [
    (contact) => void change('contact', contact, { title: `Head of ${pick(plans)}`, companyName: 'Globex' }),
    (contact) => void change('contact', contact, { [`tags/${pick(tags)}`]: true, [`tags/${pick(tags)}`]: null }),
    (contact) =>
      void change('interaction', undefined, interactionOf(contact, pick(channels), pick(['in', 'out'])), contact),
    (contact) => void change('interaction', undefined, interactionOf(contact, 'email', pick(['in', 'out'])), contact),
    (contact) => {
      const fields = { title: 'Call back', contactId: contact.id };
      const task = change('task', undefined, fields, contact);
      change('task', task, { doneAt: new Date(NOW).toISOString() }, contact);
    },
    (contact) => void change('note', undefined, { text: 'Asked about the price.', contactId: contact.id }, contact),
    (contact) => {
      const fields = { title: 'Deal', contactId: contact.id, pipeline: pick(plans), stage: pick(stages) };
      const deal = change('deal', undefined, { ...fields, amount: pick([50_000, 300_000, 2_000_000]) }, contact);
      change('deal', deal, { stage: pick(stages) }, contact);
    },
  ];
  for (let n = 0; events.length < count; n++) {
    const contact = change('contact', undefined, contactOf(n, pick));
    for (let told = 0; told < 4; told++) pick(tellers)(contact);
  }
  return events.slice(0, count);
}

const BYTES = Array.from({ length: 256 }, (_, n) => n);

export function contactOf(n: number, pick: <T>(from: readonly T[]) => T): Fields {
  const email = `person.${n}@company-${n % 500}.example`;
  return {
    name: `Person Number ${n}`,
    givenName: 'Person',
    familyName: `Number ${n}`,
    title: 'Head of Purchasing',
    companyName: `Company ${n % 500}`,
    primaryEmail: email,
    [`emails/${email}`]: { label: 'work' },
    [`phones/+4670${String(n).padStart(7, '0')}`]: { label: 'mobile' },
    'links/https://social.example/in/person': {},
    language: pick(languages),
    timeZone: 'Europe/Stockholm',
    [`tags/${pick(tags)}`]: true,
    [`tags/${pick(tags)}`]: true,
    'custom/plan': pick(plans),
    'consent/email:marketing': { state: 'granted', at: '2026-01-01T00:00:00.000Z', how: 'The form on the site' },
  };
}

const interactionOf = (contact: RecordState, channel: string, direction: string): Fields => ({
  channel,
  direction,
  at: new Date(NOW).toISOString(),
  contactId: contact.id,
  subject: 'Re: your quote for the new machines',
  threadId: '<thread-1@mail.example>',
  messageId: '<message-1@mail.example>',
  'parties/person@company.example': { role: 'from', contactId: contact.id },
});
