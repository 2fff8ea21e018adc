import { afterEach, describe, expect, it } from 'vitest';
import { readTyped } from '../../../automation-engine/records/read.ts';
import { TAG_NEW, WAITING } from './recipe-texts.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage, type StageOptions } from './stage.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});
const setUp = async (options: StageOptions): Promise<Stage> => (stage = await makeStage(options));

describe('the runner', () => {
  it('takes a run from its event to its end, and tells devices with one mutation', async () => {
    const { contact, settle, runs, core } = await setUp({ recipes: [TAG_NEW] });
    const id = await contact();
    await settle();
    expect((await readTyped(core.db, 'contact', id))?.tags).toEqual({ new: true });
    const [run] = await runs();
    expect(run).toMatchObject({ recipeId: 'test', recipeVersion: '1.0.0', contactId: id, state: 'done' });
    expect(run?.trace).toMatchObject([
      { n: 1, step: 'trigger', kind: 'contact.created', outcome: 'done' },
      {
        n: 2,
        step: 'steps[0]',
        kind: 'add-tag',
        outcome: 'done',
        text: 'Added the tag "new" to Dana Fox',
        data: { params: { tag: 'new' } },
      },
    ]);
    const summary = await readTyped(core.db, 'run', run?.id ?? '');
    expect(summary).toMatchObject({ state: 'done', recipeTitle: 'Test test', contactId: id });
    expect(Object.keys(summary?.lines ?? {})).toEqual(['001', '002']);
    const changes = await core.db.selectFrom('changes').selectAll().execute();
    expect(changes.filter((change) => change.mutation_json.includes('"kind":"run"'))).toHaveLength(1);
  });

  it('waits by the clock, goes on after a restart, and says both', async () => {
    const { contact, write, settle, pass, runs, restart } = await setUp({
      recipes: [WAITING('entry: { key: interaction.id }')],
    });
    const contactId = await contact();
    await write('interaction', {
      contactId,
      channel: 'email',
      direction: 'out',
      subject: 'Your quote',
      at: '2026-03-06T10:00:00Z',
    });
    await settle();
    expect((await runs())[0]).toMatchObject({
      state: 'waiting',
      wakesAt: '2026-03-06T12:00:00.000Z',
      reason: 'Waits until 2026-03-06 12:00 (UTC)',
    });
    await restart();
    await pass(2 * HOUR - 1);
    expect((await runs())[0]?.state).toBe('waiting');
    await pass(1);
    const [run] = await runs();
    expect(run).toMatchObject({ state: 'done' });
    expect(run?.trace.map((line) => line.text)).toEqual([
      'Started because a mail, call or meeting was logged',
      'Waits until 2026-03-06 12:00 (UTC)',
      'The wait is over',
      'Logged the note "Waited for Your quote"',
    ]);
  });

  it('goes on at once when the engine was off while the wait ended', async () => {
    const { contact, write, settle, runs, restart, core, runner } = await setUp({
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
    await runner.stop();
    await core.clock.moveTo(core.clock.now() + 3 * DAY, () => Promise.resolve());
    await restart();
    expect((await runs())[0]?.state).toBe('done');
  });

  it('fires a timetable at its time in its zone, and once for the times that were missed', async () => {
    const { runs, pass, restart, core, runner } = await setUp({
      ownerZone: 'Europe/Stockholm',
      recipes: [
        recipeText(`
capabilities: [notify]
trigger: { schedule: 0 8 * * *, missed: run-once }
steps: [{ notify: { title: Good morning } }]`),
      ],
    });
    await pass(DAY);
    expect((await runs()).map((run) => run.startedAt)).toEqual(['2026-03-07T07:00:00.000Z']);
    await runner.stop();
    await core.clock.moveTo(core.clock.now() + 30 * DAY, () => Promise.resolve());
    await restart();
    expect(await runs()).toHaveLength(2);
    await pass(DAY);
    // Summer time began meanwhile: eight o'clock is an hour earlier in UTC.
    expect((await runs()).map((run) => run.startedAt.slice(11, 16))).toEqual(['07:00', '10:00', '06:00']);
  });
});
