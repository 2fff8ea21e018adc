import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recordingChannels } from '../../../automation-engine/channels/recording.ts';
import { defineAction } from '../../../automation-engine/actions/define-action.ts';
import { readTyped } from '../../../automation-engine/records/read.ts';
import { TAG_NEW } from './recipe-texts.ts';
import { DAY, makeStage, recipeText, type Stage, type StageOptions } from './stage.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});
const setUp = async (options: StageOptions): Promise<Stage> => (stage = await makeStage(options));

describe('the passage of a run', () => {
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

  it('leaves out what it did often enough for a contact, whatever run did it', async () => {
    const { contact, write, settle, runs } = await setUp({
      recipes: [
        recipeText(`
capabilities: [{ log-note: { perContact: 2 } }]
trigger: { event: contact.tag-added }
entry: { mode: parallel, again: { after: 1s } }
steps:
  - log-note: { text: hello }`),
      ],
    });
    const [dana, lee] = [await contact(), await contact()];
    for (const tag of ['a', 'b', 'c']) await write('contact', { [`tags/${tag}`]: true }, dana);
    await write('contact', { 'tags/a': true }, lee);
    await settle();
    expect((await runs()).map((run) => run.trace.at(-1)?.outcome)).toEqual(['done', 'done', 'skipped', 'done']);
  });

  it('calls no host but those that its capability names', async () => {
    const { contact, settle, runs, core, library } = await setUp({
      recipes: [
        recipeText(`
capabilities: [{ call-webhook: { hosts: [hooks.globex.example] } }]
inputs: { to: { type: text, label: Where to, default: 'https://hooks.globex.example/y' } }
trigger: { event: contact.created }
steps:
  - call-webhook: { url: 'https://hooks.globex.example/x' }
  - call-webhook: { url: inputs.to }`),
      ],
      channels: recordingChannels(),
    });
    // Only what is set later is not known when the recipe is saved.
    const active = library.recipes.get('test');
    if (active !== undefined) library.recipes.set('test', { ...active, inputs: { to: 'https://elsewhere.example/x' } });
    core.signals.emit('recipes-changed', { recipeIds: ['test'] });
    await contact();
    await settle();
    expect(await runs()).toMatchObject([
      {
        state: 'failed',
        reason: 'the recipe may not call elsewhere.example: its capabilities name hooks.globex.example',
      },
    ]);
    expect(await core.db.selectFrom('ledger').select('recipient').execute()).toEqual([
      { recipient: 'https://hooks.globex.example/x' },
    ]);
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
});
