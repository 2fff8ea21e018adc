/** Who matches already, trigger by trigger. */
import { afterEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, makeStage, recipeText, type Stage } from '../stage.ts';
import { deskOf, enrol, namesIn } from './enrolled.ts';

let stage: Stage;
afterEach(() => stage.close());

const noting = (trigger: string, text = 'Seen', entry = '') =>
  recipeText(`capabilities: [log-note]\ntrigger: ${trigger}\n${entry}steps: [{ log-note: { text: '${text}' } }]`);

/** Adds the recipe to what is there already, and enrols at once. */
async function enrolAll(recipe: string): Promise<string[]> {
  await stage.settle();
  await stage.add(recipe);
  await stage.settle();
  expect(await stage.runs()).toEqual([]);
  await enrol(stage, '0h');
  return (await namesIn(stage)).sort();
}
const notes = async () => {
  const rows = await stage.core.db.selectFrom('records').select('values_json').where('kind', '=', 'note').execute();
  return rows.map((row) => String(JSON.parse(row.values_json).text)).sort();
};
const mail = (contactId: string, subject: string, direction = 'out') =>
  stage.write('interaction', { contactId, channel: 'email', direction, subject, at: '2026-03-06T10:00:00Z' });

describe('enrolled are', () => {
  it('the members of a segment, whose runs see them as if they entered now', async () => {
    stage = await makeStage();
    await stage.write('segment', { slug: 'customers', name: 'Customers', condition: '"customer" in contact.tags' });
    await stage.contact({ name: 'Ann', 'tags/customer': true });
    const gone = await stage.contact({ name: 'Gone', 'tags/customer': true });
    await stage.contact({ name: 'Bo' });
    await stage.write('contact', { 'tags/customer': null }, gone);
    const text = '{{ event.segment }} {{ contact.name }}';
    expect(await enrolAll(noting('{ segment: customers }', text))).toEqual(['Ann']);
    expect(await notes()).toEqual(['customers Ann']);
  });

  it('those with an event in the log whose condition holds now, by the latest that fits', async () => {
    stage = await makeStage();
    const ann = await stage.contact({ name: 'Ann' });
    const bo = await stage.contact({ name: 'Bo' });
    const cy = await stage.contact({ name: 'Cy', 'tags/closed': true });
    await mail(ann, 'Quote one');
    await mail(ann, 'Quote two');
    await mail(ann, 'Hello');
    await mail(bo, 'Hello');
    await mail(cy, 'Quote');
    const condition = 'interaction.subject.contains("Quote") && !("closed" in contact.tags)';
    expect(
      await enrolAll(noting(`{ event: interaction.logged, if: '${condition}' }`, '{{ interaction.subject }}')),
    ).toEqual(['Ann']);
    expect(await notes()).toEqual(['Quote two']);
  });

  it('no more than once each, and nobody about what is gone', async () => {
    stage = await makeStage();
    const ann = await stage.contact({ name: 'Ann' });
    const bo = await stage.contact({ name: 'Bo' });
    const task = await stage.write('task', { contactId: bo, title: 'Call' });
    for (const title of ['One', 'Two']) await stage.write('task', { contactId: ann, title });
    await stage.write('task', { deletedAt: '2026-03-06T10:00:00.000Z' }, task);
    expect(await enrolAll(noting('{ event: task.created }', '{{ task.title }}', 'entry: { key: task.id }\n'))).toEqual([
      'Ann',
    ]);
    expect(await notes()).toEqual(['Two']);
  });

  it('those who have been silent for so long', async () => {
    stage = await makeStage();
    await stage.contact({ name: 'Quiet' });
    const heard = await stage.contact({ name: 'Heard' });
    await stage.pass(31 * DAY);
    await stage.write('interaction', {
      contactId: heard,
      channel: 'call',
      direction: 'in',
      at: '2026-04-05T10:00:00Z',
    });
    expect(await enrolAll(noting('{ silence: 30d }', 'Quiet since {{ event.since }}'))).toEqual(['Quiet']);
    expect(await notes()).toEqual(['Quiet since 2026-03-06T10:00:00.000Z']);
    await stage.pass(28 * DAY + HOUR);
    expect((await namesIn(stage)).sort()).toEqual(['Quiet']);
    await stage.pass(2 * DAY);
    expect((await namesIn(stage)).sort()).toEqual(['Heard', 'Quiet']);
  });

  it('those whose date came within the last 30 days', async () => {
    stage = await makeStage();
    await stage.contact({ name: 'Lately', birthday: '1980-03-01' });
    await stage.contact({ name: 'Long ago', birthday: '1980-01-01' });
    await stage.contact({ name: 'Ahead', birthday: '1980-03-07' });
    await stage.contact({ name: 'Soon', birthday: '1980-03-20' });
    const date = '{ date: contact.birthday, yearly: true, offset: -3d }';
    expect(await enrolAll(noting(date, '{{ event.value }}'))).toEqual(['Ahead', 'Lately']);
    expect(await notes()).toEqual(['1980-03-01', '1980-03-07']);
  });

  it('the contacts of deals whose date came', async () => {
    stage = await makeStage();
    const ann = await stage.contact({ name: 'Ann' });
    await stage.write('deal', { contactId: ann, title: 'Big', expectedCloseOn: '2026-03-05' });
    expect(await enrolAll(noting('{ date: deal.expectedCloseOn }', '{{ deal.title }}'))).toEqual(['Ann']);
    expect(await notes()).toEqual(['Big']);
  });

  it('nobody by a timetable, a button, a webhook, a segment that is left or a date that is skipped', async () => {
    stage = await makeStage();
    await stage.contact();
    for (const trigger of [
      '{ schedule: "0 9 * * *" }',
      '{ button: Go }',
      '{ webhook: form }',
      '{ segment: customers, when: left }',
      '{ date: contact.birthday, missed: skip }',
      '{ date: company.custom.renewal }',
    ]) {
      await stage.add(noting(trigger));
      const preview = await deskOf(stage).preview('test', 30);
      expect(preview).toMatchObject({ matching: { count: 0, isCounted: true } });
      expect('matching' in preview && preview.matching.cannot).toMatch(/^nobody can be enrolled into "test": .{20}/);
    }
  });
});
