import { afterEach, expect, it } from 'vitest';
import { listDrafts } from '../../../../automation-engine/campaigns/drafts.ts';
import { automationHealth } from '../../../../automation-engine/runner/explain/health.ts';
import { automationHealthSchema } from '../../../../shared/model/automation.ts';
import { HOUR, makeStage, recipeText, type Stage } from '../stage.ts';

let stage: Stage;
afterEach(() => stage.close());
const health = async () => automationHealthSchema.parse(await automationHealth(stage.core.db));

const MAIL = recipeText(`capabilities: [send-mail, log-note]
trigger: { event: contact.created }
steps:
  - if: contact.name == "Broken"
    then: [{ log-note: { text: "{{ deal.title }}" } }]
  - send-mail: { subject: A, text: B }
`);

it('is well when nothing waits for a person, and counts what waits with the oldest and why', async () => {
  stage = await makeStage({ recipes: [MAIL], answer: () => ({ outcome: 'retry', reason: 'the server is busy' }) });
  expect(await health()).toMatchObject({ status: 'well', backlog: 0, runs: [], mails: [], waitingFor: [], broken: [] });
  await stage.contact();
  await stage.settle();
  await stage.pass(HOUR);
  await stage.contact();
  await stage.settle();
  const oldestAt = '2026-03-06T10:00:00.000Z';
  expect(await health()).toMatchObject({
    status: 'well',
    runs: [{ state: 'sending', count: 2, oldestAt }],
    mails: [{ state: 'planned', count: 2, oldestAt }],
    waitingFor: [{ reason: 'the server is busy', count: 2, oldestAt }],
  });
});

it('needs somebody for runs that are held and for drafts, until they are decided', async () => {
  const draft = MAIL.replaceAll('send-mail', 'draft-mail').replace(
    'log-note]',
    'log-note]\nguards: { blastRadius: 1 }',
  );
  stage = await makeStage({ recipes: [draft] });
  await stage.contact();
  await stage.settle();
  const oldestAt = '2026-03-06T10:00:00.000Z';
  expect(await health()).toMatchObject({
    status: 'attention',
    held: [],
    mails: [{ state: 'draft', count: 1, oldestAt }],
  });
  const [waits] = await listDrafts(stage.core.db);
  await stage.runner.decide(waits?.id ?? '', { decision: 'discard' }, { deviceId: 'd1', name: 'Dana’s laptop' });
  await stage.settle();
  expect(await health()).toMatchObject({ status: 'well', mails: [] });
  await stage.contact();
  await stage.contact();
  await stage.settle();
  expect(await health()).toMatchObject({ status: 'attention', held: [{ recipeId: 'test', count: 2, oldestAt }] });
  await stage.runner.decideHeld('test', 'drop');
  expect(await health()).toMatchObject({ status: 'well', held: [] });
});

it('needs somebody for what failed, what is in doubt and what switched itself off', async () => {
  stage = await makeStage({ recipes: [MAIL], answer: () => ({ outcome: 'in-doubt', reason: 'the line broke' }) });
  await stage.contact({ name: 'Broken' });
  await stage.settle();
  expect(await health()).toMatchObject({
    status: 'attention',
    runs: [{ state: 'failed', count: 1 }],
    failedByRecipe: [{ recipeId: 'test', count: 1 }],
  });
  await stage.core.db.deleteFrom('runs').execute();
  await stage.contact();
  await stage.settle();
  expect(await health()).toMatchObject({ status: 'attention', runs: [], mails: [{ state: 'in-doubt', count: 1 }] });
  await stage.core.db.deleteFrom('ledger').execute();
  const switched = { recipe_id: 'test', at: '2026-03-06T10:00:00.000Z', by_name: null };
  await stage.core.db
    .insertInto('recipe_switches')
    .values({ ...switched, enabled: 0, reason: 'a loop' })
    .execute();
  expect(await health()).toMatchObject({ status: 'attention', broken: [{ recipeId: 'test', reason: 'a loop' }] });
  await stage.core.db
    .insertInto('recipe_switches')
    .values({ ...switched, enabled: 1, reason: null })
    .execute();
  expect(await health()).toMatchObject({ status: 'well', broken: [] });
});
