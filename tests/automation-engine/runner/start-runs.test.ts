import { afterEach, describe, expect, it } from 'vitest';
import { TAG_NEW, WAITING } from './recipe-texts.ts';
import { DAY, makeStage, type Stage, type StageOptions } from './stage.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});
const setUp = async (options: StageOptions): Promise<Stage> => (stage = await makeStage(options));

describe('events that are matched', () => {
  it('starts a recipe once per event, also when it reads the event again', async () => {
    const { contact, settle, runs, core, restart } = await setUp({ recipes: [TAG_NEW] });
    await contact();
    await settle();
    await core.db.updateTable('cursors').set({ seq: 0 }).where('name', '=', 'matcher').execute();
    await restart();
    expect(await runs()).toHaveLength(1);
  });

  it('starts nothing for events from before the recipe was switched on', async () => {
    const { contact, settle, runs, library, core } = await setUp({ recipes: [TAG_NEW] });
    const active = library.recipes.get('test');
    if (active !== undefined) active.enabledAfterSeq = 5;
    core.signals.emit('recipes-changed', { recipeIds: ['test'] });
    await settle();
    await contact();
    await settle();
    expect(await runs()).toHaveLength(0);
  });

  it('is ended by an exit wherever it stands', async () => {
    const exits = `
entry: { key: interaction.threadId }
exit:
  - event: interaction.logged
    if: interaction.direction == "in" && interaction.threadId == entry.key`;
    const { contact, write, settle, pass, runs } = await setUp({ recipes: [WAITING(exits)] });
    const contactId = await contact();
    const mail = { contactId, channel: 'email', subject: 'Quote', at: '2026-03-06T10:00:00Z' };
    await write('interaction', { ...mail, direction: 'out', threadId: '<a>' });
    await write('interaction', { ...mail, direction: 'out', threadId: '<b>' });
    await write('interaction', { ...mail, direction: 'in', threadId: '<a>' });
    await settle();
    const [a, b] = await runs();
    expect(a).toMatchObject({ state: 'stopped', reason: 'Ended by interaction.logged' });
    expect(a?.trace.at(-1)).toMatchObject({
      kind: 'exit',
      wanted: expect.stringContaining('entry.key'),
      seen: expect.stringContaining('<a>'),
    });
    expect(b?.state).toBe('waiting');
    await pass(DAY);
    expect((await runs()).map((run) => run.state)).toEqual(['stopped', 'done']);
  });

  it('ends the runs of a contact that is deleted', async () => {
    const { contact, write, settle, pass, runs } = await setUp({
      recipes: [WAITING('entry: { key: interaction.id }')],
    });
    const contactId = await contact();
    await write('interaction', {
      contactId,
      channel: 'email',
      direction: 'out',
      subject: 'Quote',
      at: '2026-03-06T10:00:00Z',
    });
    await settle();
    await write('contact', { deletedAt: '2026-03-06T10:00:00Z' }, contactId);
    await pass(DAY);
    expect(await runs()).toMatchObject([{ state: 'stopped', reason: 'The contact was deleted' }]);
  });
});
