import { afterEach, describe, expect, it } from 'vitest';
import { parseRecipe } from '../../../automation-engine/recipe-language/parse.ts';
import { runExamples } from '../../../automation-engine/runner/examples.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage } from './stage.ts';

const stages: Stage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close();
});
async function stageWith(...recipes: string[]): Promise<Stage> {
  const stage = await makeStage({ recipes, ownerZone: 'Asia/Kathmandu' });
  stages.push(stage);
  return stage;
}
const talk = (stage: Stage, contactId: string, fields = {}) =>
  stage.write('interaction', {
    contactId,
    channel: 'email',
    direction: 'in',
    at: new Date(stage.core.clock.now()).toISOString(),
    ...fields,
  });
const states = async (stage: Stage) => (await stage.runs()).map(({ state, reason }) => [state, reason]);

const ON_TAG = `
capabilities: [add-tag]
trigger: { event: contact.tag-added, if: 'event.tag == "ask" && inSegment(contact, "buyers")' }
entry: { again: { after: 0h } }
steps:
  - if: inSegment(contact, "lost")
    then: [{ add-tag: { tag: lost } }]
    else: [{ add-tag: { tag: kept } }]
`;

describe('inSegment', () => {
  it('asks static and live segments, in triggers and in steps', async () => {
    const stage = await stageWith(recipeText(ON_TAG));
    await stage.write('segment', { slug: 'buyers' });
    await stage.write('segment', { slug: 'lost', condition: 'daysSince(contact.lastInteractionAt) > 90' });
    await stage.settle();
    const [buyer, other] = [await stage.contact({ 'segments/buyers': true }), await stage.contact()];
    await talk(stage, buyer);
    for (const id of [buyer, other]) await stage.write('contact', { 'tags/ask': true }, id);
    await stage.settle();
    await stage.pass(100 * DAY);
    await stage.write('contact', { 'tags/ask': null }, buyer);
    await stage.write('contact', { 'tags/ask': true }, buyer);
    await stage.settle();
    const runs = await stage.runs();
    expect(runs.map(({ contactId, trace }) => [contactId, trace.at(-1)?.kind, trace.at(-1)?.data])).toMatchObject([
      [buyer, 'add-tag', { params: { tag: 'kept' } }],
      [buyer, 'add-tag', { params: { tag: 'lost' } }],
    ]);
    expect(runs[1]?.trace[1]?.seen).toContain('inSegment(contact, "lost") = true');
  });

  it('is unknown, which counts as not met, when there is no such segment', async () => {
    const stage = await stageWith(recipeText(ON_TAG));
    const id = await stage.contact({ 'segments/buyers': true });
    await stage.write('contact', { 'tags/ask': true }, id);
    await stage.settle();
    expect(await states(stage)).toEqual([]);
    await stage.write('segment', { slug: 'buyers' });
    await stage.write('contact', { 'tags/ask': null }, id);
    await stage.write('contact', { 'tags/ask': true }, id);
    await stage.settle();
    expect((await stage.runs())[0]?.trace[1]?.seen).toBe('there is no segment "lost"');
  });

  it('is told at once when its segment is made by the same push as the event', async () => {
    const stage = await stageWith(recipeText(ON_TAG));
    await stage.write('segment', { slug: 'buyers', condition: 'contact.name.startsWith("Dana")' });
    await stage.settle();
    const id = await stage.contact({ name: 'Nobody' });
    await stage.write('contact', { name: 'Dana', 'tags/ask': true }, id);
    await stage.settle();
    expect(await stage.runs()).toHaveLength(1);
  });

  it('is named when it is not there, with those that are', async () => {
    const { blocks } = await stageWith();
    const parsed = parseRecipe(recipeText(ON_TAG), {
      blocks,
      mailTemplates: new Map(),
      segments: new Set(['buyer', 'lost']),
    });
    expect('problems' in parsed && parsed.problems.filter(({ message }) => message.includes('segment'))).toMatchObject([
      { message: 'there is no segment called "buyers"', hint: 'did you mean "buyer"?' },
    ]);
  });

  it('is what an example says of its contact', async () => {
    const { blocks } = await stageWith();
    const example = (segments: string, tag: string) => `
  - title: ${tag}
    given: { contact: { name: Dana, segments: [${segments}] } }
    events: [{ at: "2026-03-06T10:00:00Z", contact.tag-added: { tag: ask } }]
    expect: [${tag === '' ? '' : `{ add-tag: { tag: ${tag} } }`}]`;
    const text = `${recipeText(ON_TAG)}examples:${example('buyers', 'kept')}${example('buyers, lost', 'lost')}`;
    const parsed = parseRecipe(text, { blocks, mailTemplates: new Map() });
    if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
    const results = await runExamples(parsed.recipe, { blocks, mailTemplates: new Map() });
    expect(results.map(({ passed, problem }) => [passed, problem])).toEqual([
      [true, undefined],
      [true, undefined],
    ]);
  });
});

describe('lastInteraction', () => {
  const EXIT = `
capabilities: [add-tag]
trigger: { event: contact.created }
exit: { event: contact.tag-added, if: 'hoursSince(lastInteraction(contact, "call", "out")) >= 2' }
steps:
  - wait: { for: 10d }
  - add-tag: { tag: late }
`;
  it('tells channels and directions apart, leaves out what runs made, and asks at the moment of the event', async () => {
    const stage = await stageWith(recipeText(EXIT));
    const id = await stage.contact();
    await stage.settle();
    await talk(stage, id, { channel: 'call', direction: 'out' });
    await stage.pass(HOUR);
    await talk(stage, id, { channel: 'call', direction: 'in' });
    const tag = async (name: string) => {
      await stage.write('contact', { [`tags/${name}`]: true }, id);
      await stage.settle();
      return (await states(stage))[0]?.[0];
    };
    expect(await tag('one')).toBe('waiting');
    await stage.pass(HOUR);
    const [run] = await stage.core.db.selectFrom('runs').select('id').execute();
    await talk(stage, id, { channel: 'call', direction: 'out', runId: run?.id });
    expect(await tag('two')).toBe('stopped');
  });

  it('is empty where there never was one', async () => {
    const stage = await stageWith(
      recipeText(`
capabilities: [add-tag]
trigger: { event: contact.created, if: lastInteraction(contact) == "" }
steps: [{ add-tag: { tag: new } }]
`),
    );
    await stage.contact();
    await stage.settle();
    expect(await states(stage)).toEqual([['done', undefined]]);
  });
});

describe("the owner's zone", () => {
  it('is that of conditions which name none', async () => {
    // 10:00 in UTC is 15:45 in Kathmandu.
    const stage = await stageWith(
      recipeText(`
capabilities: [add-tag]
trigger: { event: contact.created, if: localHour(now) == 15 }
steps:
  - if: localHour(now) == 15
    then: [{ add-tag: { tag: afternoon } }]
`),
    );
    await stage.contact();
    await stage.settle();
    expect((await stage.runs())[0]?.trace.at(-1)?.kind).toBe('add-tag');
  });
});
