import { afterEach, describe, expect, it } from 'vitest';
import { listForContact } from '../../../automation-engine/records/read.ts';
import { DEPTH_MAX, RUNS_PER_HOUR_MAX } from '../../../automation-engine/runner/enter-run.ts';
import { WAITING } from './recipe-texts.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage, type StageOptions } from './stage.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});
const setUp = async (options: StageOptions): Promise<Stage> => (stage = await makeStage(options));

describe('the entry of a recipe', () => {
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

  it.each([
    ['single', ['done'], 1],
    ['restart', ['stopped', 'stopped', 'done'], 1],
    ['queue', ['done', 'done', 'done'], 3],
    ['parallel', ['done', 'done', 'done'], 3],
  ] as const)('keeps to the mode %s also among events that are matched together', async (mode, states, notes) => {
    const { contact, write, settle, pass, runs, core, runner, restart } = await setUp({
      recipes: [WAITING(`entry: { key: contact.id, mode: ${mode} }`)],
    });
    const contactId = await contact();
    await settle();
    await runner.stop();
    const mail = { contactId, channel: 'email', direction: 'out', at: '2026-03-06T10:00:00Z' };
    for (const subject of ['One', 'Two', 'Three']) await write('interaction', { ...mail, subject });
    await restart();
    await pass(DAY);
    expect((await runs()).map((run) => run.state)).toEqual(states);
    expect(await listForContact(core.db, 'note', contactId)).toHaveLength(notes);
  });
});
