import { afterEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, makeStage, type Stage } from '../runner/stage.ts';

const stages: Stage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close();
});
async function stageWith(condition?: string): Promise<Stage> {
  const stage = await makeStage();
  stages.push(stage);
  await stage.write('segment', { slug: 'own', name: 'Own', ...(condition === undefined ? {} : { condition }) });
  await stage.settle();
  return stage;
}
const members = async ({ core }: Stage) =>
  (await core.db.selectFrom('segment_members').select('contact_id').execute()).map((row) => row.contact_id);
const told = async ({ core }: Stage) =>
  (await core.db.selectFrom('events').select(['type', 'contact_id']).orderBy('seq').execute())
    .filter(({ type }) => type.startsWith('segment.'))
    .map(({ type, contact_id: id }) => [type, id]);

describe('a live segment', () => {
  it('follows the fields that its condition looks at', async () => {
    const stage = await stageWith('hasTag(contact, "vip") && contact.language == "sv"');
    const dana = await stage.contact({ language: 'sv' });
    await stage.settle();
    expect(await members(stage)).toEqual([]);
    await stage.write('contact', { 'tags/vip': true }, dana);
    await stage.settle();
    expect(await members(stage)).toEqual([dana]);
    await stage.write('contact', { language: 'de' }, dana);
    await stage.settle();
    expect(await members(stage)).toEqual([]);
    expect(await told(stage)).toEqual([
      ['segment.entered', dana],
      ['segment.left', dana],
    ]);
  });

  it('is filled with those who are there already, which is no news', async () => {
    const stage = await makeStage();
    stages.push(stage);
    const [vip] = [await stage.contact({ 'tags/vip': true }), await stage.contact({})];
    await stage.settle();
    const segment = await stage.write('segment', { slug: 'own', condition: '"vip" in contact.tags' });
    await stage.settle();
    expect(await members(stage)).toEqual([vip]);
    await stage.write('segment', { condition: '!("vip" in contact.tags)' }, segment);
    await stage.settle();
    expect(await members(stage)).not.toContain(vip);
    expect(await members(stage)).toHaveLength(1);
    expect(await told(stage)).toEqual([]);
    await stage.write('segment', { deletedAt: '2026-03-06T10:00:00.000Z' }, segment);
    await stage.settle();
    expect(await members(stage)).toEqual([]);
  });

  it('is entered by silence at its hour and left by the next interaction, without anyone looking meanwhile', async () => {
    const stage = await stageWith('daysSince(contact.lastInteractionAt) >= 30');
    const dana = await stage.contact();
    const talk = () =>
      stage.write('interaction', {
        contactId: dana,
        channel: 'call',
        at: new Date(stage.core.clock.now()).toISOString(),
      });
    await talk();
    await stage.settle();
    await stage.pass(30 * DAY - HOUR);
    expect(await members(stage)).toEqual([]);
    await stage.pass(HOUR);
    expect(await members(stage)).toEqual([dana]);
    await talk();
    await stage.settle();
    expect(await members(stage)).toEqual([]);
    await stage.pass(30 * DAY);
    expect(await told(stage)).toEqual([
      ['segment.entered', dana],
      ['segment.left', dana],
      ['segment.entered', dana],
    ]);
  });

  it('tells how many runs stand between its news and a person', async () => {
    const stage = await stageWith('hasTag(contact, "vip")');
    const cause = { runId: stage.core.newId(), depth: 3 };
    const id = await stage.contact();
    await stage.write('contact', { 'tags/vip': true }, id, cause);
    await stage.settle();
    const row = await stage.core.db
      .selectFrom('events')
      .select('cause_json')
      .where('type', '=', 'segment.entered')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(row.cause_json)).toMatchObject(cause);
  });

  it('lets a contact go that is deleted', async () => {
    const stage = await stageWith('contact.name != ""');
    const dana = await stage.contact();
    await stage.settle();
    expect(await members(stage)).toEqual([dana]);
    await stage.write('contact', { deletedAt: '2026-03-06T10:00:00.000Z' }, dana);
    await stage.settle();
    expect(await members(stage)).toEqual([]);
  });

  it('is empty when its condition cannot be read', async () => {
    const stage = await stageWith('daysSince(contact.birthday) % 7 == 0');
    await stage.contact({ birthday: '1990-01-01' });
    await stage.settle();
    expect(await members(stage)).toEqual([]);
  });
});

describe('a static segment', () => {
  it('has those who carry its name, now and later', async () => {
    const stage = await makeStage();
    stages.push(stage);
    const early = await stage.contact({ 'segments/own': true });
    await stage.write('segment', { slug: 'own' });
    await stage.settle();
    const late = await stage.contact();
    await stage.write('contact', { 'segments/own': true }, late);
    await stage.settle();
    expect((await members(stage)).sort()).toEqual([early, late].sort());
    await stage.write('contact', { 'segments/own': null }, early);
    await stage.settle();
    expect(await members(stage)).toEqual([late]);
    expect(await told(stage)).toEqual([
      ['segment.entered', late],
      ['segment.left', early],
    ]);
  });
});
