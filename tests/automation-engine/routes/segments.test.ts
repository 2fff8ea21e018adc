import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memberPageSchema, segmentListSchema } from '../../../shared/model/segment-calls.ts';
import { makeStage, recipeText, type Stage } from '../runner/stage.ts';
import { problemOf, startApp, type TestApp } from './start-app.ts';

const WELCOME = recipeText(`capabilities: [add-to-segment]
trigger: { segment: swedes }
steps:
  - if: inSegment(contact, "vips")
    then: [{ add-to-segment: { segment: met } }]
`);

let stage: Stage;
let app: TestApp;
let token: string;
beforeEach(async () => {
  stage = await makeStage({ recipes: [WELCOME] });
  app = await startApp({ stage });
  token = (await app.pair('owner')).token;
});
afterEach(() => stage.close());

const ask = (method: string, path: string, body?: unknown, as = token) =>
  app.ask(method, path, { token: as, ...(body === undefined ? {} : { body }) });
const make = async (body: object) => {
  const answer = await ask('POST', '/segments', body);
  await stage.settle();
  return answer;
};
const list = async () => segmentListSchema.parse((await ask('GET', '/segments')).body).segments;

describe('segments', () => {
  it('are made, filled, counted, read page by page, and deleted', async () => {
    expect(await list()).toEqual([]);
    const ids = [
      await stage.contact({ language: 'sv' }),
      await stage.contact({ language: 'sv' }),
      await stage.contact(),
    ];
    const made = await make({ slug: 'swedish', name: 'Swedish', condition: 'contact.language == "sv"' });
    expect(made.status).toBe(200);
    expect(await list()).toEqual([
      { slug: 'swedish', name: 'Swedish', condition: 'contact.language == "sv"', members: 2, usedBy: [] },
    ]);
    const page = memberPageSchema.parse((await ask('GET', '/segments/swedish/members?limit=1')).body);
    expect(page).toEqual({
      members: [{ id: ids[0], name: 'Dana Fox', email: 'dana@globex.example' }],
      next: ids[0],
    });
    const last = await ask('GET', `/segments/swedish/members?limit=1&after=${page.next}`);
    expect(last.body).toEqual({ members: [expect.objectContaining({ id: ids[1] })] });
    expect((await ask('DELETE', '/segments/swedish')).body).toEqual({ segments: [] });
    await stage.settle();
    expect((await ask('GET', '/segments/swedish/members')).status).toBe(404);
    expect((await ask('DELETE', '/segments/swedish')).status).toBe(404);
  });

  it('say how far they are while they are built', async () => {
    await stage.contact();
    const id = await stage.contact();
    await stage.contact();
    await make({ slug: 'all', name: 'All', condition: 'contact.id != ""' });
    await stage.core.db.updateTable('segments').set({ built_to: id }).execute();
    expect((await list())[0]?.building).toBeCloseTo(2 / 3);
  });

  it('without a condition hold whom somebody puts in', async () => {
    await make({ slug: 'fair', name: 'Met at the fair' });
    await stage.contact({ 'segments/fair': true });
    await stage.settle();
    expect(await list()).toMatchObject([{ slug: 'fair', members: 1 }]);
  });

  it('begin empty when one of the same name was deleted before, and keep whom somebody put in since', async () => {
    await make({ slug: 'fair', name: 'Met at the fair' });
    await stage.contact({ 'segments/fair': true });
    await stage.settle();
    await ask('DELETE', '/segments/fair');
    await stage.settle();
    const since = await stage.contact({ 'segments/fair': true });
    await make({ slug: 'fair', name: 'Met at the next fair' });
    expect(await list()).toMatchObject([{ slug: 'fair', members: 1 }]);
    expect((await ask('GET', '/segments/fair/members')).body).toMatchObject({ members: [{ id: since }] });
  });

  it('are not made with a condition that cannot be used, or with a name that is taken', async () => {
    const condition = 'contact.langage == "sv"';
    expect((await ask('POST', '/segments/check', { condition })).body).toEqual({
      problems: [{ message: 'contact has no field "langage"', hint: 'did you mean "contact.language"?', offset: 7 }],
    });
    const refused = await make({ slug: 'swedish', name: 'Swedish', condition });
    expect(problemOf(refused)).toMatchObject({ code: 'conflict', issues: [{ path: 'condition' }] });
    await make({ slug: 'swedish', name: 'Swedish' });
    expect(problemOf(await make({ slug: 'swedish', name: 'Again' })).message).toContain('already');
    expect(await list()).toHaveLength(1);
  });

  it('that another device made with a condition that cannot be read say so', async () => {
    await stage.write('segment', { slug: 'odd', name: 'Odd', condition: 'contact.' });
    expect((await list())[0]?.problem).toBeDefined();
  });

  it('are not deleted while a recipe that is on names them', async () => {
    for (const slug of ['swedes', 'vips', 'met']) await make({ slug, name: slug });
    expect((await list()).map(({ slug, usedBy }) => [slug, usedBy])).toEqual([
      ['met', ['Test test']],
      ['swedes', ['Test test']],
      ['vips', ['Test test']],
    ]);
    expect(problemOf(await ask('DELETE', '/segments/vips')).message).toContain('Test test');
    await stage.switch('test', false);
    expect((await ask('DELETE', '/segments/vips')).status).toBe(200);
  });

  it('are made and deleted by owners and managers alone', async () => {
    const seller = (await app.pair('seller')).token;
    for (const [method, path, body] of [
      ['POST', '/segments', { slug: 'a', name: 'A' }],
      ['DELETE', '/segments/a', undefined],
    ] as const)
      expect(problemOf(await ask(method, path, body, seller))).toMatchObject({ code: 'forbidden' });
    expect((await ask('GET', '/segments', undefined, seller)).status).toBe(200);
  });
});
