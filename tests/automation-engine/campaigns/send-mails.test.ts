import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { CONCURRENT_MAX } from '../../../automation-engine/campaigns/send-mails.ts';
import type { Channel, Outcome } from '../../../automation-engine/channels/define-channel.ts';
import createSmtpChannel from '../../../automation-engine/channels/smtp.ts';
import { systemClock } from '../../../automation-engine/schedule/clock.ts';
import { readEvents } from '../../../automation-engine/event-log/read.ts';
import { listForContact, readTyped } from '../../../automation-engine/records/read.ts';
import { interactionId } from '../../../shared/reading/interaction-id.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage, type StageOptions } from '../runner/stage.ts';

const sha256 = async (text: string) => createHash('sha256').update(text).digest();
let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});
const setUp = async (options: StageOptions): Promise<Stage> => (stage = await makeStage(options));

const MAIL = (more = '', after = '') =>
  recipeText(`
capabilities: [send-mail${after === '' ? '' : ', add-tag'}]
trigger: { event: contact.created }
steps:
  - send-mail: { subject: 'Hello {{ contact.name }}', text: 'Good to meet you.'${more} }
${after}`);
const THEN_TAG = '  - add-tag: { tag: written-to }';

const ledger = ({ core }: Stage) => core.db.selectFrom('ledger').selectAll().orderBy('id').execute();
const eventTypes = async ({ core }: Stage) =>
  (await readEvents(core.db, { after: 0, limit: 1_000 })).map((event) => event.type);

