import { afterEach, describe, expect, it } from 'vitest';
import type { FieldValue } from '../../../shared/model/record.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const MINUTE = 60_000;
/** A Friday. */
const FRIDAY = Date.parse('2026-03-06T10:00:00Z');

/** A recipe that waits and then makes a task, begun by a new contact; `done` tells when (from the start), or that it did not. */
async function begin(
  steps: string,
  options: { head?: string; contact?: Record<string, FieldValue>; ownerZone?: string; now?: number } = {},
) {
  const { head = '', contact = {}, ownerZone = 'UTC', now = FRIDAY } = options;
  stage = await makeStage({ now, ownerZone });
  await stage.add(
    recipeText(
      `${head}\ncapabilities: [create-task]\ntrigger: { event: contact.created }\nsteps:\n${steps}\n  - create-task: { title: Done, due: 1d }\n`,
    ),
  );
  const contactId = await stage.contact(contact);
  await stage.settle();
  return contactId;
}
const trace = async () => (await stage.runs())[0]?.trace ?? [];
const texts = async () => (await trace()).map(({ kind, text }) => `${kind}: ${text}`);
async function doneAt(ahead: number): Promise<string | undefined> {
  await stage.pass(ahead);
  return (await trace()).find(({ kind }) => kind === 'create-task')?.at;
}

describe('a wait', () => {
  it.each<[string, string, { head?: string; contact?: Record<string, FieldValue>; ownerZone?: string }, string]>([
    ['for working days', '  - wait: { for: 2d, calendar: business }', {}, '2026-03-10T10:00:00.000Z'],
    [
      'for working days without the recipe’s holidays',
      '  - wait: { for: 2d, calendar: business }',
      { head: 'holidays: ["03-09", "2026-03-11/2026-03-12"]' },
      '2026-03-13T10:00:00.000Z',
    ],
    [
      'until a time that a condition gives',
      '  - wait: { until: timestamp("2026-03-08T12:00:00Z") }',
      {},
      '2026-03-08T12:00:00.000Z',
    ],
    [
      'until days before a date',
      '  - wait: { until: contact.birthday, offset: -2d }',
      { contact: { birthday: '2026-03-20' } },
      '2026-03-18T09:00:00.000Z',
    ],
    [
      'until a date on the owner’s clock',
      '  - wait: { until: contact.birthday }',
      { contact: { birthday: '2026-03-20' }, ownerZone: 'Asia/Tokyo' },
      '2026-03-20T00:00:00.000Z',
    ],
    [
      'until a date that has passed is no wait',
      '  - wait: { until: contact.birthday }',
      { contact: { birthday: '2020-03-20' } },
      '2026-03-06T10:00:00.000Z',
    ],
    [
      'into a window that is open',
      '  - wait: { window: { from: "09:00", to: "17:00" } }',
      {},
      '2026-03-06T10:00:00.000Z',
    ],
    [
      'into a window that opens tomorrow',
      '  - wait: { window: { from: "08:00", to: "09:00" } }',
      {},
      '2026-03-07T08:00:00.000Z',
    ],
    [
      'into a window of working days',
      '  - wait: { for: 8h, window: { from: "09:00", to: "17:00", days: workdays } }',
      {},
      '2026-03-09T09:00:00.000Z',
    ],
    [
      'into the contact’s hours',
      '  - wait: { window: { from: "09:00", to: "17:00", zone: contact } }',
      { contact: { timeZone: 'America/New_York' } },
      '2026-03-06T14:00:00.000Z',
    ],
  ])('%s', async (_, step, options, expected) => {
    await begin(step, options);
    expect(await doneAt(20 * DAY)).toBe(expected);
  });

  it.each<[string, Record<string, FieldValue>, string]>([
    ['the contact', { timeZone: 'America/New_York' }, '2026-03-06 11:00 (America/New_York)'],
    ['the country of their phone', { 'phones/+818012345678': {} }, '2026-03-07 11:00 (Asia/Tokyo)'],
    ['your zone, because theirs is not known', { 'phones/+12125550123': {} }, '2026-03-06 11:00 (UTC)'],
  ])('in a contact’s hours says that it knows them from %s', async (from, contact, until) => {
    await begin('  - wait: { window: { from: "11:00", to: "12:00", zone: contact } }', { contact });
    expect((await texts()).at(-1)).toBe(
      `wait: Waits until ${until}: the hours are from 11:00 to 12:00 (contact); the zone is that of ${from}`,
    );
  });

  it('is looked at again when its hours come: the contact has moved meanwhile', async () => {
    const contactId = await begin('  - wait: { for: 1d, window: { from: "09:00", to: "17:00", zone: contact } }', {
      contact: { timeZone: 'Europe/Stockholm' },
    });
    await stage.write('contact', { timeZone: 'Asia/Tokyo' }, contactId);
    expect(await doneAt(3 * DAY)).toBe('2026-03-08T00:00:00.000Z');
  });

  it('spreads runs, each by its own lasting chance', async () => {
    await begin('  - wait: { spread: 4h }');
    for (let more = 0; more < 30; more++) await stage.contact({ name: `No ${more}` });
    await stage.settle();
    const wakes = (await stage.runs()).map(({ wakesAt = '' }) => Date.parse(wakesAt) - FRIDAY);
    expect(Math.min(...wakes)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...wakes)).toBeLessThan(4 * HOUR);
    expect(new Set(wakes).size).toBeGreaterThan(25);
    expect(Math.max(...wakes) - Math.min(...wakes)).toBeGreaterThan(2 * HOUR);
  });

  it('fails when there is no date to wait for', async () => {
    await begin('  - wait: { until: contact.birthday }');
    expect((await stage.runs())[0]).toMatchObject({ state: 'failed' });
    expect((await texts()).at(-1)).toContain('there is no time to wait for');
  });

  it('of a mail for its hours is over when they come', async () => {
    stage = await makeStage({ now: FRIDAY });
    await stage.add(
      recipeText(
        'capabilities: [send-mail]\ntrigger: { event: contact.created }\nsteps:\n  - send-mail: { subject: A, text: B, window: { from: "12:00", to: "13:00", zone: contact } }\n',
      ),
    );
    await stage.contact();
    await stage.pass(HOUR);
    expect(stage.channel.mails).toHaveLength(0);
    await stage.pass(HOUR);
    expect(stage.channel.mails).toHaveLength(1);
  });
});

