import { afterEach, describe, expect, it } from 'vitest';
import { parseRecipe } from '../../../automation-engine/recipe-language/parse.ts';
import { runExamples } from '../../../automation-engine/runner/examples.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage } from '../runner/stage.ts';

const stages: Stage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close();
});
async function stageWith(trigger: string, options: Parameters<typeof makeStage>[0] = {}): Promise<Stage> {
  const stage = await makeStage({ recipes: [recipeOf(trigger)], ...options });
  stages.push(stage);
  return stage;
}
const recipeOf = (trigger: string, id = 'test') =>
  recipeText(
    `capabilities: [add-tag]\ntrigger: ${trigger}\nentry: { again: { after: 0h } }\nsteps: [{ add-tag: { tag: ${id} } }]\n`,
    id,
  );
const told = async ({ core }: Stage) =>
  (await core.db.selectFrom('events').selectAll().orderBy('seq').execute())
    .filter(({ type }) => type === 'date.due' || type === 'silence.due')
    .map(({ at, contact_id: id }) => [at, id]);
const timers = async ({ core }: Stage) =>
  (await core.db.selectFrom('timers').select('due_at').orderBy('due_at').execute()).map((row) => row.due_at);

describe('a date on a record', () => {
  it('comes at its hour, once, whatever else is changed, across restarts', async () => {
    const stage = await stageWith('{ date: contact.birthday, yearly: true, offset: -1d, at: "08:30" }');
    const id = await stage.contact({ birthday: '1990-03-09' });
    await stage.settle();
    expect(await timers(stage)).toEqual(['2026-03-08T08:30:00.000Z']);
    await stage.pass(DAY);
    await stage.restart();
    await stage.write('contact', { title: 'CTO' }, id);
    await stage.pass(2 * DAY);
    await stage.restart();
    await stage.pass(DAY);
    expect(await told(stage)).toEqual([['2026-03-08T08:30:00.000Z', id]]);
    expect(await timers(stage)).toEqual(['2027-03-08T08:30:00.000Z']);
    expect((await stage.runs()).map(({ state }) => state)).toEqual(['done']);
  });

  it('moves with its field, and goes with it or with its record', async () => {
    const stage = await stageWith('{ date: contact.custom.renewal }');
    const [one, two, three] = [
      await stage.contact({ 'custom/renewal': '2026-03-10' }),
      await stage.contact({ 'custom/renewal': '2026-03-10' }),
      await stage.contact({ 'custom/renewal': '2026-03-10' }),
    ];
    await stage.settle();
    await stage.write('contact', { 'custom/renewal': '2026-04-01' }, one);
    await stage.write('contact', { 'custom/renewal': null }, two);
    await stage.write('contact', { deletedAt: '2026-03-07T10:00:00.000Z' }, three);
    await stage.pass(40 * DAY);
    expect(await told(stage)).toEqual([['2026-04-01T09:00:00.000Z', one]]);
    expect(await timers(stage)).toEqual([]);
  });

  it('of a deal is about its contact, and carries both', async () => {
    const stage = await stageWith('{ date: deal.expectedCloseOn, offset: -2d }');
    const contactId = await stage.contact();
    const dealId = await stage.write('deal', { contactId, expectedCloseOn: '2026-03-20' });
    await stage.pass(14 * DAY);
    const event = await stage.core.db
      .selectFrom('events')
      .selectAll()
      .where('type', '=', 'date.due')
      .executeTakeFirstOrThrow();
    expect([event.contact_id, JSON.parse(event.data_json)]).toMatchObject([
      contactId,
      {
        recipeId: 'test',
        trigger: 0,
        field: 'deal.expectedCloseOn',
        value: '2026-03-20',
        zone: 'UTC',
        recordId: dealId,
        deal: { id: dealId },
        contact: { id: contactId, name: 'Dana Fox' },
      },
    ]);
  });

  it("is met in the contact's own zone, on both sides of a change of clocks and on leap days", async () => {
    const stage = await stageWith('{ date: contact.birthday, yearly: true, zone: contact, at: "02:30" }');
    const [gap, leap] = [
      await stage.contact({ birthday: '1990-03-29', timeZone: 'Europe/Stockholm' }),
      await stage.contact({ birthday: '1992-02-29', timeZone: 'Asia/Kathmandu' }),
    ];
    await stage.pass(3 * 366 * DAY);
    expect(await told(stage)).toEqual([
      ['2026-03-29T01:30:00.000Z', gap],
      ['2027-02-27T20:45:00.000Z', leap],
      ['2027-03-29T00:30:00.000Z', gap],
      ['2028-02-28T20:45:00.000Z', leap],
      ['2028-03-29T00:30:00.000Z', gap],
      ['2029-02-27T20:45:00.000Z', leap],
    ]);
  });

  it.each([
    ['run-once', 1],
    ['skip', 0],
  ])('that came while the engine was off: %s', async (missed, count) => {
    const stage = await stageWith(`{ date: contact.birthday, yearly: true, missed: ${missed} }`);
    await stage.contact({ birthday: '1990-03-09' });
    await stage.settle();
    await stage.runner.stop();
    await stage.core.clock.moveTo(stage.core.clock.now() + 2 * 365 * DAY, async () => {});
    await stage.restart();
    expect(await told(stage)).toHaveLength(count);
    expect(await timers(stage)).toEqual(['2028-03-09T09:00:00.000Z']);
  });

  it('is planned for those who are there when the recipe is switched on, and for nobody when it is off', async () => {
    const stage = await stageWith('{ date: contact.birthday, yearly: true }');
    await stage.switch('test', false);
    const ids = [];
    for (let day = 1; day <= 9; day++) ids.push(await stage.contact({ birthday: `1990-03-0${day}` }));
    await stage.pass(2 * DAY);
    await stage.switch('test', true);
    expect(await timers(stage)).toHaveLength(9);
    await stage.pass(DAY);
    expect(await told(stage)).toEqual([['2026-03-09T09:00:00.000Z', ids[8]]]);
    await stage.switch('test', false);
    expect(await timers(stage)).toEqual([]);
    await stage.pass(400 * DAY);
    expect(await told(stage)).toHaveLength(1);
  });

  it('is not lost when its record is changed in the very moment', async () => {
    const stage = await stageWith('{ date: contact.custom.renewal }');
    const id = await stage.contact({ 'custom/renewal': '2026-03-10' });
    await stage.settle();
    await stage.runner.stop();
    await stage.core.clock.moveTo(Date.parse('2026-03-10T10:00:00Z'), async () => {});
    await stage.write('contact', { title: 'CTO' }, id);
    await stage.restart();
    expect(await told(stage)).toEqual([['2026-03-10T09:00:00.000Z', id]]);
  });
});

