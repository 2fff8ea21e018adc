import { afterEach, beforeEach, expect, it } from 'vitest';
import { interactionsOf } from '../../../../extension/store/history.ts';
import { localTime, logByHand } from '../../../../extension/ui/person/log-by-hand.ts';
import { makeStore, type TestStore } from '../../store/make-store.ts';

let store: TestStore;
beforeEach(() => {
  store = makeStore();
});
afterEach(() => store.close());

it('puts a call on the timeline, with who was called', async () => {
  const contactId = store.newId();
  await logByHand(store, {
    contactId,
    channel: 'call',
    direction: 'out',
    at: '2026-02-28T09:30',
    subject: '  The  quote ',
    minutes: 12,
    number: '+14155550132',
  });
  expect((await interactionsOf(store, contactId, 5))[0]).toMatchObject({
    channel: 'call',
    direction: 'out',
    at: new Date('2026-02-28T09:30').toISOString(),
    subject: 'The quote',
    durationMinutes: 12,
    parties: { '+14155550132': { role: 'callee', contactId } },
  });
});

it('needs no more than the channel and the time', async () => {
  const contactId = store.newId();
  await logByHand(store, { contactId, channel: 'visit', direction: 'none', at: '2026-02-28T09:30', subject: ' ' });
  const [visit] = await interactionsOf(store, contactId, 5);
  expect(visit).toMatchObject({ channel: 'visit', parties: {} });
  expect(visit?.subject).toBeUndefined();
});

it('writes a moment as a date field does, and back', () => {
  expect(new Date(localTime('2026-02-28T09:30:00.000Z')).toISOString()).toBe('2026-02-28T09:30:00.000Z');
});
