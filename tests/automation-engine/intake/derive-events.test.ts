import { describe, expect, it } from 'vitest';
import { deriveEvents } from '../../../automation-engine/intake/derive-events.ts';
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import { createIds } from '../../../shared/model/ids.ts';
import type { Kind } from '../../../shared/model/kinds.ts';
import { applyMutation, type Mutation } from '../../../shared/model/mutation.ts';
import type { RecordState } from '../../../shared/model/record.ts';
import { createChance, START } from '../make-core.ts';

const newId = createIds({ now: () => START, random: createChance() });
const clock = createHybridClock({ now: () => START, device: newId() });
const CONTACT = newId();
const RECORD = newId();
const DELETED = '2026-03-06T10:00:00.000Z';

/** Applies the changes one after the other, and gives the events of the last one. */
function eventsOf(kind: Kind, changes: Mutation['fields'][], contact?: RecordState) {
  const recordId = kind === 'contact' ? CONTACT : RECORD;
  let before: RecordState | undefined;
  let events: ReturnType<typeof deriveEvents> = [];
  for (const fields of changes) {
    const mutation: Mutation = { id: newId(), kind, recordId, fields, stamp: clock.tick() };
    const applied = applyMutation(before, mutation);
    events = deriveEvents({
      ...applied,
      before,
      mutation,
      contact,
      cause: { mutationId: mutation.id, depth: 0 },
      newId,
    });
    before = applied.state;
  }
  return events;
}
const typesOf = (...args: Parameters<typeof eventsOf>) => eventsOf(...args).map((event) => event.type);

const dana: RecordState = applyMutation(undefined, {
  id: newId(),
  kind: 'contact',
  recordId: CONTACT,
  fields: { name: 'Dana', 'evidence/name': [] },
  stamp: clock.tick(),
}).state;

