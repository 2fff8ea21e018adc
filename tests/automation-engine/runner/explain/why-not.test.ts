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
  const { core, blocks, library, runner } = stage;
  const common = { core, blocks, find: library.find, ownerZone: 'UTC', segments: runner.segments };
  return await whyNot({ ...common, ...options }, 'test', contactId);
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

const hear = async (contactId: string) => {
  const at = new Date(stage.core.clock.now()).toISOString();
  await stage.write('interaction', { contactId, channel: 'email', direction: 'in', at });
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
      reasons: [{ kind: 'never-happened', text: 'It starts after a tag was added; that never happened for Dana Fox' }],
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
          text: 'A mail, call or meeting was logged on 6 March 2026, and was not what the recipe asks for',
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

  it('its condition asks for segments and for what was heard before, as they were when it happened', async () => {
    const id = await begin(`capabilities: [log-note]
trigger:
  event: contact.tag-added
  if: 'inSegment(contact, "quiet") && daysSince(lastInteraction(contact, "email")) >= 10'
entry: { key: 'contact.id + (inSegment(contact, "quiet") ? " quiet" : "") + event.tag' }
${STEPS}`);
    await stage.write('segment', { slug: 'quiet', condition: 'daysSince(contact.lastInteractionAt) > 5' });
    await write(id, 'Hello');
    const tag = async (name: string) => {
      await stage.write('contact', { [`tags/${name}`]: true }, id);
      await stage.settle();
    };
    await stage.pass(DAY);
    await tag('early');
    await stage.pass(30 * DAY);
    await hear(id);
    const told = await explain(id);
    expect(told?.reasons).toMatchObject([
      { kind: 'condition', seen: expect.stringContaining('inSegment(contact, "quiet") = false') },
      { kind: 'segment', text: 'Dana Fox is not in the segment "quiet", since 6 April 2026' },
    ]);
    await stage.pass(8 * DAY);
    await tag('soon');
    expect((await explain(id))?.reasons[0]?.seen).toContain('lastInteraction(contact, "email") = "2026-04-06');
    await stage.pass(8 * DAY);
    await tag('late');
    await stage.pass(DAY);
    await hear(id);
    expect((await explain(id))?.reasons).toMatchObject([{ kind: 'ran' }, { kind: 'entry' }]);
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
      { kind: 'entry', until: '2026-03-08T10:00:00.000Z', text: expect.stringContaining('may run again') },
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

describe('when a recipe that waits for a time starts', () => {
  const due = async (trigger: string, fields = {}) => {
    const id = await begin(`capabilities: [log-note]\ntrigger: ${trigger}\n${STEPS}`, fields);
    return { id, told: await explain(id) };
  };

  it('after a silence: on which day, and because of what', async () => {
    const { id, told } = await due('{ silence: 30d, channel: email, direction: in }');
    const until = '2026-04-05T10:00:00.000Z';
    expect(told?.verdict).toBe('would-run');
    expect(told?.reasons).toMatchObject([
      {
        kind: 'due',
        text: 'It starts on 5 April 2026, because there was no mail from them since they were added on 6 March 2026',
        until,
      },
    ]);
    await stage.switch('test', false);
    expect((await explain(id))?.reasons).toMatchObject([
      { kind: 'off' },
      { kind: 'due', text: expect.stringMatching(/^It would start on 5 April 2026, because/) },
    ]);
    await stage.switch('test', true);
    await stage.pass(5 * DAY);
    await hear(id);
    expect((await explain(id))?.reasons).toMatchObject([
      { kind: 'due', text: 'It starts on 10 April 2026, because the last mail from them was on 11 March 2026' },
    ]);
    await stage.pass(30 * DAY);
    expect(await explain(id)).toMatchObject({ verdict: 'has-run', reasons: [{ kind: 'ran' }, { kind: 'entry' }] });
  });

  it('after a silence that was complete before: after the next interaction', async () => {
    stage = await makeStage();
    const id = await stage.contact();
    await stage.pass(50 * DAY);
    await stage.add(recipeText(`capabilities: [log-note]\ntrigger: { silence: 30d }\n${STEPS}`));
    await stage.settle();
    expect(await explain(id)).toMatchObject({
      verdict: 'not',
      reasons: [
        { kind: 'no-date', text: expect.stringContaining('It counts anew after the next mail, call or meeting') },
      ],
    });
  });

  it('around a date: which date it is, and on which day', async () => {
    const birthday = '{ date: contact.birthday, offset: -3d, yearly: true }';
    expect((await due(birthday, { birthday: '1984-05-10' })).told).toMatchObject({
      verdict: 'would-run',
      reasons: [
        {
          kind: 'due',
          text: 'The birthday is 10 May 1984, so it starts on 7 May 2026',
          until: '2026-05-07T09:00:00.000Z',
        },
      ],
    });
    await stage.close();
    expect((await due(birthday)).told).toMatchObject({
      verdict: 'not',
      reasons: [{ kind: 'no-date', text: 'The birthday is not known, so there is no day to start on' }],
    });
    await stage.close();
    const { id, told } = await due('{ date: deal.expectedCloseOn, zone: contact }');
    expect(told?.reasons[0]?.text).toBe(
      'The expected close date of the deal is not known, so there is no day to start on',
    );
    for (const day of ['2026-01-02', '2026-06-02', '2026-04-02'])
      await stage.write('deal', { contactId: id, title: 'Pumps', expectedCloseOn: day });
    expect((await explain(id))?.reasons).toMatchObject([
      { text: 'The expected close date of the deal is 2 April 2026, so it starts on 2 April 2026' },
    ]);
    await stage.pass(100 * DAY);
    expect((await explain(id))?.reasons[0]?.kind).toBe('ran');
  });

  it('with a date that is over: never', async () => {
    const { told } = await due('{ date: contact.custom.renewal }', { 'custom/renewal': '2025-05-01' });
    expect(told?.reasons).toMatchObject([{ kind: 'no-date', text: 'The renewal is 1 May 2025, and its time is over' }]);
  });
});

describe('where a recipe waits for a segment', () => {
  const ENTERED = `capabilities: [log-note]\ntrigger: { segment: buyers }\n${STEPS}`;
  const move = async (id: string, isIn: boolean) => {
    await stage.write('contact', { 'segments/buyers': isIn ? true : null }, id);
    await stage.settle();
  };

  it('says since when they are in it, or are not', async () => {
    stage = await makeStage({ recipes: [recipeText(ENTERED)] });
    const id = await stage.contact({ 'segments/buyers': true });
    await stage.settle();
    expect((await explain(id))?.reasons).toEqual([{ kind: 'segment', text: 'There is no segment "buyers"' }]);
    await stage.write('segment', { slug: 'buyers' });
    await stage.settle();
    expect(await explain(id)).toMatchObject({
      verdict: 'not',
      reasons: [
        { text: expect.stringMatching(/^Dana Fox is in .*and was when the segment was made\. It starts for those/) },
      ],
    });
    const other = await stage.contact();
    await stage.settle();
    expect((await explain(other))?.reasons).toMatchObject([
      { text: 'Dana Fox is not in the segment "buyers", and never was. It starts when they come in' },
    ]);
    await stage.pass(DAY);
    await move(id, false);
    expect((await explain(id))?.reasons).toMatchObject([
      {
        text: 'Dana Fox is not in the segment "buyers", since 7 March 2026. It starts when they come in',
        since: expect.stringContaining('2026-03-07'),
      },
    ]);
    await move(id, true);
    expect((await explain(id))?.reasons).toMatchObject([{ kind: 'ran' }, { kind: 'entry' }]);
  });

  it('that they are to leave', async () => {
    stage = await makeStage({ recipes: [recipeText(ENTERED.replace('buyers }', 'buyers, when: left }'))] });
    await stage.write('segment', { slug: 'buyers' });
    const id = await stage.contact();
    await stage.settle();
    await move(id, true);
    expect((await explain(id))?.reasons).toMatchObject([
      { text: 'Dana Fox is in the segment "buyers", since 6 March 2026. It starts when they leave' },
    ]);
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
