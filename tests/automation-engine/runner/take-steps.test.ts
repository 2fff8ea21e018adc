import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAction } from '../../../automation-engine/actions/define-action.ts';
import { WAITING } from './recipe-texts.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage, type StageOptions } from './stage.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});
const setUp = async (options: StageOptions): Promise<Stage> => (stage = await makeStage(options));

describe('runs that are due', () => {
  it('lets runs stay where they are while their recipe is switched off', async () => {
    const stage = await setUp({ recipes: [WAITING('entry: { key: interaction.id }')] });
    const { contact, write, settle, pass, runs } = stage;
    const contactId = await contact();
    await write('interaction', {
      contactId,
      channel: 'email',
      direction: 'out',
      subject: 'Quote',
      at: '2026-03-06T10:00:00Z',
    });
    await settle();
    await stage.switch('test', false);
    await pass(DAY);
    expect(await runs()).toMatchObject([{ state: 'waiting', reason: expect.stringContaining('switched off') }]);
    await stage.switch('test', true);
    expect(await runs()).toMatchObject([{ state: 'done' }]);
  });

  it('lets runs go on with the version that they began with', async () => {
    const { contact, settle, pass, runs, add, library } = await setUp({
      recipes: [
        recipeText(
          'capabilities: [log-note]\ntrigger: { event: contact.created }\nsteps: [{ wait: { for: 1h } }, { log-note: { text: old } }]',
        ),
      ],
    });
    await contact();
    await settle();
    await add(
      recipeText(
        'capabilities: [log-note]\ntrigger: { event: contact.created }\nsteps: [{ log-note: { text: new } }]',
      ).replace('1.0.0', '2.0.0'),
    );
    await contact();
    await pass(DAY);
    expect((await runs()).map((run) => [run.recipeVersion, run.trace.at(-1)?.text])).toEqual([
      ['1.0.0', 'Logged the note "old"'],
      ['2.0.0', 'Logged the note "new"'],
    ]);
    expect(library.recipes.size).toBe(1);
  });

  it('keeps one bad run from stopping the others, tries it again, and gives it up in the end', async () => {
    const bomb = defineAction({
      title: 'Break',
      about: 'Breaks for Dana.',
      params: z.strictObject({}),
      texts: [],
      sample: {},
      writes: [],
      plan: (_, { scope }) => {
        if (JSON.stringify(scope['contact']).includes('Dana')) throw new Error('boom');
        return { effects: [], text: 'all well' };
      },
    });
    const { contact, settle, pass, runs } = await setUp({
      blocks: (blocks) => ({ ...blocks, actions: new Map([...blocks.actions, ['break', bomb]]) }),
      recipes: [
        recipeText(
          'capabilities: [add-tag, break]\ntrigger: { event: contact.created }\nsteps: [{ add-tag: { tag: met } }, { break: {} }]',
        ),
      ],
    });
    await contact();
    await contact({ name: 'Erik' });
    await settle();
    const [bad, good] = await runs();
    expect(good?.state).toBe('done');
    expect(bad).toMatchObject({ state: 'waiting', reason: 'The step broke and is tried again: boom' });
    await pass(2 * DAY);
    const [given] = await runs();
    expect(given).toMatchObject({ state: 'failed', reason: 'The step broke 5 times: boom' });
    expect(given?.trace.filter((line) => line.kind === 'add-tag')).toHaveLength(1);
  });

  it('go on when many others begin at the moment at which they wake', async () => {
    const { contact, settle, pass, runs, runner, restart, core } = await setUp({
      recipes: [
        recipeText(
          'capabilities: [log-note]\ntrigger: { event: contact.created }\nsteps: [{ wait: { for: 1h } }, { log-note: { text: woken } }]',
        ),
      ],
    });
    for (let n = 0; n < 3; n++) await contact();
    await settle();
    await runner.stop();
    await core.clock.moveTo(core.clock.now() + HOUR, () => Promise.resolve());
    // More than one batch begins at the moment at which the others wake.
    for (let n = 0; n < 600; n++) await contact();
    await restart();
    await pass(HOUR);
    const all = await runs();
    expect(all).toHaveLength(603);
    expect(new Set(all.map((run) => run.state))).toEqual(new Set(['done']));
    expect(new Set(all.map((run) => run.trace.length))).toEqual(new Set([4]));
  });
});
