import { afterEach, describe, expect, it } from 'vitest';
import type { Channel, Outcome, OutgoingMail } from '../../../automation-engine/channels/define-channel.ts';
import createRecordingChannel from '../../../automation-engine/channels/recording.ts';
import { makeStage, recipeText, type Stage } from '../runner/stage.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

const CALL = recipeText(`
capabilities: [call-webhook, add-tag]
trigger: { event: contact.created }
steps:
  - call-webhook: { url: 'https://hooks.globex.example/larder', event: lead.new, send: [contact.name] }
  - add-tag: { tag: told }
`);

const ledger = ({ core }: Stage) => core.db.selectFrom('ledger').selectAll().orderBy('id').execute();
const webhook = (answer?: (mail: OutgoingMail) => Outcome) =>
  createRecordingChannel({ id: 'webhook', writesTo: 'programs', ...(answer === undefined ? {} : { answer }) });
const setUp = async (channel: Channel): Promise<Stage> =>
  (stage = await makeStage({ recipes: [CALL], channels: new Map([['webhook', channel]]), mailFrom: undefined }));

describe('calls of recipes', () => {
  it('are made once, need no sender and no consent, and are no interaction', async () => {
    const channel = webhook();
    const stage = await setUp(channel);
    await stage.contact({ doNotContact: true });
    await stage.settle();
    expect(channel.mails).toMatchObject([
      { to: { address: 'https://hooks.globex.example/larder' }, subject: 'lead.new' },
    ]);
    expect(JSON.parse(channel.mails[0]?.text ?? '')).toMatchObject({ data: { contact: { name: 'Dana Fox' } } });
    const [run] = await stage.runs();
    expect(run).toMatchObject({ state: 'done' });
    expect(run?.trace.map((line) => [line.kind, line.outcome])).toEqual([
      ['contact.created', 'done'],
      ['call-webhook', 'waiting'],
      ['call', 'done'],
      ['add-tag', 'done'],
    ]);
    const events = await stage.core.db.selectFrom('events').select('type').execute();
    expect(events.map(({ type }) => type)).not.toContain('mail.sent');
    expect(events.map(({ type }) => type)).not.toContain('interaction.logged');
  });

  it('that fail for now are made again with the same id, those that fail for good fail the run', async () => {
    const ids: string[] = [];
    const answers: Outcome[] = [
      { outcome: 'retry', reason: '503' },
      { outcome: 'failed', reason: '410 gone' },
    ];
    const stage = await setUp(
      webhook(({ messageId }) => {
        ids.push(messageId);
        return answers.shift() ?? { outcome: 'sent', answer: '200' };
      }),
    );
    await stage.contact();
    await stage.settle();
    await stage.pass(2 * 60_000);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect((await stage.runs())[0]).toMatchObject({ state: 'failed', reason: expect.stringContaining('410 gone') });
  });

  it('that were under way in a crash are made again: the program knows them by their id', async () => {
    const answers: Outcome[] = [{ outcome: 'retry', reason: 'later' }];
    const channel = webhook(() => answers.shift() ?? { outcome: 'sent', answer: '200' });
    const stage = await setUp(channel);
    await stage.contact();
    await stage.settle();
    await stage.runner.stop();
    await stage.core.db.updateTable('ledger').set({ state: 'sending' }).execute();
    await stage.restart();
    await stage.settle();
    expect(await ledger(stage)).toMatchObject([{ state: 'sent' }]);
    expect(channel.mails).toHaveLength(1);
  });
});
