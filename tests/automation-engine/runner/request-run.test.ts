import { afterEach, describe, expect, it } from 'vitest';
import { makeStage, recipeText, type Stage } from './stage.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

const NOTE = recipeText(`
capabilities: [log-note]
trigger: { event: interaction.logged, if: interaction.direction == "in" }
entry: { key: interaction.id }
steps: [{ log-note: { text: 'About {{ interaction.subject }}' } }]`);

describe('a run that was asked for by hand', () => {
  it('sees the latest event that the recipe listens to, whatever its condition says', async () => {
    stage = await makeStage({ recipes: [NOTE] });
    const { contact, write, settle, runs, runner } = stage;
    const contactId = await contact();
    for (const subject of ['First', 'Second']) {
      await write('interaction', {
        contactId,
        channel: 'email',
        direction: 'out',
        subject,
        at: '2026-03-06T10:00:00Z',
      });
    }
    await settle();
    expect(await runs()).toHaveLength(0);
    const entered = await runner.request('test', contactId);
    await settle();
    const [run] = await runs();
    expect(entered).toEqual({ runId: run?.id });
    expect(run?.trace.map((line) => line.text)).toEqual(['Started by hand', 'Logged the note "About Second"']);
  });

  it('may be asked for again, although the recipe runs once per key', async () => {
    stage = await makeStage({ recipes: [NOTE] });
    const { contact, write, settle, runs, runner } = stage;
    const contactId = await contact();
    await write('interaction', {
      contactId,
      channel: 'email',
      direction: 'in',
      subject: 'Hi',
      at: '2026-03-06T10:00:00Z',
    });
    await settle();
    await runner.request('test', contactId);
    await settle();
    expect((await runs()).map((run) => run.state)).toEqual(['done', 'done']);
  });

  it('is refused in words', async () => {
    stage = await makeStage({ recipes: [NOTE] });
    const { contact, settle, runner, core } = stage;
    const contactId = await contact();
    await settle();
    expect(await runner.request('nope', contactId)).toEqual({
      refused: 'the recipe "nope" is not switched on, or there is none',
    });
    expect(await runner.request('test')).toEqual({ refused: '"test" runs for a contact: say which one' });
    expect(await runner.request('test', core.newId())).toEqual({ refused: 'there is no such contact' });
    expect(await runner.request('test', contactId)).toEqual({
      refused: 'nothing happened to Dana Fox yet that "test" could start from: it listens to interaction.logged',
    });
  });
});
