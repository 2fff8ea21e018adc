import { afterEach, describe, expect, it } from 'vitest';
import { DAY, makeStage, recipeText, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const MINUTE = 60_000;
const recipe = (policy: string) =>
  recipeText(`capabilities: [send-mail, add-tag]
trigger: { event: contact.created }
steps:
  - send-mail: { subject: A, text: "{{ deal.title }}" }
    name: mail
${policy}
  - if: steps.mail.failed
    then: [{ add-tag: { tag: unwritten } }]
`);
const begin = async (policy: string) => {
  stage = await makeStage({ recipes: [recipe(policy)] });
  const contactId = await stage.contact();
  await stage.settle();
  return contactId;
};
const run = async () => (await stage.runs())[0];
const withDeal = (contactId: string) => stage.write('deal', { title: 'Hall', contactId, stage: 'new' });

describe('a step that fails', () => {
  it('fails the run unless it says otherwise', async () => {
    await begin('');
    expect(await run()).toMatchObject({ state: 'failed', reason: 'text: there is no deal here' });
  });

  it('is tried again, later each time, and works when what it lacked is there', async () => {
    const contactId = await begin('    onError: { retry: { times: 3, backoff: 10m } }');
    expect(await run()).toMatchObject({
      state: 'waiting',
      reason: 'Tried again, 1 of 3: text: there is no deal here',
    });
    await stage.pass(10 * MINUTE);
    expect(await run()).toMatchObject({
      state: 'waiting',
      reason: 'Tried again, 2 of 3: text: there is no deal here',
    });
    await withDeal(contactId);
    await stage.pass(19 * MINUTE);
    expect(stage.channel.mails).toHaveLength(0);
    await stage.pass(2 * MINUTE);
    expect(stage.channel.mails).toHaveLength(1);
    expect(await run()).toMatchObject({ state: 'done' });
  });

  it('fails the run when no try worked', async () => {
    await begin('    onError: { retry: { times: 2, backoff: 1m } }');
    await stage.pass(DAY);
    expect(await run()).toMatchObject({ state: 'failed' });
    expect((await run())?.trace.filter(({ outcome }) => outcome === 'retrying')).toHaveLength(2);
  });

  it('may be passed by, and later steps can ask', async () => {
    await begin('    onError: { then: go-on }');
    expect(await run()).toMatchObject({ state: 'done' });
    expect((await run())?.trace.map(({ kind }) => kind)).toContain('add-tag');
  });

  it('may be handed over: the run waits for the task, and takes the step again', async () => {
    const contactId = await begin('    onError: { then: hand-over }');
    expect(await run()).toMatchObject({ state: 'waiting' });
    const rows = await stage.core.db.selectFrom('records').selectAll().where('kind', '=', 'task').execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.values_json).toContain('Mend what stopped');
    await withDeal(contactId);
    await stage.pass(30 * DAY);
    expect(stage.channel.mails).toHaveLength(0);
    await stage.write('task', { doneAt: '2026-05-01T10:00:00Z' }, rows[0]?.id);
    await stage.settle();
    expect(stage.channel.mails).toHaveLength(1);
    expect(await run()).toMatchObject({ state: 'done' });
  });

  it('for a mail that was refused sends it again as another one, and no more often than it may', async () => {
    let answers = 0;
    stage = await makeStage({
      recipes: [
        recipe('    onError: { retry: { times: 1, backoff: 10m }, then: go-on }').replace('{{ deal.title }}', 'B'),
      ],
      answer: () =>
        ++answers < 3 ? { outcome: 'failed', reason: '550 no such user' } : { outcome: 'sent', answer: '250' },
    });
    await stage.contact();
    await stage.pass(5 * MINUTE);
    expect(answers).toBe(1);
    await stage.pass(DAY);
    expect(answers).toBe(2);
    expect(await run()).toMatchObject({ state: 'done' });
    expect((await run())?.trace.map(({ kind }) => kind)).toContain('add-tag');
  });
});