describe('a silence', () => {
  const talk = (stage: Stage, contactId: string, fields = {}) =>
    stage.write('interaction', {
      contactId,
      channel: 'email',
      direction: 'in',
      at: new Date(stage.core.clock.now()).toISOString(),
      ...fields,
    });

  it('is complete once, from the last interaction that no run made or from the creation', async () => {
    const stage = await stageWith('{ silence: 30d }');
    const id = await stage.contact();
    await stage.pass(10 * DAY);
    await talk(stage, id);
    await stage.pass(29 * DAY);
    await talk(stage, id, { direction: 'out', runId: '018f3c5a-7b2c-7000-8000-000000000001' });
    await stage.write('contact', { title: 'CTO' }, id);
    await stage.pass(60 * DAY);
    expect(await told(stage)).toEqual([['2026-04-15T10:00:00.000Z', id]]);
    await stage.write('contact', { title: 'CEO' }, id);
    await stage.restart();
    await talk(stage, id);
    await stage.pass(31 * DAY);
    expect(await told(stage)).toHaveLength(2);
    expect((await stage.runs()).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('of one channel and direction is not broken by another', async () => {
    const stage = await stageWith('{ silence: 48h, channel: call, direction: in }');
    const id = await stage.contact();
    await stage.pass(24 * HOUR);
    await talk(stage, id);
    await talk(stage, id, { channel: 'call', direction: 'out' });
    await stage.pass(12 * HOUR);
    const other = await stage.contact();
    await talk(stage, other, { channel: 'call' });
    await stage.pass(60 * HOUR);
    expect(await told(stage)).toEqual([
      ['2026-03-08T10:00:00.000Z', id],
      ['2026-03-09T22:00:00.000Z', other],
    ]);
  });

  it('ends with a contact that is deleted', async () => {
    const stage = await stageWith('{ silence: 30d }');
    const id = await stage.contact();
    await stage.pass(DAY);
    await stage.write('contact', { deletedAt: '2026-03-07T10:00:00.000Z' }, id);
    await stage.pass(60 * DAY);
    expect(await told(stage)).toEqual([]);
  });
});

describe('several recipes', () => {
  it('have timers of their own, and a trigger that is changed is planned anew', async () => {
    const stage = await stageWith('{ date: contact.custom.renewal }', {
      recipes: [recipeOf('{ date: contact.custom.renewal }'), recipeOf('[{ silence: 5d }, { silence: 6d }]', 'quiet')],
    });
    await stage.contact({ 'custom/renewal': '2026-03-10' });
    await stage.settle();
    await stage.add(recipeOf('{ date: contact.custom.renewal, offset: 1d }'));
    await stage.settle();
    expect(await timers(stage)).toEqual([
      '2026-03-11T09:00:00.000Z',
      '2026-03-11T10:00:00.000Z',
      '2026-03-12T10:00:00.000Z',
    ]);
    await stage.pass(8 * DAY);
    expect(await told(stage)).toHaveLength(3);
  });
});

describe('examples', () => {
  it.each([
    ['{ date: contact.birthday, yearly: true }', '{ name: Dana, birthday: "1990-01-07" }', '3d', true],
    ['{ date: contact.birthday, yearly: true }', '{ name: Dana, birthday: "1990-02-07" }', '3d', false],
    ['{ silence: 30d }', '{ name: Dana }', '31d', true],
    ['{ silence: 30d }', '{ name: Dana }', '29d', false],
  ])('of %s with %s after %s let time pass', async (trigger, contact, advance, fires) => {
    const { blocks } = await stageWith(trigger);
    const text = `${recipeOf(trigger)}examples:
  - title: time passes
    given: { contact: ${contact} }
    events: []
    advance: ${advance}
    expect: ${fires ? '[{ add-tag: { tag: test } }]' : '[]'}
`;
    const parsed = parseRecipe(text, { blocks, mailTemplates: new Map() });
    if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
    const [result] = await runExamples(parsed.recipe, { blocks, mailTemplates: new Map() });
    expect([result?.passed, result?.problem]).toEqual([true, undefined]);
  });
});
