import { afterEach, expect, it } from 'vitest';
import { readAutomationState, setRunning } from '../../../automation-engine/runner/kill-switch.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage } from './stage.ts';

const WAITS = recipeText(`capabilities: [send-mail, add-tag]
trigger: { event: contact.created }
steps:
  - wait: 1h
  - send-mail: { subject: Hello, text: Hello., purpose: service }
  - add-tag: { tag: written }
`);
const TIMETABLE = recipeText(
  `capabilities: [create-task]
trigger: { schedule: "0 * * * *", missed: skip }
steps:
  - create-task: { title: Look }
`,
  'hourly',
);

let stage: Stage;
afterEach(() => stage.close());

const states = async () => (await stage.runs()).map((run) => run.state);

it('stops what waits and what would start, and lets both go on', async () => {
  stage = await makeStage({ recipes: [WAITS] });
  await stage.contact();
  await stage.settle();
  await setRunning(stage.core, false, 'laptop');
  await stage.contact();
  await stage.pass(DAY);
  expect(await states()).toEqual(['waiting']);
  expect(stage.channel.mails).toEqual([]);
  await setRunning(stage.core, true, 'laptop');
  await stage.settle();
  expect(stage.channel.mails).toHaveLength(1);
  await stage.pass(HOUR);
  expect(await states()).toEqual(['done', 'done']);
  expect(stage.channel.mails).toHaveLength(2);
});

it('stops mails that are planned already', async () => {
  stage = await makeStage({ recipes: [WAITS], mailFrom: undefined });
  await stage.contact();
  await stage.pass(HOUR);
  await setRunning(stage.core, false, 'laptop');
  await stage.pass(DAY);
  const row = await stage.core.db.selectFrom('ledger').select(['state', 'attempts']).executeTakeFirst();
  expect(row?.state).toBe('planned');
  const before = row?.attempts;
  await stage.pass(DAY);
  expect(await stage.core.db.selectFrom('ledger').select('attempts').executeTakeFirst()).toEqual({ attempts: before });
});

it('records no time of a timetable meanwhile, which counts as missed', async () => {
  stage = await makeStage({ recipes: [TIMETABLE] });
  await setRunning(stage.core, false, 'laptop');
  await stage.pass(DAY + HOUR / 2);
  expect(await stage.runs()).toEqual([]);
  await setRunning(stage.core, true, 'laptop');
  await stage.settle();
  expect(await stage.runs()).toEqual([]);
  await stage.pass(HOUR);
  expect(await states()).toEqual(['done']);
});

it('outlives the engine, and starts nothing by hand either', async () => {
  stage = await makeStage({ recipes: [WAITS] });
  const contact = await stage.contact();
  await stage.pass(2 * HOUR);
  await setRunning(stage.core, false, 'laptop');
  await stage.restart();
  expect(await stage.runner.request('test', contact)).toEqual({
    refused: expect.stringContaining('all recipes are stopped'),
  });
  await setRunning(stage.core, false, 'phone');
  expect(await readAutomationState(stage.core.db)).toMatchObject({ running: false, by: 'laptop' });
});
