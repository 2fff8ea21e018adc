import { describe, expect, it } from 'vitest';
import startRecipe from '../../../automation-engine/actions/start-recipe.ts';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { parseRecipe } from '../../../automation-engine/recipe-language/parse.ts';
import { runExamples } from '../../../automation-engine/runner/examples.ts';
import { DEPTH_MAX } from '../../../automation-engine/runner/enter-run.ts';
import { makeStage, recipeText } from '../runner/stage.ts';
import { planFor } from './plan.ts';

const blocks = await loadBlocks();

const FIRST = recipeText(
  'capabilities: [{ start-recipe: { only: [second] } }]\ntrigger: { event: interaction.logged }\nentry: { key: interaction.id }\nsteps: [{ start-recipe: { recipe: second } }]\n',
  'first',
);
const SECOND = recipeText(
  'capabilities: [log-note]\ntrigger: { event: contact.deleted }\nentry: { mode: parallel }\nsteps: [{ log-note: { text: "About {{ interaction.subject }}" } }]\n',
  'second',
);

describe('start-recipe', () => {
  it.each([
    ['start-recipe', '"- start-recipe: { only: [second] }"'],
    ['{ start-recipe: { only: [third] } }', '"- start-recipe: { only: [second] }"'],
  ])('must have its recipe named by the capability %s', (capability, hint) => {
    const text = FIRST.replace('{ start-recipe: { only: [second] } }', capability);
    const parsed = parseRecipe(text, { blocks, mailTemplates: new Map() });
    expect(parsed).toMatchObject({ problems: [{ hint: expect.stringContaining(hint) }] });
  });

  it('has no "only" for actions that list nothing', () => {
    const text = SECOND.replace('[log-note]', '[{ log-note: { only: [x] } }]');
    expect(parseRecipe(text, { blocks, mailTemplates: new Map() })).toMatchObject({
      problems: [{ message: '"only" means nothing for log-note' }],
    });
  });

  it('plans a start', () => {
    expect(planFor(startRecipe, { recipe: 'second' })).toMatchObject({
      effects: [{ type: 'start', recipe: 'second' }],
    });
  });

  it('lets the other recipe see what started the first, and says who started it', async () => {
    const stage = await makeStage({ recipes: [FIRST, SECOND] });
    const contactId = await stage.contact();
    await stage.write('interaction', {
      channel: 'call',
      direction: 'in',
      subject: 'Pumps',
      contactId,
      at: '2026-03-06T09:00:00Z',
    });
    await stage.settle();
    const runs = await stage.runs();
    expect(runs.map(({ recipeId, state }) => [recipeId, state])).toEqual([
      ['first', 'done'],
      ['second', 'done'],
    ]);
    expect(runs[1]?.trace.map(({ text }) => text)).toEqual([
      'Started by another recipe',
      expect.stringContaining('About Pumps'),
    ]);
    await stage.close();
  });

  it('lets the key of the other recipe ask for segments and for earlier interactions', async () => {
    const key = 'inSegment(contact, "vips") ? lastInteraction(contact, "call") : "nobody"';
    const second = SECOND.replace('entry: {', `entry: { key: '${key}',`);
    const stage = await makeStage({ recipes: [FIRST, second] });
    await stage.write('segment', { slug: 'vips' });
    const contactId = await stage.contact({ 'segments/vips': true });
    const at = '2026-03-06T09:00:00.000Z';
    await stage.write('interaction', { channel: 'call', direction: 'in', contactId, at });
    await stage.settle();
    const keys = stage.core.db.selectFrom('runs').select('entry_key').where('recipe_id', '=', 'second');
    expect(await keys.execute()).toEqual([{ entry_key: at }]);
    await stage.close();
  });

  it('goes on where the other recipe is switched off, and says so', async () => {
    const stage = await makeStage({ recipes: [FIRST] });
    const contactId = await stage.contact();
    await stage.write('interaction', { channel: 'call', direction: 'in', contactId, at: '2026-03-06T09:00:00Z' });
    await stage.settle();
    const [run] = await stage.runs();
    expect(run).toMatchObject({ state: 'done', trace: [{}, { outcome: 'skipped' }] });
    expect(run?.trace[1]?.text).toContain('"second" was not started: the recipe "second" is not switched on');
    await stage.close();
  });

  it('counts how deep it is: recipes that start each other come to an end', async () => {
    const pair = (id: string, other: string) =>
      recipeText(
        `capabilities: [{ start-recipe: { only: [${other}] } }]\ntrigger: { event: contact.created }\nentry: { mode: parallel, again: { after: 0s } }\nsteps: [{ start-recipe: { recipe: ${other} } }]\n`,
        id,
      );
    const stage = await makeStage({ recipes: [pair('first', 'second'), pair('second', 'first')] });
    await stage.contact();
    await stage.settle();
    const runs = await stage.runs();
    // Both begin with the contact, and each goes down to the guard.
    expect(runs.filter(({ state }) => state === 'done')).toHaveLength(2 * DEPTH_MAX);
    await stage.close();
  });

  it('can be shown in an example, where the other recipe only stands in', async () => {
    const example = [
      'examples:',
      '  - title: starts the second',
      '    given: { contact: { name: Dana } }',
      '    events: [{ at: "2026-03-06T10:00:00Z", interaction.logged: { channel: call, direction: in } }]',
      '    expect: [{ start-recipe: { recipe: second } }]',
      '',
    ].join('\n');
    const parsed = parseRecipe(FIRST + example, { blocks, mailTemplates: new Map() });
    const results = 'recipe' in parsed ? await runExamples(parsed.recipe, { blocks, mailTemplates: new Map() }) : [];
    expect(results.map(({ passed }) => passed)).toEqual([true]);
  });
});
