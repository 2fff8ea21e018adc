import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../automation-engine/channels/define-channel.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage } from '../runner/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const OFFICE = 'window: { from: "09:00", to: "12:00", zone: owner }';
const mail = (id: string, more = OFFICE) =>
  recipeText(
    `capabilities: [send-mail]\ntrigger: { event: contact.created }\nsteps: [{ send-mail: { subject: ${id}, text: Hello, ${more} } }]\n`,
    id,
  );
const left = () => stage.channel.mails.map(({ subject }) => subject);
/** The clock starts at 10:00. */
const at = () => new Date(stage.core.clock.now()).toISOString().slice(8, 16);

describe('a mail that had to wait', () => {
  it('for a cap that ends at night leaves within its hours', async () => {
    stage = await makeStage({
      recipes: [mail('a'), mail('b')],
      caps: [{ channel: 'email', count: 1, perMs: 13 * HOUR }],
    });
    await stage.contact();
    await stage.settle();
    expect(left()).toHaveLength(1);
    await stage.pass(22 * HOUR);
    expect([at(), left()]).toEqual(['07T08:00', [expect.any(String)]]);
    const waiting = (await stage.runs()).find(({ state }) => state === 'waiting');
    expect(waiting?.trace.at(-1)).toMatchObject({
      kind: 'window',
      text: 'The mail waits until 2026-03-07 09:00 UTC: it goes out from 09:00 to 12:00 only',
    });
    await stage.pass(HOUR);
    expect(left().toSorted()).toEqual(['a', 'b']);
  });

  it('for a server leaves within its hours, and is given up after three days of them', async () => {
    let isAway = true;
    const answer = (): Outcome =>
      isAway ? { outcome: 'retry', reason: 'the server is busy' } : { outcome: 'sent', answer: 'ok' };
    stage = await makeStage({ recipes: [mail('a')], answer });
    await stage.contact();
    await stage.settle();
    await stage.pass(4 * HOUR);
    isAway = false;
    const before = stage.channel.mails.length;
    await stage.pass(18 * HOUR);
    expect([at(), stage.channel.mails.length]).toEqual(['07T08:00', before]);
    await stage.pass(HOUR);
    expect((await stage.runs())[0]?.state).toBe('done');
  });

  it('is given up in the end, and not put off for ever', async () => {
    stage = await makeStage({ recipes: [mail('a')], answer: () => ({ outcome: 'retry', reason: 'no' }) });
    await stage.contact();
    await stage.settle();
    await stage.pass(40 * DAY);
    expect((await stage.runs())[0]?.state).toBe('failed');
  });

  it('from a backup of long ago is given up at once', async () => {
    stage = await makeStage({ recipes: [mail('a')], answer: () => ({ outcome: 'retry', reason: 'no' }) });
    await stage.contact();
    await stage.settle();
    await stage.core.db.updateTable('ledger').set({ not_after: '2026-03-06T11:00:00.000Z' }).execute();
    await stage.pass(8 * HOUR);
    expect((await stage.runs())[0]?.state).toBe('failed');
  });
});

it('a mail of a step without hours leaves at any time', async () => {
  stage = await makeStage({
    recipes: [mail('a', 'purpose: marketing'), mail('b', 'purpose: marketing')],
    caps: [{ channel: 'email', count: 1, perMs: 13 * HOUR }],
  });
  await stage.contact();
  await stage.settle();
  await stage.pass(14 * HOUR);
  expect(left()).toHaveLength(2);
});
