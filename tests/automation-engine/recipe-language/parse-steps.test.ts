import { describe, expect, it } from 'vitest';
import { problemsOf, readValid, recipeText } from './recipe-text.ts';

const steps = (lines: string) => recipeText({ steps: `steps:\n${lines}\n  - add-tag: { tag: vip }` });

describe('the steps of a recipe', () => {
  it('have a canonical form', async () => {
    const { steps: read } = await readValid(
      steps(`  - wait: { until: contact.birthday, offset: -2d, window: { from: "09:00", to: "17:00", days: workdays, zone: contact } }
  - wait: { for-event: interaction.logged, if: interaction.direction == "in", timeout: 5d }
    name: answer
    else: [{ stop: No answer }]
  - choose: [{ if: steps.answer.timedOut, then: [{ wait: { spread: 4h } }] }]
  - split: [{ label: a, then: [] }, { label: b, weight: 3, then: [{ stop: true }] }]
  - repeat: contact.tags
    as: mark
    max: 5
    steps: [{ if: mark == "x", then: [{ stop: X }] }]
  - add-tag: { tag: x }
    onError: { retry: { times: 2 }, then: hand-over }`),
    );
    expect(read.slice(0, -1)).toEqual([
      {
        type: 'wait',
        until: 'contact.birthday',
        offset: '-2d',
        calendar: 'all',
        window: { from: '09:00', to: '17:00', days: 'workdays', zone: 'contact' },
      },
      {
        type: 'wait-for-event',
        event: 'interaction.logged',
        if: 'interaction.direction == "in"',
        timeout: '5d',
        then: [],
        else: [{ type: 'stop', reason: 'No answer' }],
        name: 'answer',
      },
      {
        type: 'choose',
        cases: [{ condition: 'steps.answer.timedOut', then: [{ type: 'wait', calendar: 'all', spread: '4h' }] }],
        else: [],
      },
      {
        type: 'split',
        ways: [
          { label: 'a', weight: 1, then: [] },
          { label: 'b', weight: 3, then: [{ type: 'stop', reason: 'the recipe stops here' }] },
        ],
      },
      {
        type: 'repeat',
        list: 'contact.tags',
        as: 'mark',
        max: 5,
        steps: [{ type: 'if', condition: 'mark == "x"', then: [{ type: 'stop', reason: 'X' }], else: [] }],
      },
      {
        type: 'action',
        action: 'add-tag',
        params: { tag: 'x' },
        onError: { retry: { times: 2, backoffMs: 60_000 }, then: 'hand-over' },
      },
    ]);
  });

  it('say everything that is wrong with them at once', async () => {
    const text = steps(`  - wait: { until: contact.birthdy, for: 3d }
  - wait: { offset: -2d, spread: soon }
  - wait: { calendar: business }
  - wait: { window: { from: "17:00", to: "09:00", days: [monday] } }
  - wait: { for-event: interaction.loged, timeout: inputs.long }
    name: answer
  - wait: 3d
    then: [{ stop: true }]
  - if: steps.anwser.timedOut || steps.answer.timedout
    then: [{ stop: true }]
  - choose: [{ then: [{ stop: true }] }]
  - split: [{ label: a, then: [] }, { label: a, weight: 0, then: [] }]
  - repeat: contact.tags + x
    steps: [{ stop: true }]
  - repeat: contact.tags
    as: contact
    max: 101
    steps: [{ if: itm == "x", then: [{ stop: true }] }]
  - add-tag: { tag: x }
    name: answer
    onError: { retry: { times: 0 }, then: ask }`);
    expect(await problemsOf(text)).toMatchInlineSnapshot(`
      [
        "8:13 steps[0].wait.until: "for" and "until" cannot stand together (make two waits of it)",
        "8:27 steps[0].wait.until: contact has no field "birthdy" (did you mean "contact.birthday"?)",
        "9:13 steps[1].wait.offset: "offset" belongs to "until" (such as { until: deal.expectedCloseOn, offset: -3d })",
        "9:34 steps[1].wait.spread: expected a duration or inputs.NAME, found the text "soon" (such as 90m, 2h, 3d or 1d 12h)",
        "10:11 steps[2].wait: the wait says not for what ("for", "until", "for-event", "spread" or "window")",
        "11:57 steps[3].wait.window.days: expected workdays, or a list such as [mon, tue], found a list (workdays, or a list of mon, tue, wed, thu, fri, sat, sun; every day without it.)",
        "12:24 steps[4].wait.for-event: there is no event called "interaction.loged" (did you mean "interaction.logged"?)",
        "12:52 steps[4].wait.timeout: there is no input called "long" (declare it under "inputs")",
        "15:5 steps[5].then: only a wait for an event has "then" (wait: { for-event: TYPE, timeout: 5d })",
        "16:21 steps[6].if: no step before this one is called "anwser" (did you mean "answer"?)",
        "16:46 steps[6].if: steps.answer has no "timedout" (did you mean "timedOut"?)",
        "18:14 steps[7].choose[0]: "if" is missing: a text (A CEL condition.)",
        "19:57 steps[8].split[1].weight: expected at least 0.001, found 0 (How likely it is, against the others.)",
        "20:13 steps[9].repeat: expected the name of a list, such as inputs.list or contact.tags, found the text "contact.tags + x" (A list: inputs.list, contact.tags, event.body.items.)",
        "24:10 steps[10].max: expected at most 100, found 101 (At most so many entries; 100 is the most.)",
        "25:19 steps[10].steps[0].if: there is nothing called "itm" (there is "contact", "company", "interaction", "task", "note", "deal", "event", "inputs", "now", "entry", "run", "steps", "contact")",
        "27:11 steps[11].name: two steps are called "answer" (a name belongs to one step)",
        "28:32 steps[11].onError.retry.times: expected at least 1, found 0 (How often it is tried again.)",
        "28:43 steps[11].onError.then: expected "stop" or "go-on" or "hand-over", found the text "ask" (there is "stop", "go-on", "hand-over")",
      ]
    `);
  });

  it('of old are as they were', async () => {
    expect((await readValid(steps('  - wait: 3d'))).steps[0]).toEqual({ type: 'wait', for: '3d', calendar: 'all' });
  });
});

