import { afterEach, describe, expect, it } from 'vitest';
import { whyNot } from '../../../../automation-engine/runner/explain/why-not.ts';
import { RUNS_PER_HOUR_MAX } from '../../../../automation-engine/runner/enter-run.ts';
import type { Cap } from '../../../../automation-engine/campaigns/read-caps.ts';
import { ALL_STOPPED } from '../../../../automation-engine/storage/schema.ts';
import { BY, deskOf, enrol } from '../enrolment/enrolled.ts';
import { DAY, HOUR, makeStage, recipeText, type Stage } from '../stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const explain = async (contactId: string, options: { caps?: readonly Cap[]; now?: number } = {}) => {
  const { core, blocks, library } = stage;
  return await whyNot({ core, blocks, find: library.find, ownerZone: 'UTC', ...options }, 'test', contactId);
};
const begin = async (body: string, fields = {}) => {
  stage = await makeStage({ recipes: [recipeText(body)] });
  const contactId = await stage.contact(fields);
  await stage.settle();
  return contactId;
};
const write = async (contactId: string, subject: string) => {
  const fields = { contactId, channel: 'email', direction: 'out', subject, at: '2026-03-06T10:00:00Z' };
  await stage.write('interaction', fields);
  await stage.settle();
};

const TAGGED = `capabilities: [log-note]
trigger: { event: contact.tag-added, if: event.tag == "vip" }
`;
const STEPS = `steps: [{ log-note: { text: A } }]`;
const QUOTE = `capabilities: [log-note]
trigger: { event: interaction.logged, if: 'interaction.subject.contains("quote")' }
entry: { key: interaction.id }
${STEPS}`;

