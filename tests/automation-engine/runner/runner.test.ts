import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAction } from '../../../automation-engine/actions/define-action.ts';
import { readTyped, listForContact } from '../../../automation-engine/records/read.ts';
import { DEPTH_MAX, RUNS_PER_HOUR_MAX } from '../../../automation-engine/runner/enter-run.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage, type StageOptions } from './stage.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});
const setUp = async (options: StageOptions): Promise<Stage> => (stage = await makeStage(options));

const TAG_NEW = recipeText(`
capabilities: [add-tag]
trigger: { event: contact.created }
steps:
  - add-tag: { tag: new }
`);

const WAITING = (more = '') =>
  recipeText(`
capabilities: [log-note]
trigger: { event: interaction.logged, if: interaction.direction == "out" }
${more}
steps:
  - wait: { for: 2h }
  - log-note: { text: 'Waited for {{ interaction.subject }}' }
`);

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
      'Started by interaction.logged',
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

  it.each([
    ['single', ['done'], 1],
    ['restart', ['stopped', 'done'], 1],
    ['queue', ['done', 'done'], 2],
    ['parallel', ['done', 'done'], 2],
  ] as const)('keeps to the mode %s when the key comes again while a run is under way', async (mode, states, notes) => {
    const { contact, write, settle, pass, runs, core } = await setUp({
      recipes: [WAITING(`entry: { key: contact.id, mode: ${mode} }`)],
    });
    const contactId = await contact();
    const mail = { contactId, channel: 'email', direction: 'out', at: '2026-03-06T10:00:00Z' };
    await write('interaction', { ...mail, subject: 'One' });
    await settle();
    await pass(HOUR);
    await write('interaction', { ...mail, subject: 'Two' });
    await settle();
    const queued = (await runs()).filter((run) => run.reason === 'Waits for the earlier run to end');
    expect(queued.map((run) => run.state)).toEqual(mode === 'queue' ? ['waiting'] : []);
    await pass(DAY);
    expect((await runs()).map((run) => run.state)).toEqual(states);
    expect(await listForContact(core.db, 'note', contactId)).toHaveLength(notes);
  });

  it('lets a key enter again only after the time that the recipe says', async () => {
    const { contact, write, settle, pass, runs } = await setUp({
      recipes: [
        recipeText(`
capabilities: [log-note]
trigger: { event: contact.tag-added, if: event.tag == "hot" }
entry: { key: contact.id, again: { after: 1d } }
steps:
  - log-note: { text: hot }`),
      ],
    });
    const id = await contact();
    const heat = async () => {
      await write('contact', { 'tags/hot': true }, id);
      await write('contact', { 'tags/hot': null }, id);
      await settle();
    };
    await heat();
    await heat();
    expect(await runs()).toHaveLength(1);
    await pass(DAY);
    await heat();
    expect(await runs()).toHaveLength(2);
  });

  it('counts a condition that cannot be answered as not met, and says what was missing', async () => {
    const { contact, settle, runs } = await setUp({
      recipes: [
        recipeText(`
capabilities: [add-tag]
trigger: { event: contact.created }
steps:
  - if: deal.amount > 100
    then: [{ add-tag: { tag: big } }]
    else: [{ add-tag: { tag: small } }]`),
      ],
    });
    await contact();
    await settle();
    const [run] = await runs();
    expect(run?.trace[1]).toMatchObject({
      kind: 'if',
      wanted: 'deal.amount > 100',
      text: 'Not met: there is no deal here',
    });
    expect(run?.trace[2]).toMatchObject({ step: 'steps[0].else[0]', text: expect.stringContaining('small') });
  });

  it('sees what its own steps changed, and what changed while it waited', async () => {
    const { contact, write, settle, pass, runs } = await setUp({
      recipes: [
        recipeText(`
capabilities: [add-tag, log-note]
trigger: { event: contact.created }
steps:
  - add-tag: { tag: seen }
  - if: '"seen" in contact.tags'
    then: [{ log-note: { text: 'It is there' } }]
  - wait: { for: 1d }
  - log-note: { text: 'Now called {{ contact.name }}' }`),
      ],
    });
    const id = await contact();
    await settle();
    await write('contact', { name: 'Dana Quill' }, id);
    await pass(DAY);
    expect((await runs())[0]?.trace.map((line) => line.text)).toEqual(
      expect.arrayContaining(['Logged the note "It is there"', 'Logged the note "Now called Dana Quill"']),
    );
  });

  it('fails a step whose action the recipe does not declare', async () => {
    const { contact, settle, runs, library, core } = await setUp({ recipes: [TAG_NEW] });
    const active = library.recipes.get('test');
    active?.recipe.capabilities.splice(0);
    const id = await contact();
    await settle();
    expect(await runs()).toMatchObject([
      { state: 'failed', reason: 'the recipe may not add-tag: its capabilities do not name it' },
    ]);
    expect((await readTyped(core.db, 'contact', id))?.tags).toEqual({});
  });

  it('waits for the next day when the daily limit of an action is used up', async () => {
    const { contact, settle, pass, runs } = await setUp({
      ownerZone: 'America/New_York',
      recipes: [
        recipeText(`
capabilities: [{ log-note: { perDay: 2 } }]
trigger: { event: contact.created }
steps:
  - log-note: { text: hello }`),
      ],
    });
    for (let n = 0; n < 3; n++) await contact();
    await settle();
    expect((await runs()).map((run) => run.state)).toEqual(['done', 'done', 'waiting']);
    const [, , third] = await runs();
    expect(third).toMatchObject({ wakesAt: '2026-03-07T05:00:00.000Z' });
    expect(third?.trace.at(-1)).toMatchObject({ kind: 'limit', wanted: '2 a day', seen: '2 today' });
    await pass(DAY);
    expect((await runs()).map((run) => run.state)).toEqual(['done', 'done', 'done']);
  });

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

  it('stops a loop of recipes at the depth limit, and says so once', async () => {
    const flip = (id: string, on: string, off: string) =>
      recipeText(
        `
capabilities: [add-tag]
trigger: { event: contact.tag-added, if: event.tag == "${on}" }
entry: { key: contact.id }
steps:
  - add-tag: { tag: ${off} }`,
        id,
      );
    // Each recipe adds the tag that the next one waits for.
    const recipes = Array.from({ length: DEPTH_MAX + 3 }, (_, n) => flip(`r-${n}`, `t-${n}`, `t-${n + 1}`));
    const { contact, settle, runs } = await setUp({ recipes });
    await contact({ 'tags/t-0': true });
    await settle();
    const all = await runs();
    expect(all.filter((run) => run.state === 'done')).toHaveLength(DEPTH_MAX);
    expect(all.filter((run) => run.state === 'stopped')).toMatchObject([
      { reason: `Loop guard: ${DEPTH_MAX} runs stand between this event and a person` },
    ]);
  });

  it('stops a recipe that machines start too often for one contact, but not a person who is quick', async () => {
    const { contact, write, settle, pass, runs } = await setUp({
      recipes: [
        recipeText(`
capabilities: [log-note]
trigger: { event: task.created }
entry: { key: task.id, mode: parallel }
steps: [{ log-note: { text: again } }]`),
      ],
    });
    const contactId = await contact();
    const tasks = async (count: number, depth: number) => {
      for (let n = 0; n < count; n++) await write('task', { title: 'x', contactId }, undefined, { depth });
      await settle();
    };
    await tasks(RUNS_PER_HOUR_MAX + 2, 0);
    expect(await runs()).toHaveLength(RUNS_PER_HOUR_MAX + 2);
    await tasks(5, 1);
    const refused = (await runs()).filter((run) => run.state === 'stopped');
    expect(refused).toMatchObject([{ reason: expect.stringContaining('Loop guard: this recipe started') }]);
    await pass(HOUR);
    await tasks(1, 1);
    expect(await runs()).toHaveLength(RUNS_PER_HOUR_MAX + 4);
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

  it('fails a run whose change does not fit the record, with the reason', async () => {
    const wrong = defineAction({
      title: 'Wrong',
      about: 'Writes what does not fit.',
      params: z.strictObject({}),
      texts: [],
      sample: {},
      writes: ['task'],
      plan: () => ({ effects: [{ type: 'mutate', kind: 'task', fields: { title: 12 } }], text: 'never' }),
    });
    const { contact, settle, runs } = await setUp({
      blocks: (blocks) => ({ ...blocks, actions: new Map([...blocks.actions, ['wrong', wrong]]) }),
      recipes: [recipeText('capabilities: [wrong]\ntrigger: { event: contact.created }\nsteps: [{ wrong: {} }]')],
    });
    await contact();
    await settle();
    expect(await runs()).toMatchObject([{ state: 'failed', reason: expect.stringContaining('fields.title') }]);
  });

  it('stops with the reason that the recipe gives', async () => {
    const { contact, settle, runs } = await setUp({
      recipes: [
        recipeText(
          'capabilities: [add-tag]\ntrigger: { event: contact.created }\nsteps: [{ stop: enough }, { add-tag: { tag: never } }]',
        ),
      ],
    });
    await contact();
    await settle();
    expect(await runs()).toMatchObject([{ state: 'stopped', reason: 'enough' }]);
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