describe('the head of a recipe', () => {
  it('has goals, a rule for new versions, a priority and holidays', async () => {
    const head =
      'goal: { event: contact.tag-added }\nonUpdate: migrate\npriority: 80\nholidays: ["12-25"]\nentry: { again: { after: 1d, max: 3 }, maxRunning: 5 }';
    expect(await readValid(recipeText({ head }))).toMatchObject({
      goals: [{ event: 'contact.tag-added', name: 'contact.tag-added' }],
      onUpdate: 'migrate',
      priority: 80,
      holidays: ['12-25'],
      entry: { again: { afterMs: 86_400_000, max: 3 }, maxRunning: 5 },
    });
  });

  it('says what is wrong with them', async () => {
    const head =
      'goal: { event: contact.taged }\nonUpdate: move\npriority: 101\nholidays: ["2026-02-30", "2026-12-24/2026-12-01"]';
    expect(await problemsOf(recipeText({ head }))).toMatchInlineSnapshot(`
      [
        "6:16 goal.event: there is no event called "contact.taged" (did you mean "contact.merged"?)",
        "7:11 onUpdate: expected "finish" or "migrate" or "restart", found the text "move" (there is "finish", "migrate", "restart")",
        "8:11 priority: expected at most 100, found 101 (Who goes first where a cap lets only some mails through: 0 to 100, 50 by default.)",
        "9:12 holidays[0]: expected a day such as 2026-12-24, 12-25 or 2026-12-24/2027-01-06, found the text "2026-02-30" (recipes/README.md says what can stand in a file)",
        "9:26 holidays[1]: the first day comes after the last one, found the text "2026-12-24/2026-12-01" (recipes/README.md says what can stand in a file)",
      ]
    `);
  });
});