describe('why a recipe does not run', () => {
  it('nothing happened yet that it waits for', async () => {
    const id = await begin(TAGGED + STEPS);
    expect(await explain(id)).toEqual({
      recipeId: 'test',
      contactId: id,
      verdict: 'not',
      reasons: [{ kind: 'never-happened', text: '"Something happens" (contact.tag-added) never happened to Dana Fox' }],
    });
  });

  it('its condition was not met: what it wanted, what it saw, and since when', async () => {
    const id = await begin(QUOTE);
    await write(id, 'Hello');
    expect(await explain(id)).toMatchObject({
      verdict: 'not',
      reasons: [
        {
          kind: 'condition',
          wanted: 'interaction.subject.contains("quote")',
          seen: 'interaction.subject = "Hello"',
          text: expect.stringContaining('2026-03-06'),
        },
      ],
    });
    expect((await explain(id))?.reasons[0]?.since).toBeUndefined();
    await write(id, 'Your quote');
    await stage.pass(DAY);
    await write(id, 'Thanks');
    const since = (await stage.core.db.selectFrom('events').select('at').orderBy('seq', 'desc').executeTakeFirst())?.at;
    await write(id, 'Thanks again');
    const told = await explain(id);
    expect(told?.verdict).toBe('has-run');
    expect(told?.reasons).toMatchObject([{ kind: 'ran' }, { kind: 'condition', since }]);
  });

  it('there was a run, and it runs once per key, or again only later', async () => {
    const again = (rule: string) => `${TAGGED}entry: { key: contact.id${rule} }\n${STEPS}`;
    const id = await begin(again(''));
    const tag = async (on: boolean) => {
      await stage.write('contact', { 'tags/vip': on ? true : null }, id);
      await stage.settle();
    };
    await tag(true);
    const once = await explain(id);
    expect(once).toMatchObject({ verdict: 'has-run', reasons: [{ kind: 'ran' }, { kind: 'entry' }] });
    expect(once?.reasons[1]?.until).toBeUndefined();
    await stage.add(recipeText(again(', again: { after: 2d }')));
    await tag(false);
    await tag(true);
    expect((await explain(id))?.reasons).toMatchObject([
      { kind: 'ran' },
      { kind: 'entry', until: '2026-03-08T10:00:00.000Z', text: expect.stringContaining('may enter again') },
    ]);
    expect(await stage.core.db.selectFrom('refusals').select(['recipe_id', 'kind']).execute()).toEqual([
      { recipe_id: 'test', kind: 'entry' },
    ]);
  });

  it('a run of it is under way, or waits for its mail', async () => {
    const id = await begin(`capabilities: []\ntrigger: { event: contact.created }\nsteps: [{ wait: { for: 3d } }]`);
    expect(await explain(id)).toMatchObject({
      verdict: 'is-running',
      reasons: [{ kind: 'running', until: '2026-03-09T10:00:00.000Z', runId: (await stage.runs())[0]?.id }],
    });
  });

  it('somebody switched it off, or on later, or it would run now', async () => {
    const id = await begin(QUOTE);
    await stage.switch('test', false);
    await write(id, 'Your quote');
    expect(await explain(id)).toMatchObject({
      verdict: 'not',
      reasons: [{ kind: 'off', text: 'It was never switched on' }, { kind: 'changed' }],
    });
    const { db } = stage.core;
    const at = '2026-03-06T10:00:00.000Z';
    await db
      .insertInto('recipe_switches')
      .values({ recipe_id: 'test', at, enabled: 0, by_name: 'Ben’s phone' })
      .execute();
    expect((await explain(id))?.reasons[0]).toEqual({ kind: 'off', text: 'Switched off by Ben’s phone', since: at });
    await stage.switch('test', true);
    const active = stage.library.recipes.get('test');
    if (active !== undefined) active.enabledAfterSeq = 1_000;
    expect(await explain(id)).toMatchObject({ verdict: 'would-run', reasons: [{ kind: 'before-switched-on' }] });
  });

  it('their turn comes, or they were left out, where who matched already is enrolled', async () => {
    stage = await makeStage();
    const first = await stage.contact({ name: 'First' });
    await stage.pass(1_000);
    const second = await stage.contact({ name: 'Second' });
    await stage.settle();
    await stage.add(recipeText(`capabilities: [log-note]\ntrigger: { event: contact.created }\n${STEPS}`));
    await enrol(stage, '2d');
    const entered = await explain(first);
    expect(entered?.verdict).toBe('has-run');
    expect(entered?.reasons.map(({ kind }) => kind)).not.toContain('enrolment');
    expect((await explain(second))?.reasons[0]).toMatchObject({ kind: 'enrolment', until: '2026-03-07T10:00:01.000Z' });
    await deskOf(stage).cancel('test', BY);
    expect((await explain(second))?.reasons[0]).toMatchObject({
      kind: 'enrolment',
      text: 'Left out of those who were enrolled: Called off by Laptop',
    });
  });

  it('all recipes are stopped', async () => {
    const id = await begin(QUOTE);
    await stage.core.db.insertInto('meta').values({ name: ALL_STOPPED, value: '{}' }).execute();
    expect(await explain(id)).toMatchObject({
      verdict: 'not',
      reasons: [{ kind: 'stopped' }, { kind: 'never-happened' }],
    });
  });

  it('the guard against loops stopped it', async () => {
    const id = await begin(`capabilities: [log-note]
trigger: { event: interaction.logged }
entry: { key: interaction.id, mode: parallel }
${STEPS}`);
    for (let n = 0; n <= RUNS_PER_HOUR_MAX; n++) {
      const fields = { contactId: id, channel: 'email', direction: 'out', subject: 'A', at: '2026-03-06T10:00:00Z' };
      await stage.write('interaction', fields, stage.core.newId(), { depth: 1 });
    }
    await stage.settle();
    expect((await explain(id))?.reasons).toMatchObject([{ kind: 'ran' }, { kind: 'loop' }]);
  });

  it('timetables start it, for nobody in particular', async () => {
    const id = await begin(
      `capabilities: []\ntrigger: { schedule: "0 9 * * *", zone: UTC }\nsteps: [{ wait: { for: 1d } }]`,
    );
    expect((await explain(id))?.reasons).toMatchObject([{ kind: 'schedule', until: '2026-03-07T09:00:00.000Z' }]);
    expect((await explain(id))?.verdict).toBe('not');
  });

  it('of a recipe or a contact that there is not is nothing to say', async () => {
    await begin(QUOTE);
    expect(await explain(stage.core.newId())).toBeUndefined();
  });
});

describe('what would hold up its mails', () => {
  const MAIL = `capabilities: [{ send-mail: { perDay: 1 } }]
trigger: { event: contact.tag-added }
entry: { key: event.tag }
steps: [{ send-mail: { subject: A, text: B, window: { from: "12:00", to: "13:00", zone: owner } } }]`;
  const tag = async (id: string, name: string) => {
    await stage.write('contact', { [`tags/${name}`]: true }, id);
    await stage.settle();
  };

  it('the hours, the limit of the day, a cap, and that they must not be written to', async () => {
    const id = await begin(MAIL);
    await tag(id, 'a');
    await stage.pass(2 * HOUR);
    expect(stage.channel.mails).toHaveLength(1);
    await stage.pass(2 * HOUR);
    const caps = [{ channel: 'email', count: 1, perMs: 3 * DAY }];
    const kinds = async () =>
      (await explain(id, { caps }))?.reasons.map(({ kind, until }) => [kind, until?.slice(0, 16)]);
    expect(await kinds()).toEqual([
      ['ran', undefined],
      ['limit', '2026-03-07T00:00'],
      ['cap', '2026-03-09T12:00'],
      ['window', '2026-03-07T12:00'],
    ]);
    await stage.write('contact', { doNotContact: true }, id);
    expect(await kinds()).toContainEqual(['consent', undefined]);
  });

  it('that there is no address', async () => {
    stage = await makeStage({ recipes: [recipeText(MAIL)] });
    const id = await stage.write('contact', { name: 'Ann' });
    expect((await explain(id))?.reasons).toContainEqual({ kind: 'no-address', text: 'Ann has no mail address' });
  });
});
