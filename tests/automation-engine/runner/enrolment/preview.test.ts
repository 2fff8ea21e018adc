import { afterEach, expect, it, vi } from 'vitest';
import type { SimulationDesk } from '../../../../automation-engine/app-parts.ts';
import type { Looked } from '../../../../automation-engine/runner/simulation/background.ts';
import { enrolledMailsPerDay } from '../../../../shared/model/enrolment.ts';
import { HOUR, makeStage, recipeText, type Stage } from '../stage.ts';
import { deskOf } from './enrolled.ts';

let stage: Stage;
afterEach(() => stage.close());

const MAILS = recipeText(`capabilities: [{ send-mail: { perDay: 50 } }]
trigger: { event: contact.created, if: contact.name.startsWith("Lead") }
steps:
  - send-mail: { subject: One, text: One }
  - if: contact.title == ""
    then:
      - send-mail: { subject: Two, text: Two }
      - send-mail: { subject: Three, text: Three }
    else: [{ send-mail: { subject: Four, text: Four } }]`);

const pastOf = (looked: Partial<Looked>): SimulationDesk => ({
  begin: () => ({ id: 'a simulation' }),
  look: () => ({ state: 'done', progress: 1, unknown: [], runs: [], ...looked }),
  end: () => Promise.resolve(true),
});
const TOTALS = { entered: 30, done: 30, stopped: 0, failed: 0, waiting: 0, mails: 45, calls: 0 };

it('counts who matches, and says what the past was like', async () => {
  stage = await makeStage({ recipes: [] });
  for (let n = 0; n < 7; n++) await stage.contact({ name: `Lead ${n}` });
  await stage.contact({ name: 'Somebody' });
  await stage.settle();
  await stage.add(MAILS);
  const totals = { ...TOTALS, mailsPerDay: [{ day: '2026-03-01', mails: 45 }] };
  const desk = deskOf(stage, pastOf({ totals }));
  await vi.waitFor(async () => expect(await desk.preview('test', 30)).toHaveProperty('isDone', true));
  const preview = await desk.preview('test', 30);
  expect(preview).toEqual({
    recipeId: 'test',
    isDone: true,
    matching: { count: 7, isCounted: true, who: expect.arrayContaining([expect.stringMatching(/^Lead \d$/)]) },
    past: { days: 30, runsPerDay: 1, mailsPerDay: 1.5, mailsMax: 45 },
    mailsPerRun: 1.5,
    mailsPerDayMax: 50,
  });
  expect(await stage.runs()).toEqual([]);
  expect(await desk.preview('nope', 30)).toHaveProperty('missing');
});

it('does not take for an answer how many mails there were when the limit of the recipe held some up', async () => {
  stage = await makeStage({ recipes: [MAILS] });
  const totals = { ...TOTALS, mailsPerDay: [{ day: '2026-03-01', mails: 50 }] };
  expect(await deskOf(stage, pastOf({ totals })).preview('test', 30)).toMatchObject({ mailsPerRun: 3 });
});

it('does without a past, and takes the most mails that the steps can write', async () => {
  stage = await makeStage({ recipes: [MAILS] });
  const busy = deskOf(stage, { ...pastOf({}), begin: () => ({ refused: 'another one is under way' }) });
  await vi.waitFor(async () => expect(await busy.preview('test', 30)).toHaveProperty('isDone', true));
  expect(await busy.preview('test', 30)).toMatchObject({ pastProblem: 'another one is under way', mailsPerRun: 3 });
  const failed = deskOf(stage, pastOf({ state: 'failed', problem: 'no room' }));
  expect(await failed.preview('test', 30)).toMatchObject({ pastProblem: 'no room' });
});

it('plays the past when the simulation that is under way has ended', async () => {
  stage = await makeStage({ recipes: [MAILS] });
  const totals = { ...TOTALS, mailsPerDay: [{ day: '2026-03-01', mails: 45 }] };
  let isBusy = true;
  const desk = deskOf(stage, {
    ...pastOf({ totals }),
    begin: () => (isBusy ? { refused: 'another one is under way', isBusy: true } : { id: 'a simulation' }),
  });
  await vi.waitFor(async () => expect(await desk.preview('test', 30)).toHaveProperty('matching.isCounted', true));
  expect(await desk.preview('test', 30)).toMatchObject({ isDone: false, pastProblem: 'another one is under way' });
  isBusy = false;
  const preview = await desk.preview('test', 30);
  expect(preview).toMatchObject({ isDone: true, past: { mailsPerDay: 1.5 } });
  expect(preview).not.toHaveProperty('pastProblem');
});

it('tells about how many mails a day an enrolment comes to', () => {
  const day = 24 * HOUR;
  expect(enrolledMailsPerDay({ mailsPerRun: 1.5 }, 100, 3 * day)).toBe(50);
  expect(enrolledMailsPerDay({ mailsPerRun: 1.5 }, 100, 0)).toBe(150);
  expect(enrolledMailsPerDay({ mailsPerRun: 1.5 }, 100, HOUR)).toBe(150);
  expect(enrolledMailsPerDay({ mailsPerRun: 1, mailsPerDayMax: 20 }, 100, day)).toBe(20);
});
