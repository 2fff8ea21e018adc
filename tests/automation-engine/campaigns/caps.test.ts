import { afterEach, describe, expect, it } from 'vitest';
import type { Cap } from '../../../automation-engine/campaigns/read-caps.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage } from '../runner/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const ONE_A_DAY: Cap[] = [{ channel: 'email', count: 1, perMs: DAY }];
const recipe = (id: string, { priority = 50, purpose = 'marketing', wait = '' } = {}) =>
  recipeText(
    `priority: ${priority}\ncapabilities: [send-mail]\ntrigger: { event: contact.created }\nsteps:\n${wait}  - send-mail: { subject: ${id}, text: Hello, purpose: ${purpose} }\n`,
    id,
  );
const subjects = () => stage.channel.mails.map(({ subject }) => subject);

describe('a frequency cap', () => {
  it('lets only so many mails through, and the others later, one after the other', async () => {
    stage = await makeStage({ recipes: ['a', 'b', 'c'].map((id) => recipe(id)), caps: ONE_A_DAY });
    await stage.contact();
    await stage.settle();
    expect(subjects()).toHaveLength(1);
    await stage.pass(DAY - HOUR);
    expect(subjects()).toHaveLength(1);
    await stage.pass(2 * HOUR);
    expect(subjects()).toHaveLength(2);
    await stage.pass(DAY);
    expect(subjects().toSorted()).toEqual(['a', 'b', 'c']);
    expect((await stage.runs()).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });

  it('says in the run why the mail waits', async () => {
    stage = await makeStage({ recipes: [recipe('a'), recipe('b')], caps: ONE_A_DAY });
    await stage.contact();
    await stage.settle();
    const waiting = (await stage.runs()).find(({ state }) => state === 'waiting');
    expect(waiting?.trace.find(({ kind }) => kind === 'cap')?.text).toBe(
      'The mail waits until 2026-03-07 10:00 UTC: dana@globex.example may get 1 in 1d, and got 1',
    );
    expect(waiting?.reason).toContain('may get 1 in 1d');
  });

  it('lets recipes of higher priority go first', async () => {
    stage = await makeStage({
      recipes: [
        recipe('low', { priority: 10, wait: '  - wait: 1h\n' }),
        recipe('high', { priority: 90, wait: '  - wait: 1h\n' }),
      ],
      caps: ONE_A_DAY,
    });
    await stage.contact();
    await stage.pass(2 * HOUR);
    expect(subjects()).toEqual(['high']);
    await stage.pass(DAY);
    expect(subjects()).toEqual(['high', 'low']);
  });

  it('is one for each person', async () => {
    stage = await makeStage({ recipes: [recipe('a')], caps: ONE_A_DAY });
    for (const name of ['x', 'y', 'z']) {
      const address = `${name}@globex.example`;
      await stage.write('contact', { name, [`emails/${address}`]: {}, primaryEmail: address });
    }
    await stage.settle();
    expect(subjects()).toHaveLength(3);
  });

  it('keeps back no answer that somebody asked for', async () => {
    stage = await makeStage({ recipes: [recipe('a'), recipe('b', { purpose: 'service' })], caps: ONE_A_DAY });
    await stage.contact();
    await stage.settle();
    expect(subjects()).toHaveLength(2);
  });

  it('holds with others: the longest wait counts, over days and a restart', async () => {
    stage = await makeStage({
      recipes: ['a', 'b', 'c', 'd'].map((id) => recipe(id)),
      caps: [...ONE_A_DAY, { channel: 'email', count: 2, perMs: 7 * DAY }],
    });
    await stage.contact();
    await stage.pass(2 * DAY);
    expect(subjects()).toHaveLength(2);
    await stage.restart();
    await stage.pass(4 * DAY);
    expect(subjects()).toHaveLength(2);
    await stage.pass(10 * DAY);
    expect(subjects()).toHaveLength(4);
  });
});
