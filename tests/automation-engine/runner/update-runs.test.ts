import { afterEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, makeStage, recipeText, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const recipe = (version: string, rule: string, steps: string) =>
  recipeText(
    `${rule}\ninputs: { size: { type: number, label: Size, default: ${version} } }\ncapabilities: [add-tag]\ntrigger: { event: contact.created }\nsteps:\n${steps}`,
  ).replace('version: 1.0.0', `version: ${version}.0.0`);
const OLD = '  - wait: 2d\n    name: pause\n  - add-tag: { tag: old }\n';
const MOVED =
  '  - if: inputs.size < 5\n    then:\n      - wait: 9d\n        name: pause\n      - add-tag: { tag: new }\n';

async function update(rule: string, before: string, after: string) {
  stage = await makeStage({ recipes: [recipe('1', '', before)] });
  await stage.contact();
  await stage.pass(HOUR);
  await stage.add(recipe('2', rule, after));
  await stage.settle();
  return (await stage.runs())[0];
}
const tags = async () =>
  (await stage.runs()).flatMap(({ trace }) =>
    trace.filter(({ kind }) => kind === 'add-tag').map(({ text, at }) => `${at} ${text}`),
  );

describe('a run on the way when a new version is loaded', () => {
  it('finishes with its own version unless the new one says otherwise', async () => {
    expect(await update('', OLD, MOVED)).toMatchObject({ recipeVersion: '1.0.0', state: 'waiting' });
    await stage.pass(2 * DAY);
    expect((await tags()).join()).toContain('old');
  });

  it('goes on in the new one at the step of the same name, and wakes when it would have', async () => {
    const run = await update('onUpdate: migrate', OLD, MOVED);
    expect(run).toMatchObject({ recipeVersion: '2.0.0', state: 'waiting' });
    expect(run?.trace.at(-1)?.text).toBe('Goes on with version 2.0.0 at steps[0].then[0]');
    await stage.pass(2 * DAY);
    expect((await tags()).join()).toContain('new');
  });

  it('goes on at the same path when it has no name there', async () => {
    await update(
      'onUpdate: migrate',
      OLD.replace('    name: pause\n', ''),
      '  - wait: 5d\n  - add-tag: { tag: new }\n',
    );
    await stage.pass(2 * DAY);
    expect((await tags()).join()).toContain('new');
  });

  it('keeps the way of a split that it was given, wherever it stands now', async () => {
    const split = (...labels: string[]) =>
      `  - split:\n${labels.map((label) => `      - { label: ${label}, weight: 1, then: [ { wait: 2d }, { add-tag: { tag: ${label} } } ] }`).join('\n')}\n`;
    const run = await update('onUpdate: migrate', split('a', 'b'), split('b', 'c', 'a'));
    const [, way] = /^Way "(\w)"/.exec(run?.trace[1]?.text ?? '') ?? [];
    await stage.pass(2 * DAY);
    expect((await stage.runs())[0]?.recipeVersion).toBe('2.0.0');
    expect(await tags()).toEqual([expect.stringContaining(`"${way}"`)]);
    await stage.close();

    const without = await update('onUpdate: migrate', split('a', 'b'), split('c', 'd'));
    expect(without?.recipeVersion).toBe('1.0.0');
  });

  it('finishes with its own version when the new one has no such step, and says so once', async () => {
    await update('onUpdate: migrate', OLD, '  - add-tag: { tag: new }\n');
    stage.core.signals.emit('recipes-changed', { recipeIds: ['test'] });
    await stage.restart();
    const [run] = await stage.runs();
    expect(run).toMatchObject({ recipeVersion: '1.0.0', state: 'waiting' });
    expect(run?.trace.filter(({ kind }) => kind === 'update').map(({ text }) => text)).toEqual([
      'Finishes with version 1.0.0: version 2.0.0 has no step that stands for steps[0]',
    ]);
    await stage.pass(2 * DAY);
    expect((await tags()).join()).toContain('old');
  });

  it('starts anew when the new one wants that', async () => {
    const run = await update('onUpdate: restart', OLD, '  - wait: 3d\n  - add-tag: { tag: new }\n');
    expect(run).toMatchObject({ recipeVersion: '2.0.0', state: 'waiting' });
    await stage.pass(2 * DAY);
    expect(await tags()).toEqual([]);
    await stage.pass(DAY);
    expect((await tags()).join()).toContain('new');
    expect(await stage.runs()).toHaveLength(1);
  });
});
