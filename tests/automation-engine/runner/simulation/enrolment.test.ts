/** Who is enrolled, and what is written to them, is what a simulation of the same past says. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { playedRuns } from '../../../../automation-engine/runner/simulation/played.ts';
import { simulate } from '../../../../automation-engine/runner/simulation/simulate.ts';
import { openStorage } from '../../../../automation-engine/storage/open.ts';
import type { PlayedRun } from '../../../../shared/model/simulation.ts';
import { START } from '../../make-core.ts';
import { makeFolder } from '../../temporary-folder.ts';
import { DAY, HOUR, makeStage, recipeText } from '../stage.ts';
import { enrol } from '../enrolment/enrolled.ts';

const WELCOME = recipeText(`capabilities: [send-mail, create-task, add-tag]
trigger: { event: contact.created, if: '!("press" in contact.tags)' }
steps:
  - add-tag: { tag: welcomed }
  - send-mail: { subject: "Welcome {{ contact.name }}", text: "Hello {{ contact.name }}, about {{ contact.title }}." }
  - wait: 2d
  - if: contact.title == "CEO"
    then: [{ create-task: { title: "Call {{ contact.name }}" } }]`);

it('enrols those whom a simulation lets in, and does the same', { timeout: 60_000 }, async () => {
  const file = join(await makeFolder(), 'larder.db');
  const stage = await makeStage({ storage: await openStorage(file) });
  for (let n = 0; n < 24; n++) {
    await stage.contact({
      name: `Person ${n}`,
      [`emails/p${n}@globex.example`]: {},
      primaryEmail: `p${n}@globex.example`,
      title: n % 3 === 0 ? 'CEO' : 'Buyer',
      ...(n % 4 === 0 ? { 'tags/press': true } : {}),
    });
    await stage.pass(7 * HOUR);
  }
  await stage.pass(3 * DAY);
  await stage.add(WELCOME);
  const until = stage.core.clock.now();
  const recipes = [...stage.library.recipes.values()].map(({ recipe }) => recipe);
  const play = () =>
    simulate(
      {
        databaseFile: file,
        recipes,
        from: START - HOUR,
        until,
        blocks: stage.blocks,
        mailTemplates: stage.library.mailTemplates,
        ownerZone: 'UTC',
        mailFrom: { name: 'Lars', address: 'lars@larder.example' },
      },
      (played) => told(playedRuns(played)),
    );
  const simulated = await play();
  await enrol(stage, '3d', 100);
  await stage.pass(DAY);
  // Whoever waits for their turn in reality does not enter in the past.
  expect(await play()).toEqual(simulated);
  await stage.pass(5 * DAY);
  const enrolled = await told(playedRuns({ db: stage.core.db, recipeIds: ['test'], from: START }));
  await stage.close();
  expect(simulated).toHaveLength(18);
  expect(enrolled).toEqual(simulated);
});

/** All but the times, and what the first line says of how it began. */
async function told(runs: AsyncIterable<PlayedRun>) {
  const list = [];
  for await (const { contactName = '', entryKey, state, steps, mails } of runs)
    list.push({
      contactName,
      entryKey,
      state,
      steps: steps.slice(1).map(({ step, kind, outcome }) => `${step} ${kind} ${outcome}`),
      mails: mails.map(({ to, subject, text, state: became }) => ({ to, subject, text, became })),
    });
  return list.sort((a, b) => (a.contactName < b.contactName ? -1 : 1));
}
