import { afterEach, describe, expect, it } from 'vitest';
import { resolveMail } from '../../../automation-engine/campaigns/resolve-mail.ts';
import type { Outcome } from '../../../automation-engine/channels/define-channel.ts';
import { createVersions } from '../../../automation-engine/runner/versions.ts';
import { makeStage, recipeText, type Stage } from '../runner/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const MAIL = recipeText(`capabilities: [send-mail, add-tag]
trigger: { event: contact.created }
steps:
  - send-mail: { subject: Hello, text: 'Dear {{ contact.name }}' }
  - add-tag: { tag: told }
`);
const BY = { deviceId: 'd1', name: 'Dana’s laptop' };
const SENT: Outcome = { outcome: 'sent', answer: '250 ok' };

/** The answer to the first mail is lost. */
async function inDoubt(fields: Record<string, never> = {}): Promise<{ id: string; contactId: string }> {
  const answers: Outcome[] = [{ outcome: 'in-doubt', reason: 'the connection broke' }];
  stage = await makeStage({ recipes: [MAIL], answer: () => answers.shift() ?? SENT });
  const contactId = await stage.contact(fields);
  await stage.settle();
  const { id, state } = await stage.core.db.selectFrom('ledger').selectAll().executeTakeFirstOrThrow();
  expect(state).toBe('in-doubt');
  return { id, contactId };
}
const resolve = (id: string, decision: 'sent' | 'send-again') =>
  resolveMail(
    {
      core: stage.core,
      versions: createVersions(stage.library),
      channels: new Map([[stage.channel.id, stage.channel]]),
    },
    id,
    decision,
    BY,
  );
const lastLines = async (count: number) => {
  const [run] = await stage.runs();
  return run?.trace.slice(-count).map(({ kind, outcome, text }) => [kind, outcome, text]);
};
const mailEvents = async () =>
  (
    await stage.core.db.selectFrom('events').select('type').where('type', 'like', 'mail.%').orderBy('seq').execute()
  ).map(({ type }) => type);

describe('a mail in doubt', () => {
  it('that arrived is marked as sent by a person: it is on the timeline, and is not sent again', async () => {
    const { id, contactId } = await inDoubt();
    expect(await resolve(id, 'sent')).toEqual({ done: true });
    await stage.settle();
    expect(stage.channel.mails).toHaveLength(1);
    expect(await lastLines(1)).toEqual([['by-hand', 'done', 'Marked as sent by Dana’s laptop']]);
    expect(await mailEvents()).toEqual(['mail.in-doubt', 'mail.sent']);
    const interactions = await stage.core.db
      .selectFrom('records')
      .select('id')
      .where('kind', '=', 'interaction')
      .where('contact_id', '=', contactId)
      .execute();
    expect(interactions).toHaveLength(1);
    expect(await resolve(id, 'sent')).toEqual({ refused: 'it is not in doubt: it is sent' });
    expect(await resolve(id, 'send-again')).toEqual({ refused: 'it is not in doubt: it is sent' });
  });

  it('is sent once more when a person says so, with the same Message-ID, though its run went on', async () => {
    const { id } = await inDoubt();
    expect(await resolve(id, 'send-again')).toEqual({ done: true });
    await stage.settle();
    const [first, second, ...more] = stage.channel.mails;
    expect(more).toEqual([]);
    expect(second?.messageId).toBe(first?.messageId);
    expect(await lastLines(2)).toEqual([
      [
        'by-hand',
        'retrying',
        'Dana’s laptop had the mail to dana@globex.example sent once more, though it may have arrived',
      ],
      ['mail', 'done', 'Sent to dana@globex.example'],
    ]);
    expect((await stage.runs()).map(({ state }) => state)).toEqual(['done']);
  });

  it('is not sent once more to somebody who must not be written to any more', async () => {
    const { id, contactId } = await inDoubt();
    await stage.write('contact', { doNotContact: true }, contactId);
    await resolve(id, 'send-again');
    await stage.settle();
    expect(stage.channel.mails).toHaveLength(1);
    expect(await lastLines(1)).toEqual([['mail', 'skipped', 'Not sent: Dana Fox must not be contacted']]);
  });

  it('must be there', async () => {
    await inDoubt();
    expect(await resolve(stage.core.newId(), 'sent')).toBeUndefined();
  });
});
