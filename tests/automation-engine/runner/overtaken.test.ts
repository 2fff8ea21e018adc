import { afterEach, describe, expect, it } from 'vitest';
import { setRunning } from '../../../automation-engine/runner/kill-switch.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage, type StageOptions } from './stage.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});
const setUp = async (options: StageOptions): Promise<Stage> => (stage = await makeStage(options));

const NUDGE = recipeText(`
capabilities: [send-mail]
trigger: { event: contact.created, if: contact.name == "Dana Fox" }
exit: { event: interaction.logged }
steps:
  - wait: 1h
  - send-mail: { subject: Hello, text: Hello }
`);
const ANSWER = { channel: 'email', direction: 'in', subject: 'Re: Hello', at: '2026-03-06T10:00:00Z' };

describe('what is in the log before a run goes on', () => {
  it('ends a run whose wait was over while the engine was off, behind a long push', async () => {
    const { contact, write, settle, runs, restart, core, runner, channel } = await setUp({ recipes: [NUDGE] });
    const contactId = await contact();
    await settle();
    await runner.stop();
    for (let n = 0; n < 600; n++) await write('contact', { name: `Somebody ${n}` });
    await write('interaction', { contactId, ...ANSWER });
    await core.clock.moveTo(core.clock.now() + DAY, () => Promise.resolve());
    await restart();
    expect((await runs())[0]?.trace.map((line) => line.text)).toEqual([
      'Started because the contact was added',
      'Waits until 2026-03-06 11:00 (UTC)',
      'Ended by interaction.logged',
    ]);
    expect(channel.mails).toEqual([]);
  });

  it('ends a wait for it that times out at the same moment', async () => {
    const { contact, write, settle, runs, core, runner } = await setUp({
      recipes: [
        recipeText(`
capabilities: [log-note]
trigger: { event: contact.created }
steps:
  - wait: { for-event: interaction.logged, timeout: 1h }
    then: [ { log-note: { text: It came } } ]
    else: [ { log-note: { text: Nothing came } } ]`),
      ],
    });
    const contactId = await contact();
    await settle();
    await core.clock.moveTo(core.clock.now() + HOUR - 1, () => runner.settle());
    await write('interaction', { contactId, ...ANSWER });
    await core.clock.moveTo(core.clock.now() + 1, () => Promise.resolve());
    await settle();
    expect((await runs())[0]?.trace.at(-1)?.text).toBe('Logged the note "It came"');
  });

  it('keeps a mail back that waited for its server', async () => {
    let isUp = false;
    const { contact, write, settle, pass, runs, restart, core, runner, channel } = await setUp({
      recipes: [NUDGE],
      answer: () => (isUp ? { outcome: 'sent', answer: 'taken' } : { outcome: 'retry', reason: 'no connection' }),
    });
    const contactId = await contact();
    await pass(HOUR);
    await runner.stop();
    for (let n = 0; n < 600; n++) await write('contact', { name: `Somebody ${n}` });
    await write('interaction', { contactId, ...ANSWER });
    await core.clock.moveTo(core.clock.now() + DAY, () => Promise.resolve());
    isUp = true;
    await restart();
    await settle();
    expect(channel.mails).toEqual([]);
    expect((await runs())[0]?.trace.at(-1)?.text).toBe('Not sent: the run ended before it was sent');
  });

  it('counts after everything was stopped', async () => {
    const { contact, write, settle, pass, core, channel } = await setUp({ recipes: [NUDGE] });
    const contactId = await contact();
    await settle();
    await setRunning(core, false, core.newId());
    for (let n = 0; n < 600; n++) await write('contact', { name: `Somebody ${n}` });
    await write('interaction', { contactId, ...ANSWER });
    await pass(DAY);
    await setRunning(core, true, core.newId());
    await settle();
    expect(channel.mails).toEqual([]);
  });

  it('holds nobody up once it was matched', async () => {
    const { contact, write, settle, pass, restart, core, runner, channel } = await setUp({ recipes: [NUDGE] });
    const contactId = await contact();
    await pass(HOUR / 2);
    await contact();
    await settle();
    await runner.stop();
    await write('interaction', { contactId, ...ANSWER });
    await core.clock.moveTo(core.clock.now() + HOUR / 2, () => Promise.resolve());
    await restart();
    await pass(HOUR);
    expect(channel.mails).toHaveLength(1);
  });
});
