import { describe, expect, it } from 'vitest';
import { stopRun } from '../../../automation-engine/runner/by-hand.ts';
import { createVersions } from '../../../automation-engine/runner/versions.ts';
import { makeStage, recipeText } from './stage.ts';

const RECIPE = recipeText(`capabilities: [add-tag]
trigger: { event: contact.created }
exit: { event: contact.unsubscribed }
goal:
  - { event: contact.tag-added, if: event.tag == "customer", name: Bought }
  - { event: deal.stage-changed, if: event.to == "won" }
steps:
  - wait: 30d
  - add-tag: { tag: late }
`);

describe('a goal', () => {
  it.each([
    ['by its name', 'customer', 'Goal reached: Bought', 'done'],
    ['not by another event of its type', 'press', undefined, 'waiting'],
  ])('ends the run as reached, %s', async (_, tag, reason, state) => {
    const stage = await makeStage({ recipes: [RECIPE] });
    const contactId = await stage.contact();
    await stage.settle();
    await stage.write('contact', { [`tags/${tag}`]: true }, contactId);
    await stage.settle();
    const [run] = await stage.runs();
    expect(run).toMatchObject({ state, ...(reason === undefined ? {} : { reason }) });
    expect(run?.trace.some(({ kind }) => kind === 'goal')).toBe(reason !== undefined);
    await stage.close();
  });

  it('is told apart from an exit', async () => {
    const stage = await makeStage({ recipes: [RECIPE] });
    const contactId = await stage.contact();
    await stage.settle();
    const consent = { state: 'withdrawn', at: '2026-03-06T10:00:00Z', how: 'asked' };
    await stage.write('contact', { 'consent/email:marketing': consent }, contactId);
    await stage.settle();
    expect((await stage.runs())[0]).toMatchObject({ state: 'stopped', reason: 'Ended by contact.unsubscribed' });
    await stage.close();
  });
});

describe('runs that wait for each other', () => {
  const queue = recipeText(`capabilities: [add-tag]
trigger: { event: contact.tag-added, if: event.tag.startsWith("go") }
entry: { key: contact.id, mode: queue }
exit: { event: contact.unsubscribed }
steps:
  - wait: 30d
  - add-tag: { tag: late }
`);
  it.each([
    ['an exit', { 'consent/email:marketing': { state: 'withdrawn', at: '2026-03-06T10:00:00Z', how: 'asked' } }],
    ['the end of their contact', { deletedAt: '2026-03-06T10:00:00.000Z' }],
  ])('are all ended by %s, and events go on', async (_, fields) => {
    const stage = await makeStage({ recipes: [queue] });
    const contactId = await stage.contact();
    for (const tag of ['go-1', 'go-2', 'go-3']) await stage.write('contact', { [`tags/${tag}`]: true }, contactId);
    await stage.settle();
    await stage.write('contact', fields, contactId);
    await stage.write('contact', { 'tags/go': true }, await stage.contact());
    await stage.settle();
    expect((await stage.runs()).map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped', 'waiting']);
    await stage.close();
  });

  it('go on waiting while one of them is taken out of the queue', async () => {
    const stage = await makeStage({ recipes: [queue] });
    const contactId = await stage.contact();
    for (const tag of ['go-1', 'go-2', 'go-3']) await stage.write('contact', { [`tags/${tag}`]: true }, contactId);
    await stage.settle();
    const [, second] = await stage.runs();
    await stopRun({ core: stage.core, versions: createVersions(stage.library) }, second?.id ?? '', {
      name: 'Lars',
      deviceId: stage.core.newId(),
    });
    await stage.settle();
    const reasons = (await stage.runs()).map(({ reason }) => reason);
    expect(reasons[2]).toBe('Waits for the earlier run to end');
    await stage.close();
  });
});

describe('the entry', () => {
  const recipe = (entry: string) =>
    recipeText(
      `entry: ${entry}\ntrigger: { event: contact.tag-added, if: event.tag == "go" }\nsteps: [{ wait: 1h }]\n`,
    );

  it('lets a key in only so often', async () => {
    const stage = await makeStage({ recipes: [recipe('{ again: { after: 0s, max: 2 } }')] });
    const contactId = await stage.contact();
    for (let time = 0; time < 4; time++) {
      await stage.write('contact', { 'tags/go': true }, contactId);
      await stage.pass(2 * 3_600_000);
      await stage.write('contact', { 'tags/go': null }, contactId);
    }
    expect(await stage.runs()).toHaveLength(2);
    await stage.close();
  });

  it('lets only so many run at once', async () => {
    const stage = await makeStage({ recipes: [recipe('{ maxRunning: 2 }')] });
    for (const name of ['a', 'b', 'c']) await stage.contact({ name, 'tags/go': true });
    await stage.settle();
    expect(await stage.runs()).toHaveLength(2);
    await stage.pass(2 * 3_600_000);
    await stage.contact({ name: 'd', 'tags/go': true });
    await stage.settle();
    expect(await stage.runs()).toHaveLength(3);
    await stage.close();
  });
});
