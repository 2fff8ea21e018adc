import { afterEach, expect, it } from 'vitest';
import { goalsReached } from '../../../../automation-engine/runner/explain/goals.ts';
import { DAY, makeStage, recipeText, type Stage } from '../stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const AIMING = recipeText(`capabilities: []
trigger: { event: contact.created }
goal: [{ name: Won, event: contact.tag-added, if: event.tag == "won" }]
steps: [{ wait: { for: 1d } }]
`);
const AIMLESS = recipeText(
  'capabilities: []\ntrigger: { event: contact.created }\nsteps: [{ wait: { for: 1d } }]\n',
  'b',
);

it('counts the runs that reached a goal, of those that ended', async () => {
  stage = await makeStage({ recipes: [AIMING, AIMLESS] });
  const counted = async () => {
    const all = await goalsReached(
      stage.core.db,
      stage.library.active().map(({ recipe }) => recipe),
    );
    return [...all];
  };
  expect(await counted()).toEqual([['test', { reached: 0, ended: 0 }]]);
  const [won] = [await stage.contact(), await stage.contact()];
  await stage.settle();
  await stage.write('contact', { 'tags/won': true }, won);
  await stage.settle();
  expect(await counted()).toEqual([['test', { reached: 1, ended: 1 }]]);
  await stage.pass(2 * DAY);
  expect(await counted()).toEqual([['test', { reached: 1, ended: 2 }]]);
});
