import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import draftMail from '../../../automation-engine/actions/draft-mail.ts';
import { listDrafts } from '../../../automation-engine/campaigns/drafts.ts';
import { DAY, makeStage, recipeText, type Stage } from '../runner/stage.ts';
import { planFor } from './plan.ts';

const RECIPE = recipeText(
  [
    'capabilities: [draft-mail, log-note]',
    'trigger: { event: contact.created }',
    'exit: { event: contact.tag-added }',
    'steps:',
    '  - draft-mail: { subject: "Hello {{ contact.name }}", text: "How are you?" }',
    '  - log-note: { text: went on }',
    '',
  ].join('\n'),
);

const BY = { deviceId: 'd1', name: 'Dana’s laptop' };

describe('draft-mail', () => {
  it('plans a mail that asks first', () => {
    expect(planFor(draftMail, { subject: 'Hello', text: 'How are you?' })).toMatchObject({
      effects: [{ type: 'send', draft: 'Approve the mail "Hello" to dana@globex.example', purpose: 'marketing' }],
    });
    expect(planFor(draftMail, { subject: 'Hello', text: 'x' }, { email: '' })).toHaveProperty('skip');
  });
});

describe('a draft', () => {
  let stage: Stage;
  let contactId: string;
  beforeEach(async () => {
    stage = await makeStage({ recipes: [RECIPE] });
    contactId = await stage.contact();
    await stage.settle();
  });
  afterEach(() => stage.close());

  const theDraft = async () => (await listDrafts(stage.core.db))[0]?.id ?? '';
  const decide = async (...[decision]: [Parameters<Stage['runner']['decide']>[1]]) => {
    const decided = await stage.runner.decide(await theDraft(), decision, BY);
    await stage.settle();
    return decided;
  };
  const tasks = async () => {
    const rows = await stage.core.db.selectFrom('records').select('values_json').where('kind', '=', 'task').execute();
    return rows.map((row) => JSON.parse(row.values_json) as { title: string; doneAt?: string | null });
  };
  const outcome = async () => {
    const [run] = await stage.runs();
    return {
      state: run?.state,
      last: run?.trace.at(-1)?.kind,
      mails: stage.channel.mails.map(({ subject }) => subject),
    };
  };

  it('waits for as long as it takes, with a task to look at it', async () => {
    await stage.pass(30 * DAY);
    await stage.restart();
    expect(await outcome()).toMatchObject({ last: 'draft-mail', mails: [] });
    expect(await tasks()).toMatchObject([{ title: 'Approve the mail "Hello Dana Fox" to dana@globex.example' }]);
    expect(await listDrafts(stage.core.db)).toMatchObject([{ contactId, recipeId: 'test', text: 'How are you?' }]);
  });

  it('is sent when it is approved, however late, and its run goes on', async () => {
    await stage.pass(30 * DAY);
    expect(await decide({ decision: 'approve' })).toBe(true);
    expect(await outcome()).toEqual({ state: 'done', last: 'log-note', mails: ['Hello Dana Fox'] });
    expect((await tasks())[0]?.doneAt).toBeDefined();
    expect(await listDrafts(stage.core.db)).toEqual([]);
    const trace = (await stage.runs())[0]?.trace ?? [];
    expect(trace.map(({ text }) => text)).toContain('Dana’s laptop approved the draft');
  });

  it('is sent with other words', async () => {
    await decide({ decision: 'approve', subject: 'Hi', text: 'Well?' });
    expect(stage.channel.mails).toMatchObject([{ subject: 'Hi', text: 'Well?' }]);
  });

  it('is changed and waits on', async () => {
    expect(await decide({ decision: 'keep', text: 'Well?' })).toBe(true);
    expect((await tasks())[0]?.doneAt).toBeUndefined();
    expect(await listDrafts(stage.core.db)).toMatchObject([{ subject: 'Hello Dana Fox', text: 'Well?' }]);
    await decide({ decision: 'approve' });
    expect(stage.channel.mails).toMatchObject([{ subject: 'Hello Dana Fox', text: 'Well?' }]);
  });

  it('is neither sent nor discarded when its task is ticked off: the task is opened again, and the run says why', async () => {
    const id = await theDraft();
    await stage.write('task', { doneAt: '2026-03-06T11:00:00Z' }, id);
    await stage.settle();
    expect(stage.channel.mails).toEqual([]);
    expect((await tasks())[0]?.doneAt).toBeNull();
    const says = 'The task was ticked off, but the mail still waits: send or discard the draft';
    expect(await stage.runs()).toMatchObject([{ state: 'waiting', reason: says }]);
    await decide({ decision: 'approve' });
    expect((await tasks())[0]?.doneAt).toEqual(expect.any(String));
    expect(await outcome()).toMatchObject({ state: 'done', mails: ['Hello Dana Fox'] });
  });

  it('is listed for its contact', async () => {
    expect(await listDrafts(stage.core.db, contactId)).toHaveLength(1);
    expect(await listDrafts(stage.core.db, stage.core.newId())).toEqual([]);
  });

  it('is sent once when two say yes at the same moment', async () => {
    const id = await theDraft();
    const yes = () => stage.runner.decide(id, { decision: 'approve' }, BY);
    expect(await Promise.all([yes(), yes()])).toEqual([true, false]);
    await stage.settle();
    expect(stage.channel.mails).toHaveLength(1);
  });

  it('is not sent when it is discarded, and its run goes on', async () => {
    expect(await decide({ decision: 'discard' })).toBe(true);
    expect(await outcome()).toEqual({ state: 'done', last: 'log-note', mails: [] });
  });

  it('is decided once', async () => {
    const id = await theDraft();
    await decide({ decision: 'approve' });
    expect(await stage.runner.decide(id, { decision: 'approve' }, BY)).toBe(false);
    expect(stage.channel.mails).toHaveLength(1);
  });

  it('is not sent to somebody who must not be written to by then', async () => {
    await stage.write('contact', { doNotContact: true }, contactId);
    await decide({ decision: 'approve' });
    expect(stage.channel.mails).toEqual([]);
  });

  it('is void when its run ended', async () => {
    const id = await theDraft();
    await stage.write('contact', { 'tags/lost': true }, contactId);
    await stage.settle();
    expect(await listDrafts(stage.core.db)).toEqual([]);
    expect(await stage.runner.decide(id, { decision: 'approve' }, BY)).toBe(false);
  });
});