describe('mails of recipes', () => {
  it('are sent once, logged on the timeline, and let the run go on', async () => {
    const stage = await setUp({ recipes: [MAIL('', THEN_TAG)] });
    const contactId = await stage.contact();
    await stage.settle();
    const [row] = await ledger(stage);
    const [run] = await stage.runs();
    expect(row).toMatchObject({
      state: 'sent',
      recipient: 'dana@globex.example',
      key: `recipe:test:run:${run?.id}:step:steps[0]#1`,
    });
    expect(row?.message_id).toMatch(/^<[0-9a-f-]{36}@larder\.example>$/);
    expect(stage.channel.mails).toMatchObject([
      {
        messageId: row?.message_id,
        to: { name: 'Dana Fox', address: 'dana@globex.example' },
        subject: 'Hello Dana Fox',
        date: '2026-03-06T10:00:00.000Z',
      },
    ]);
    expect(run).toMatchObject({ state: 'done' });
    expect(run?.trace.map((line) => [line.kind, line.outcome])).toEqual([
      ['contact.created', 'done'],
      ['send-mail', 'waiting'],
      ['mail', 'done'],
      ['add-tag', 'done'],
    ]);
    expect(await listForContact(stage.core.db, 'interaction', contactId)).toMatchObject([
      {
        channel: 'email',
        direction: 'out',
        subject: 'Hello Dana Fox',
        messageId: row?.message_id,
        runId: run?.id,
        id: await interactionId(row?.message_id ?? '', '2026-03-06T10:00:00.000Z', sha256),
        parties: { 'dana@globex.example': { role: 'to' } },
      },
    ]);
    expect(await eventTypes(stage)).toEqual(expect.arrayContaining(['mail.sent', 'interaction.logged']));
  });

  it('take their texts from a template of the library', async () => {
    const stage = await setUp({
      templates: { hello: { subject: 'Hi {{ contact.name }}', text: 'From the {{ inputs.who }}.' } },
      recipes: [
        recipeText(`
capabilities: [send-mail]
inputs:
  template: { type: mail-template, default: hello, label: Mail }
  who: { type: text, default: 'library {{ not.rendered }}', label: Who }
trigger: { event: contact.created }
steps: [{ send-mail: { template: inputs.template } }]`),
      ],
    });
    await stage.contact();
    await stage.settle();
    expect(stage.channel.mails).toMatchObject([
      { subject: 'Hi Dana Fox', text: 'From the library {{ not.rendered }}.' },
    ]);
  });

  it.each([
    ['doNotContact', { doNotContact: true }, 'marketing', 'must not be contacted'],
    [
      'withdrawn consent',
      { 'consent/email:marketing': { state: 'withdrawn', at: '2026-03-01T00:00:00Z', how: 'link' } },
      'marketing',
      'withdrew consent to marketing mail on 2026-03-01',
    ],
    [
      'withdrawn service consent',
      { 'consent/email:service': { state: 'withdrawn', at: '2026-03-01T00:00:00Z', how: 'link' } },
      'service',
      'withdrew consent',
    ],
  ])('are not sent against %s, which is looked at when they are sent', async (_, fields, purpose, reason) => {
    const answers: Outcome[] = [{ outcome: 'retry', reason: 'greylisted' }];
    const stage = await setUp({
      recipes: [MAIL(`, purpose: ${purpose}`, THEN_TAG)],
      answer: () => answers.shift() ?? { outcome: 'sent', answer: 'ok' },
    });
    const contactId = await stage.contact();
    await stage.settle();
    await stage.write('contact', fields, contactId);
    await stage.pass(HOUR);
    expect(stage.channel.mails).toHaveLength(0);
    expect(await ledger(stage)).toMatchObject([{ state: 'skipped', reason: expect.stringContaining(reason) }]);
    const [run] = await stage.runs();
    expect(run?.state).toBe('done');
    expect(run?.trace.map((line) => line.outcome)).toEqual(['done', 'waiting', 'retrying', 'skipped', 'done']);
  });

  it('about a service go to people who want no marketing', async () => {
    const stage = await setUp({ recipes: [MAIL(', purpose: service')] });
    await stage.contact({ 'consent/email:marketing': { state: 'withdrawn', at: '2026-03-01T00:00:00Z', how: 'link' } });
    await stage.settle();
    expect(stage.channel.mails).toHaveLength(1);
  });

  it('are never sent to a suppressed address', async () => {
    const stage = await setUp({ recipes: [MAIL()] });
    await stage.core.db
      .insertInto('suppressions')
      .values({ address: 'dana@globex.example', reason: 'bounced', at: '' })
      .execute();
    await stage.contact();
    await stage.settle();
    expect(stage.channel.mails).toHaveLength(0);
    expect(await ledger(stage)).toMatchObject([{ state: 'skipped' }]);
  });

  it('are skipped in words when there is no address', async () => {
    const stage = await setUp({ recipes: [MAIL()] });
    await stage.write('contact', { name: 'Erik' });
    await stage.settle();
    expect((await stage.runs())[0]?.trace[1]).toMatchObject({
      outcome: 'skipped',
      text: 'Skipped: Erik has no mail address',
    });
    expect(await ledger(stage)).toHaveLength(0);
  });

  it('are not sent any more when their run ended', async () => {
    const answers: Outcome[] = [{ outcome: 'retry', reason: 'greylisted' }];
    const stage = await setUp({
      recipes: [MAIL().replace('steps:', 'exit: [{ event: contact.unsubscribed }]\nsteps:')],
      answer: () => answers.shift() ?? { outcome: 'sent', answer: 'ok' },
    });
    const id = await stage.contact();
    await stage.settle();
    await stage.write(
      'contact',
      { 'consent/email:other': { state: 'withdrawn', at: '2026-03-01T00:00:00Z', how: 'link' } },
      id,
    );
    await stage.pass(HOUR);
    expect(stage.channel.mails).toHaveLength(0);
    expect(await ledger(stage)).toMatchObject([{ state: 'skipped', reason: 'the run ended before it was sent' }]);
    expect(await stage.runs()).toMatchObject([{ state: 'stopped' }]);
  });

  it('wait for a dead server with growing pauses, say so once, and keep message id and date', async () => {
    const attempts: { at: number; messageId: string; date: string }[] = [];
    let isUp = false;
    const stage = await setUp({
      recipes: [MAIL()],
      answer: ({ messageId, date }) => {
        attempts.push({ at: stage.core.clock.now(), messageId, date });
        return isUp
          ? { outcome: 'sent', answer: 'ok' }
          : { outcome: 'retry', reason: 'mail.example: the connection was refused' };
      },
    });
    const contactId = await stage.contact();
    await stage.settle();
    expect(await stage.runs()).toMatchObject([
      { state: 'waiting', reason: expect.stringContaining('the connection was refused') },
    ]);
    await stage.pass(12 * HOUR);
    isUp = true;
    await stage.pass(4 * HOUR);
    const pauses = attempts.slice(1).map(({ at }, n) => (at - (attempts[n]?.at ?? 0)) / 60_000);
    expect(pauses.slice(0, 5)).toEqual([1, 5, 15, 60, 240]);
    expect(new Set(attempts.map(({ messageId, date }) => messageId + date)).size).toBe(1);
    const [run] = await stage.runs();
    expect(run?.trace.map((line) => line.outcome)).toEqual(['done', 'waiting', 'retrying', 'done']);
    expect(run?.trace.at(-1)?.text).toContain('at attempt');
    const summary = await readTyped(stage.core.db, 'run', run?.id ?? '');
    expect(Object.keys(summary?.lines ?? {})).toHaveLength(4);
    expect(await listForContact(stage.core.db, 'interaction', contactId)).toHaveLength(1);
  });

  it('are given up after three days', async () => {
    const stage = await setUp({
      recipes: [MAIL('', THEN_TAG)],
      answer: () => ({ outcome: 'retry', reason: 'nobody there' }),
    });
    await stage.contact();
    await stage.pass(4 * DAY);
    expect(await ledger(stage)).toMatchObject([
      { state: 'failed', reason: 'given up after three days; the last time: nobody there' },
    ]);
    expect(await stage.runs()).toMatchObject([{ state: 'failed' }]);
    expect(await eventTypes(stage)).toContain('mail.failed');
  });

  it('that are refused for good fail their run, with the reason', async () => {
    const stage = await setUp({
      recipes: [MAIL('', THEN_TAG)],
      answer: () => ({ outcome: 'failed', reason: '550 no such user', code: 550 }),
    });
    await stage.contact();
    await stage.settle();
    expect(await stage.runs()).toMatchObject([
      { state: 'failed', reason: 'Not sent to dana@globex.example: 550 no such user' },
    ]);
  });

  it('in doubt are shown, never sent again, and let the run go on', async () => {
    const stage = await setUp({
      recipes: [MAIL('', THEN_TAG)],
      answer: () => ({ outcome: 'in-doubt', reason: 'the line went dead' }),
    });
    const contactId = await stage.contact();
    await stage.pass(4 * DAY);
    expect(stage.channel.mails).toHaveLength(1);
    expect(await ledger(stage)).toMatchObject([{ state: 'in-doubt' }]);
    const [run] = await stage.runs();
    expect(run?.state).toBe('done');
    expect(run?.trace[2]).toMatchObject({ outcome: 'in-doubt', text: expect.stringContaining('is not sent again') });
    expect(await eventTypes(stage)).toContain('mail.in-doubt');
    expect(await listForContact(stage.core.db, 'interaction', contactId)).toHaveLength(0);
  });

  it('that were being handed over when the engine was cut off are in doubt afterwards; those only claimed go out', async () => {
    const stage = await setUp({ recipes: [MAIL()], answer: () => ({ outcome: 'retry', reason: 'later' }) });
    await stage.contact();
    await stage.contact();
    await stage.settle();
    await stage.runner.stop();
    const [sending, claimed] = await ledger(stage);
    const set = (id = '', state = '') =>
      stage.core.db.updateTable('ledger').set({ state }).where('id', '=', id).execute();
    await set(sending?.id, 'sending');
    await set(claimed?.id, 'claimed');
    await stage.restart();
    expect((await ledger(stage)).map((row) => row.state)).toEqual(['in-doubt', 'planned']);
    expect(await eventTypes(stage)).toContain('mail.in-doubt');
  });

  it('wait when no server is configured, in words that say what to do, while everything else goes on', async () => {
    const channels = new Map<string, Channel>([['email', createSmtpChannel(undefined, { clock: systemClock })]]);
    const stage = await setUp({ recipes: [MAIL()], channels });
    await stage.contact();
    await stage.settle();
    expect(await stage.runs()).toMatchObject([
      { state: 'waiting', reason: expect.stringContaining('LARDER_SMTP_URL') },
    ]);
    channels.set('email', stage.channel);
    await stage.restart();
    expect(stage.channel.mails).toHaveLength(1);
  });

  it('wait when there is no sender, and use the one that is configured later', async () => {
    const stage = await setUp({ recipes: [MAIL()], mailFrom: undefined });
    await stage.contact();
    await stage.settle();
    expect(await stage.runs()).toMatchObject([
      { state: 'waiting', reason: expect.stringContaining('LARDER_MAIL_FROM') },
    ]);
    expect(stage.channel.mails).toHaveLength(0);
  });

  it('wait while their recipe is switched off', async () => {
    const answers: Outcome[] = [{ outcome: 'retry', reason: 'later' }];
    const stage = await setUp({
      recipes: [MAIL()],
      answer: () => answers.shift() ?? { outcome: 'sent', answer: 'ok' },
    });
    await stage.contact();
    await stage.settle();
    await stage.switch('test', false);
    await stage.pass(HOUR);
    expect(stage.channel.mails).toHaveLength(0);
    await stage.switch('test', true);
    expect(stage.channel.mails).toHaveLength(1);
  });

  it('whose answer does not come do not keep the engine from stopping', async () => {
    let giveUp = () => {};
    let isWaiting = false;
    const silent: Channel = {
      id: 'email',
      writesTo: 'people',
      unavailable: () => undefined,
      close: async () => giveUp(),
      async send(_mail, beforeHandOver) {
        await beforeHandOver();
        isWaiting = true;
        await new Promise<void>((resolve) => (giveUp = resolve));
        return { outcome: 'in-doubt', reason: 'we left' };
      },
    };
    const stage = await setUp({ recipes: [MAIL()], channels: new Map([['email', silent]]) });
    await stage.contact();
    await expect.poll(() => isWaiting).toBe(true);
    const stopped = stage.runner.stop();
    const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
    await turn();
    await stage.core.clock.moveTo(stage.core.clock.now() + 10_000, turn);
    await stopped;
    expect(await ledger(stage)).toMatchObject([{ state: 'in-doubt', reason: 'we left' }]);
  });

  it('that hang do not hold up those that come after them, and never are more than a few at a time', async () => {
    let open = 0;
    let most = 0;
    const release: (() => void)[] = [];
    const sent: string[] = [];
    const slow: Channel = {
      id: 'email',
      writesTo: 'people',
      unavailable: () => undefined,
      close: () => Promise.resolve(),
      async send(mail, beforeHandOver) {
        most = Math.max(most, ++open);
        if (mail.to.address.startsWith('slow')) await new Promise<void>((resolve) => release.push(resolve));
        await beforeHandOver();
        sent.push(mail.to.address);
        open--;
        return { outcome: 'sent', answer: 'ok' };
      },
    };
    const stage = await setUp({ recipes: [MAIL()], channels: new Map([['email', slow]]) });
    const write = (address: string) =>
      stage.write('contact', { [`emails/${address}`]: {}, primaryEmail: address, name: 'x' });
    const arrived = (count: number) => expect.poll(() => sent.length).toBe(count);
    await write('slow@a.example');
    await expect.poll(() => release.length).toBe(1);
    await write('quick@a.example');
    await arrived(1);
    for (let n = 0; n < 6; n++) await write(`slow-${n}@a.example`);
    await expect.poll(() => release.length).toBe(CONCURRENT_MAX);
    while (sent.length < 8) {
      release.splice(0).forEach((go) => go());
      await new Promise((resolve) => setImmediate(resolve));
    }
    await stage.settle();
    expect(most).toBe(CONCURRENT_MAX);
    expect(await stage.runs()).toHaveLength(8);
  });
});
