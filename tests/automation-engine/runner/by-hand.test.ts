import { afterEach, describe, expect, it } from 'vitest';
import { retryAll, retryRun, skipStep, stopRun } from '../../../automation-engine/runner/by-hand.ts';
import { createVersions } from '../../../automation-engine/runner/versions.ts';
import { DAY, makeStage, recipeText, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const BY = { deviceId: 'd1', name: 'Dana’s laptop' };
const handling = () => ({ core: stage.core, versions: createVersions(stage.library) });
const only = async () => {
  const runs = await stage.runs();
  const [run] = runs;
  if (run === undefined || runs.length > 1) throw new Error(`${runs.length} runs`);
  return run;
};
const texts = async () => (await only()).trace.map(({ text }) => text);

/** Fails at its second step as long as the contact has no deal, and remembers what it did before. */
const QUOTE = recipeText(`capabilities: [add-tag, log-note]
trigger: { event: contact.created }
steps:
  - add-tag: { tag: quoted }
    name: tag
  - log-note: { text: "{{ deal.title }}, {{ steps.tag.done }}" }
    name: note
  - if: steps.note.skipped
    then: [{ add-tag: { tag: unnoted } }]
`);

const WAITS = recipeText(`capabilities: [add-tag]
trigger: { event: contact.created }
entry: { key: contact.id, mode: single }
steps:
  - wait: { for: 3d }
  - add-tag: { tag: waited }
`);

describe('a run that failed', () => {
  it('is taken up again from the failed step, with what it remembers, and the trace says who', async () => {
    stage = await makeStage({ recipes: [QUOTE] });
    const contactId = await stage.contact();
    await stage.settle();
    const { id, state } = await only();
    expect(state).toBe('failed');
    expect(await retryRun(handling(), id, BY)).toEqual({ done: true });
    await stage.settle();
    expect(await only()).toMatchObject({ state: 'failed', reason: 'text: there is no deal here' });
    await stage.write('deal', { title: 'Hall', contactId, stage: 'new' });
    await retryRun(handling(), id, BY);
    await stage.settle();
    const run = await only();
    expect(run).toMatchObject({ state: 'done' });
    expect(run.trace.at(-3)).toMatchObject({
      kind: 'by-hand',
      step: 'steps[1]',
      text: 'Dana’s laptop had the step taken again',
      data: { deviceId: 'd1' },
    });
    expect(run.trace.at(-2)?.text).toBe('Logged the note "Hall, true"');
    expect(await retryRun(handling(), id, BY)).toEqual({ refused: 'only a run that failed can be taken up again' });
  });

  it('goes on behind the step that somebody skips, which counts as skipped', async () => {
    stage = await makeStage({ recipes: [QUOTE] });
    await stage.contact();
    await stage.settle();
    expect(await skipStep(handling(), (await only()).id, BY)).toEqual({ done: true });
    await stage.settle();
    expect(await only()).toMatchObject({ state: 'done' });
    expect((await texts()).slice(-3)).toEqual([
      'Skipped by Dana’s laptop',
      'Met',
      'Added the tag "unnoted" to Dana Fox',
    ]);
  });

  it('is taken up with all others of its recipe, and those that cannot be say why', async () => {
    stage = await makeStage({ recipes: [QUOTE] });
    const contactId = await stage.contact();
    await stage.contact();
    await stage.settle();
    await stage.write('deal', { title: 'Hall', contactId, stage: 'new' });
    expect(await retryAll(handling(), 'test', BY)).toEqual({ retried: 2, refused: [] });
    await stage.settle();
    expect((await stage.runs()).map(({ state }) => state)).toEqual(['done', 'failed']);
    await stage.core.db.updateTable('run_steps').set({ step: 'steps[9]' }).where('outcome', '=', 'failed').execute();
    expect(await retryAll(handling(), 'test', BY)).toMatchObject({
      retried: 0,
      refused: [{ reason: 'the step that failed is not known any more' }],
    });
  });
});

describe('a run that waits', () => {
  it('goes on at once when its wait is skipped', async () => {
    stage = await makeStage({ recipes: [WAITS] });
    await stage.contact();
    await stage.settle();
    await skipStep(handling(), (await only()).id, BY);
    await stage.settle();
    expect(await only()).toMatchObject({ state: 'done' });
    await stage.pass(4 * DAY);
    expect((await texts()).filter((text) => text.startsWith('Added the tag'))).toHaveLength(1);
  });

  it('ends when somebody stops it, once', async () => {
    stage = await makeStage({ recipes: [WAITS] });
    await stage.contact();
    await stage.settle();
    const { id } = await only();
    const results = await Promise.all([stopRun(handling(), id, BY), stopRun(handling(), id, BY)]);
    expect(results).toEqual([{ done: true }, { refused: 'it has ended' }]);
    await stage.pass(4 * DAY);
    expect(await only()).toMatchObject({ state: 'stopped', reason: 'Stopped by Dana’s laptop' });
    expect(await skipStep(handling(), id, BY)).toEqual({ refused: 'it stands at no step to skip' });
  });

  it('stays where it is while its recipe is off, behind the step that was skipped', async () => {
    stage = await makeStage({ recipes: [WAITS] });
    await stage.contact();
    await stage.settle();
    await stage.switch('test', false);
    await stage.pass(4 * DAY);
    await skipStep(handling(), (await only()).id, BY);
    await stage.settle();
    expect(await only()).toMatchObject({ state: 'waiting', reason: expect.stringContaining('switched off') });
    await stage.switch('test', true);
    expect(await only()).toMatchObject({ state: 'done' });
  });

  it.each(['send-mail', 'draft-mail'])('for its mail takes the mail back: %s', async (action) => {
    const mail = recipeText(`capabilities: [${action}, add-tag]
trigger: { event: contact.created }
steps:
  - ${action}: { subject: A, text: B }
  - add-tag: { tag: told }
`);
    stage = await makeStage({ recipes: [mail], mailFrom: undefined });
    await stage.contact();
    await stage.settle();
    await skipStep(handling(), (await only()).id, BY);
    await stage.settle();
    expect(await only()).toMatchObject({ state: 'done' });
    const rows = await stage.core.db.selectFrom('ledger').select(['state', 'reason']).execute();
    expect(rows).toEqual([{ state: 'skipped', reason: 'Skipped by Dana’s laptop' }]);
  });
});

it('a failed run stays as it is while a later one with its key is under way', async () => {
  const recipe = recipeText(`capabilities: [log-note]
trigger: { event: contact.tag-added }
entry: { key: contact.id, mode: single, again: { after: 0d } }
steps:
  - if: event.tag == "one"
    then: [{ log-note: { text: "{{ deal.title }}" } }]
    else: [{ wait: { for: 1d } }]
`);
  stage = await makeStage({ recipes: [recipe] });
  const contactId = await stage.contact();
  for (const tag of ['one', 'two']) {
    await stage.write('contact', { [`tags/${tag}`]: true }, contactId);
    await stage.settle();
  }
  const [failed, later] = await stage.runs();
  expect([failed?.state, later?.state]).toEqual(['failed', 'waiting']);
  const refused = { refused: 'a later run with its key is under way' };
  expect(await retryRun(handling(), failed?.id ?? '', BY)).toEqual(refused);
  expect(await skipStep(handling(), failed?.id ?? '', BY)).toEqual(refused);
});

it('knows no run that is not there', async () => {
  stage = await makeStage();
  expect(await stopRun(handling(), stage.core.newId(), BY)).toBeUndefined();
});