describe('the events of a mutation', () => {
  it.each<[string, Kind, Mutation['fields'][], string[]]>([
    ['a new contact', 'contact', [{ name: 'Dana' }], ['contact.created']],
    [
      'a new contact with tags',
      'contact',
      [{ name: 'Dana', 'tags/a': true, 'tags/b': true }],
      ['contact.created', 'contact.tag-added', 'contact.tag-added'],
    ],
    ['a changed field', 'contact', [{ name: 'Dana' }, { title: 'CEO' }], ['contact.updated']],
    ['the same value again', 'contact', [{ name: 'Dana' }, { name: 'Dana' }], []],
    ['evidence alone', 'contact', [{ name: 'Dana' }, { 'evidence/name': [] }], []],
    [
      'tags and fields that a merge carries over',
      'contact',
      [{ name: 'Dana' }, { title: 'CEO', 'tags/vip': true, [`mergedFrom/${newId()}`]: true }],
      [],
    ],
    [
      'a refusal of mail that a merge carries over',
      'contact',
      [{ name: 'Dana' }, { doNotContact: true, [`mergedFrom/${newId()}`]: true }],
      ['contact.unsubscribed'],
    ],
    [
      'a detail that seems to have changed',
      'contact',
      [{ title: 'Buyer' }, { 'suggestions/title': { from: 'Buyer', to: 'CEO', at: DELETED, evidence: [] } }],
      ['contact.detail-changed'],
    ],
    [
      'the answer to it',
      'contact',
      [
        { title: 'Buyer', 'suggestions/title': { from: 'Buyer', to: 'CEO', at: DELETED, evidence: [] } },
        {
          title: 'CEO',
          'suggestions/title': { from: 'Buyer', to: 'CEO', at: DELETED, evidence: [], answer: 'accepted' },
        },
      ],
      ['contact.updated'],
    ],
    ['that two are two people', 'contact', [{ name: 'Dana' }, { [`distinctFrom/${newId()}`]: true }], []],
    ['a tag', 'contact', [{ name: 'Dana' }, { 'tags/vip': true }], ['contact.tag-added']],
    ['a tag that goes', 'contact', [{ 'tags/vip': true }, { 'tags/vip': null }], ['contact.tag-removed']],
    [
      'a tag in place of another',
      'contact',
      [{ 'tags/lead': true }, { 'tags/lead': null, 'tags/won': true }],
      ['contact.tag-removed', 'contact.tag-added'],
    ],
    [
      'consent for mail withdrawn',
      'contact',
      [{ name: 'Dana' }, { 'consent/email:marketing': { state: 'withdrawn', at: DELETED, how: 'asked' } }],
      ['contact.updated', 'contact.unsubscribed'],
    ],
    [
      'consent for mail given',
      'contact',
      [{ name: 'Dana' }, { 'consent/email:marketing': { state: 'granted', at: DELETED, how: 'asked' } }],
      ['contact.updated'],
    ],
    [
      'consent for calls withdrawn',
      'contact',
      [{ name: 'Dana' }, { 'consent/phone:sales': { state: 'withdrawn', at: DELETED, how: 'asked' } }],
      ['contact.updated'],
    ],
    [
      'do not contact',
      'contact',
      [{ name: 'Dana' }, { doNotContact: true }],
      ['contact.updated', 'contact.unsubscribed'],
    ],
    ['contact again', 'contact', [{ doNotContact: true }, { doNotContact: false }], ['contact.updated']],
    ['a deleted contact', 'contact', [{ name: 'Dana' }, { deletedAt: DELETED }], ['contact.deleted']],
    ['a change to a tombstone', 'contact', [{ deletedAt: DELETED }, { name: 'Dana' }], []],
    ['a contact that came deleted', 'contact', [{ name: 'Dana', deletedAt: DELETED }], []],
    [
      'a restored contact',
      'contact',
      [{ name: 'Dana' }, { deletedAt: DELETED }, { deletedAt: null }],
      ['contact.updated'],
    ],
    ['a contact that is merged into another', 'contact', [{ name: 'Dana' }, { mergedInto: CONTACT }], []],
    ['a change to a merged contact', 'contact', [{ mergedInto: CONTACT }, { name: 'Dana' }], []],
    [
      'contacts that are separated again',
      'contact',
      [{ name: 'Dana' }, { mergedInto: CONTACT }, { mergedInto: null }],
      ['contact.updated'],
    ],
    ['a company', 'company', [{ name: 'Globex' }], ['company.created']],
    ['a changed company', 'company', [{ name: 'Globex' }, { domain: 'globex.test' }], ['company.updated']],
    ['an interaction', 'interaction', [{ subject: 'Hello' }], ['interaction.logged']],
    ['a changed interaction', 'interaction', [{ subject: 'Hello' }, { subject: 'Hi' }], []],
    ['a task', 'task', [{ title: 'Call' }], ['task.created']],
    ['a task that is done', 'task', [{ title: 'Call' }, { doneAt: DELETED }], ['task.completed']],
    ['a task done a little later', 'task', [{ doneAt: DELETED }, { doneAt: '2026-03-06T11:00:00.000Z' }], []],
    [
      'a task done before it was written down',
      'task',
      [{ title: 'Call', doneAt: DELETED }],
      ['task.created', 'task.completed'],
    ],
    ['a note', 'note', [{ text: 'Likes tea' }], ['note.added']],
    ['a deal', 'deal', [{ title: 'Fleet', stage: 'lead' }], ['deal.created']],
    ['a deal that moves', 'deal', [{ stage: 'lead' }, { stage: 'won' }], ['deal.stage-changed']],
    ['a deal whose amount changes', 'deal', [{ stage: 'lead' }, { amount: 5 }], []],
    ['a label', 'tag', [{ slug: 'vip' }], []],
    ['what a run did', 'run', [{ state: 'done' }], []],
    ['what a recipe tells', 'notification', [{ title: 'Look' }], []],
  ])('%s', (_case, kind, changes, types) => {
    expect(typesOf(kind, changes)).toEqual(types);
  });

  it('says which fields changed, tags and evidence aside', () => {
    const [event] = eventsOf('contact', [{ name: 'Dana' }, { title: 'CEO', 'tags/x': true, 'evidence/title': [] }]);
    expect(event?.data).toMatchObject({ changed: ['title'] });
  });

  it('says where a deal came from and went to', () => {
    expect(eventsOf('deal', [{ stage: 'lead' }, { stage: 'won' }])[0]?.data).toMatchObject({ from: 'lead', to: 'won' });
    expect(eventsOf('deal', [{ title: 'Fleet' }, { stage: 'lead' }])[0]?.data).not.toHaveProperty('from');
  });

  it('carries the contact that a record belongs to, without its evidence, and names it as the subject', () => {
    const [event] = eventsOf('task', [{ title: 'Call', contactId: CONTACT }], dana);
    expect(event).toMatchObject({
      contactId: CONTACT,
      data: { task: { title: 'Call' }, contact: { name: 'Dana', evidence: {} } },
    });
  });

  it('tells whoever was kept that another contact was merged into it, and not of its end', () => {
    const other = eventsOf('contact', [{ name: 'Dan' }, { mergedInto: RECORD }], { ...dana, id: RECORD });
    expect(other).toMatchObject([
      { type: 'contact.merged', contactId: RECORD, data: { merged: CONTACT, contact: { id: RECORD } } },
    ]);
    const gone = eventsOf('contact', [{ mergedInto: RECORD }, { deletedAt: DELETED }], { ...dana, id: RECORD });
    expect(gone).toMatchObject([{ type: 'contact.deleted', contactId: CONTACT }]);
  });

  it('leaves a deleted contact out, and still names it', () => {
    const gone = { ...dana, values: { ...dana.values, deletedAt: DELETED } };
    const [event] = eventsOf('note', [{ text: 'x', contactId: CONTACT }], gone);
    expect(event?.contactId).toBe(CONTACT);
    expect(event?.data).not.toHaveProperty('contact');
  });

  it('takes the time from the stamp, by the clock of whoever made the change', () => {
    expect(eventsOf('note', [{ text: 'x' }])[0]?.at).toBe(new Date(START).toISOString());
  });
});