const ANSWER = `  - wait: { for-event: interaction.logged, if: interaction.direction == "in", timeout: 5d }
    name: answer
    then: [{ stop: They answered }]`;

describe('a wait for an event', () => {
  it('ends when it comes, and goes one way', async () => {
    const contactId = await begin(ANSWER);
    await stage.pass(DAY);
    await stage.write('interaction', { channel: 'email', direction: 'out', at: '2026-03-07T10:00:00Z', contactId });
    await stage.settle();
    expect((await stage.runs())[0]).toMatchObject({ state: 'waiting', wakesAt: '2026-03-11T10:00:00.000Z' });
    await stage.write('interaction', { channel: 'email', direction: 'in', at: '2026-03-07T10:00:00Z', contactId });
    await stage.settle();
    expect((await stage.runs())[0]).toMatchObject({ state: 'stopped', reason: 'They answered' });
  });

  it('ends with its time, and goes the other way', async () => {
    await begin(ANSWER);
    expect(await doneAt(6 * DAY)).toBe('2026-03-11T10:00:00.000Z');
  });

  it('takes no notice of the events of others', async () => {
    await begin(ANSWER);
    const other = await stage.contact({ name: 'Other' });
    await stage.write('interaction', {
      channel: 'email',
      direction: 'in',
      at: '2026-03-07T10:00:00Z',
      contactId: other,
    });
    await stage.settle();
    expect((await stage.runs())[0]).toMatchObject({ state: 'waiting' });
  });

  it('lets its own branches see what came', async () => {
    await begin(`  - wait: { for-event: interaction.logged, timeout: 5d }
    name: answer
    else: [ { create-task: { title: 'Late {{ steps.answer.timedOut }}' } } ]`);
    await stage.pass(5 * DAY);
    expect(await texts()).toContain('create-task: Created the task "Late true"');
  });

  it('tells later conditions what became of it, also after a restart', async () => {
    const contactId = await begin(`  - wait: { for-event: interaction.logged, timeout: 5d }
    name: answer
  - wait: 1h
  - if: "!steps.answer.timedOut && steps.answer.event.type == 'interaction.logged'"
    then: [{ stop: It came }]`);
    await stage.restart();
    await stage.write('interaction', { channel: 'call', direction: 'in', at: '2026-03-07T10:00:00Z', contactId });
    await stage.settle();
    await stage.restart();
    await stage.pass(HOUR + MINUTE);
    expect((await stage.runs())[0]).toMatchObject({ state: 'stopped', reason: 'It came' });
  });

  it('goes on when the recipe was off while it came', async () => {
    const contactId = await begin(ANSWER);
    await stage.switch('test', false);
    await stage.pass(6 * DAY);
    expect((await stage.runs())[0]).toMatchObject({ state: 'waiting' });
    await stage.switch('test', true);
    await stage.write('interaction', { channel: 'email', direction: 'in', at: '2026-03-07T10:00:00Z', contactId });
    await stage.settle();
    expect((await stage.runs())[0]?.state).toMatch(/done|stopped/);
  });
});
