import { afterEach, describe, expect, it } from 'vitest';
import { TROUBLES_MAX } from '../../../../automation-engine/runner/breaker.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage } from '../stage.ts';
import { BY, deskOf, enrol, namesIn } from './enrolled.ts';

const GREETS = recipeText(`capabilities: [create-task]
trigger: { event: contact.created, if: '"lead" in contact.tags' }
steps: [{ create-task: { title: "Call {{ contact.name }}" } }]`);

let stage: Stage;
afterEach(() => stage.close());

/** Leads 1 to `count`, who came before the recipe did; and somebody else. */
async function withLeads(count: number, recipe = GREETS, options: Parameters<typeof makeStage>[0] = {}) {
  stage = await makeStage(options);
  const ids: string[] = [];
  for (let n = 1; n <= count; n++) {
    ids.push(await stage.contact({ name: `Lead ${n}`, 'tags/lead': true }));
    await stage.pass(1_000);
  }
  await stage.contact({ name: 'Somebody' });
  await stage.settle();
  await stage.add(recipe);
  await stage.settle();
  expect(await stage.runs()).toEqual([]);
  return ids;
}

describe('an enrolment', () => {
  it('lets those who match in evenly, each once, whatever the blast radius', async () => {
    await withLeads(6, GREETS, { blastRadius: 1 });
    expect(await enrol(stage, '3d')).toMatchObject({
      state: 'under-way',
      by: 'Laptop',
      entered: 1,
      waiting: 5,
      endsAt: '2026-03-08T22:00:06.000Z',
    });
    const counts: number[] = [];
    for (let half = 0; half < 6; half++) {
      counts.push((await namesIn(stage)).length);
      await stage.pass(DAY / 2);
    }
    expect(counts).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await namesIn(stage)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `Lead ${n}`));
    const [run] = await stage.runs();
    expect(run).toMatchObject({ state: 'done' });
    expect(run?.trace.map(({ text }) => text)).toEqual([
      'Enrolled: they matched before the recipe was switched on',
      'Created the task "Call Lead 1"',
    ]);
    expect(await deskOf(stage).progress('test')).toMatchObject({ state: 'done', entered: 6, waiting: 0, leftOut: [] });
  });

  it('lets nobody in who does not match any more when it is their turn, and says why', async () => {
    const [, second = '', third = '', fourth = ''] = await withLeads(4);
    await enrol(stage, '4d');
    await stage.write('contact', { 'tags/lead': null }, second);
    await stage.write('contact', { deletedAt: '2026-03-06T10:00:00.000Z' }, third);
    await stage.runner.request('test', fourth);
    await stage.pass(4 * DAY);
    expect((await namesIn(stage)).sort()).toEqual(['Lead 1', 'Lead 4']);
    expect(await deskOf(stage).progress('test')).toMatchObject({
      state: 'done',
      entered: 1,
      leftOut: [
        { reason: 'They did not match any more when it was their turn', count: 2 },
        { reason: 'it runs once only for each contact, and did', count: 1 },
      ],
    });
  });

  it('lets no more in than were said yes to', async () => {
    await withLeads(5);
    expect(await enrol(stage, '0h', 3)).toMatchObject({
      state: 'done',
      entered: 3,
      leftOut: [{ reason: 'More matched than you had said yes to', count: 2 }],
    });
    expect(await namesIn(stage)).toEqual(['Lead 1', 'Lead 2', 'Lead 3']);
  });

  it('goes on after a restart as before, and what was missed does not come in one go', async () => {
    await withLeads(4);
    await enrol(stage, '4d');
    await stage.restart();
    await stage.pass(DAY);
    expect(await namesIn(stage)).toHaveLength(2);
    await stage.runner.stop();
    await stage.core.clock.moveTo(stage.core.clock.now() + 10 * DAY, () => Promise.resolve());
    await stage.restart();
    expect(await namesIn(stage)).toHaveLength(3);
    await stage.pass(DAY - HOUR);
    expect(await namesIn(stage)).toHaveLength(3);
    await stage.pass(HOUR);
    expect(await namesIn(stage)).toHaveLength(4);
  });

  it('ends when its recipe is switched off, also if it is on again at once', async () => {
    await withLeads(3);
    await enrol(stage, '3d');
    await stage.core.db.insertInto('recipe_switches').values({ recipe_id: 'test', at: '', enabled: 0 }).execute();
    await stage.switch('test', true);
    await stage.pass(3 * DAY);
    expect(await namesIn(stage)).toEqual(['Lead 1']);
    expect(await deskOf(stage).progress('test')).toMatchObject({
      state: 'stopped',
      entered: 1,
      waiting: 0,
      leftOut: [{ reason: 'The recipe was switched off', count: 2 }],
    });
    expect(await enrol(stage, '0h')).toMatchObject({ state: 'done', entered: 2 });
    expect((await namesIn(stage)).sort()).toEqual(['Lead 1', 'Lead 2', 'Lead 3']);
  });

  it('rests while all recipes are stopped, and is called off by hand', async () => {
    await withLeads(4);
    await enrol(stage, '4d');
    await stage.core.db.insertInto('meta').values({ name: 'all-stopped', value: '{"running":false}' }).execute();
    await stage.pass(2 * DAY);
    expect(await namesIn(stage)).toHaveLength(1);
    await stage.core.db.deleteFrom('meta').where('name', '=', 'all-stopped').execute();
    stage.core.signals.emit('recipes-changed', { recipeIds: [] });
    await stage.settle();
    expect(await namesIn(stage)).toHaveLength(2);
    const desk = deskOf(stage);
    expect(await desk.cancel('test', BY)).toBe(true);
    expect(await desk.cancel('test', BY)).toBe(false);
    await stage.pass(4 * DAY);
    expect(await namesIn(stage)).toHaveLength(2);
    expect(await desk.progress('test')).toMatchObject({
      state: 'stopped',
      leftOut: [{ reason: 'Called off by Laptop', count: 2 }],
    });
  });

  it('stops when the breaker switches its recipe off', async () => {
    const fails = recipeText(`capabilities: [log-note]
trigger: { event: contact.created, if: '"lead" in contact.tags' }
steps: [{ log-note: { text: "{{ deal.title }}" } }]`);
    await withLeads(40, fails);
    await enrol(stage, '6m');
    await stage.pass(HOUR);
    expect(await deskOf(stage).progress('test')).toMatchObject({
      state: 'stopped',
      entered: TROUBLES_MAX.failed,
      leftOut: [{ reason: 'The recipe was switched off', count: 40 - TROUBLES_MAX.failed }],
    });
  });

  it('writes to nobody who must not be written to, and no more than the caps allow', async () => {
    const mails = recipeText(`capabilities: [send-mail]
trigger: { event: contact.created }
steps: [{ send-mail: { subject: Hello, text: Hello } }]`);
    const [first] = await withLeads(2, mails, { caps: [{ channel: 'email', count: 1, perMs: 7 * DAY }] });
    await stage.write(
      'contact',
      { doNotContact: true, 'emails/no@globex.example': {}, primaryEmail: 'no@globex.example' },
      first,
    );
    // The others share one address.
    expect(await enrol(stage, '0h')).toMatchObject({ state: 'done', entered: 3 });
    expect(stage.channel.mails.map(({ to }) => to.address)).toEqual(['dana@globex.example']);
  });

  it('is refused in words', async () => {
    await withLeads(2, GREETS);
    const desk = deskOf(stage);
    const ask = (spread: string) => desk.enable('test', { enrol: 'matching', spread, count: 2 }, BY);
    expect(await ask('soon')).toEqual({ refused: 'spread: expected a duration of at most 90d, such as 3d or 12h' });
    expect(await ask('91d')).toHaveProperty('refused');
    await enrol(stage, '1d');
    expect(await ask('1d')).toEqual({
      refused: 'an enrolment into "test" is under way: wait for its end, or call it off',
    });
    expect(await desk.enable('nope', { enrol: 'from-now' }, BY)).toHaveProperty('missing');
    expect(await desk.progress('nope')).toMatchObject({ state: 'none' });
  });
});
