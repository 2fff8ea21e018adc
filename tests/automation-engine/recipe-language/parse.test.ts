import { describe, expect, it } from 'vitest';
import { problemsOf, read, readValid, recipeText } from './recipe-text.ts';

describe('a recipe file', () => {
  it('gives the recipe in its canonical form', async () => {
    const text = recipeText({
      capabilities: 'capabilities: [create-task, { send-mail: { perDay: 20 } }, add-tag]',
      head: 'inputs:\n  wait: { type: duration, default: 3d, label: Wait }',
      trigger: 'trigger:\n  - event: contact.created\n    if: contact.email != ""\n  - { event: deal.created }',
      steps: [
        'steps:',
        '  - wait: inputs.wait',
        '  - wait: { for: 2d, calendar: business }',
        '  - if: deal.amount > 5',
        '    then: [ { create-task: { title: "Call {{ contact.name }}", due: 1d } } ]',
        '    else: [ { stop: Too small } ]',
        '  - add-tag: { tag: vip }',
        '  - send-mail: { template: hello }',
        '  - stop: true',
      ].join('\n'),
      more: [
        'entry: { key: deal.id, mode: queue, again: { after: 1d } }',
        'exit: { event: contact.unsubscribed }',
        'examples:',
        '  - title: works',
        '    given: { contact: { name: Dana, tags: [a] } }',
        '    inputs: { wait: 1h }',
        '    events: [ { at: "2026-03-06T10:00:00Z", contact.created: { email: d@globex.example } } ]',
        '    advance: 6d',
        '    expect: [ { create-task: { title: Call Dana } } ]',
      ].join('\n'),
    });
    expect(await readValid(text)).toEqual({
      id: 'tag-vip',
      version: '1.0.0',
      title: 'Tag',
      about: 'Tags.',
      capabilities: [{ action: 'create-task' }, { action: 'send-mail', perDay: 20 }, { action: 'add-tag' }],
      inputs: { wait: { type: 'duration', default: '3d', label: 'Wait' } },
      triggers: [
        { trigger: 'event', params: { event: 'contact.created' }, if: 'contact.email != ""' },
        { trigger: 'event', params: { event: 'deal.created' } },
      ],
      entry: { key: 'deal.id', mode: 'queue', again: { afterMs: 86_400_000 } },
      exits: [{ event: 'contact.unsubscribed' }],
      steps: [
        { type: 'wait', for: 'inputs.wait', calendar: 'all' },
        { type: 'wait', for: '2d', calendar: 'business' },
        {
          type: 'if',
          condition: 'deal.amount > 5',
          then: [{ type: 'action', action: 'create-task', params: { title: 'Call {{ contact.name }}', due: '1d' } }],
          else: [{ type: 'stop', reason: 'Too small' }],
        },
        { type: 'action', action: 'add-tag', params: { tag: 'vip' } },
        { type: 'action', action: 'send-mail', params: { template: 'hello' } },
        { type: 'stop', reason: 'the recipe stops here' },
      ],
      examples: [
        {
          title: 'works',
          given: { contact: { name: 'Dana', tags: ['a'] } },
          inputs: { wait: '1h' },
          events: [{ at: '2026-03-06T10:00:00Z', type: 'contact.created', data: { email: 'd@globex.example' } }],
          advanceMs: 6 * 86_400_000,
          expect: [{ action: 'create-task', params: { title: 'Call Dana' } }],
        },
      ],
    });
  });

  it('follows contacts unless it says otherwise', async () => {
    expect(await readValid(recipeText())).toMatchObject({
      entry: { key: 'contact.id', mode: 'single' },
      exits: [],
      inputs: {},
    });
  });

  it('that only the clock starts has one run for each time', async () => {
    const text = recipeText({ trigger: 'trigger: { schedule: 0 8 * * 1 }' });
    expect(await readValid(text)).toMatchObject({
      triggers: [{ trigger: 'schedule', params: { schedule: '0 8 * * 1', zone: 'owner', missed: 'run-once' } }],
      entry: { key: 'event.dueAt', mode: 'single' },
    });
  });

  it('takes plain words that other YAML reads as something else', async () => {
    const text = recipeText({ head: 'inputs:\n  a: { type: text, default: yes, label: on }' });
    expect((await readValid(text)).inputs).toEqual({ a: { type: 'text', default: 'yes', label: 'on' } });
  });

  it('is named like its file', async () => {
    expect(await problemsOf(recipeText(), 'tag-vip')).toEqual([]);
    expect(await problemsOf(recipeText(), 'other')).toEqual([
      '1:5 id: the id "tag-vip" differs from the file\'s name ("id: other", or rename the file)',
    ]);
  });
});

describe('every problem of a file is told at once', () => {
  it('from the first line to the last', async () => {
    const text = [
      'id: Tag VIP',
      'version: 1.0',
      'titel: Tag',
      "about: ''",
      'capabilities: [add-tag, creat-task, notify, add-tag, { send-mail: { perDay: 0 } }]',
      'inputs:',
      '  wait: { type: duration, default: 3 days, label: Wait }',
      '  mail: { type: mail-template, default: helo, label: Mail }',
      '  pick: { type: choice, default: c, options: [a, b], label: Pick }',
      '  n: { type: number, default: "5" }',
      'trigger:',
      '  - event: contact.createt',
      '  - event: contact.created',
      '    if: contact.nme == "x" && hastag(contact, "y")',
      '  - shedule: 0 9 * * *',
      'entry: { mode: singel, again: { after: soon } }',
      'exit: [ { event: contact.unsubscribd, if: entry.kee == "x" } ]',
      'steps:',
      '  - add-tag: { tagg: vip }',
      '  - create-task: { title: "Call {{ contact.nam }}", due: inputs.wat }',
      '  - send-mail: { template: helloo }',
      '  - wait: 3 days',
      '  - if: contact.name = "x"',
      '    then: [ { stop: 5 } ]',
      '  - stopp: now',
      'examples:',
      '  - title: a',
      '    given: { contct: { name: x } }',
      '    events: [ { at: yesterday, contact.created: { naem: x } } ]',
      '    expect: [ { log-note: {} } ]',
    ].join('\n');
    expect(await problemsOf(text)).toEqual([
      '1:1 "title" is missing: a text (A few words for lists.)',
      '1:5 id: expected lower-case letters and digits, joined by "-", found the text "Tag VIP" (The same as the file name without .yaml.)',
      '2:10 version: expected three numbers, such as 1.0.0, found 1 (put quotes around it)',
      '3:1 titel: there is no key "titel" here (did you mean "title"?)',
      '4:8 about: expected at least 1 character, found the text "" (What it does, for whoever switches it on.)',
      '5:25 capabilities[1]: there is no action called "creat-task" (did you mean "create-task"?)',
      '5:37 capabilities[2]: "notify" is not used by any step (there is "add-tag", "create-task", "send-mail")',
      '5:45 capabilities[3]: "add-tag" is named twice (keep one of the two)',
      '5:77 capabilities[4].send-mail.perDay: expected at least 1, found 0 (At most so many times a day, over all runs of the recipe.)',
      '7:36 inputs.wait.default: expected a duration, found the text "3 days" (such as 90m, 2h, 3d or 1d 12h)',
      '8:41 inputs.mail.default: there is no mail template called "helo" (did you mean "hello"?)',
      '9:34 inputs.pick.default: expected one of the options, found the text "c" (a, b)',
      '10:3 inputs.n: "label" is missing: a text (What the person is asked for.)',
      '12:12 trigger[0].event: expected one of the words known here, found the text "contact.createt" (did you mean "contact.created"?)',
      '14:16 trigger[1].if: contact has no field "nme" (did you mean "contact.name"?)',
      '14:31 trigger[1].if: there is no function called "hastag" (did you mean "hasTag"?)',
      '15:5 trigger[2].shedule: there is no trigger called "shedule" (did you mean "schedule"?)',
      '16:16 entry.mode: expected "single" or "restart" or "queue" or "parallel", found the text "singel" (did you mean "single"?)',
      '16:40 entry.again.after: a duration is a number and s, m, h, d or w, such as 90m, 2h, 3d or 1d 12h; ten years at most, found the text "soon" (recipes/README.md says what can stand in a file)',
      '17:18 exit[0].event: there is no event called "contact.unsubscribd" (did you mean "contact.unsubscribed"?)',
      '17:48 exit[0].if: entry has no field "kee" (did you mean "entry.key"?)',
      '19:5 steps[0].add-tag: "tag" is missing: a text (The tag, in lower case with dashes)',
      '19:16 steps[0].add-tag.tagg: there is no key "tagg" here (did you mean "tag"?)',
      '20:5 steps[1].create-task: "create-task" is used, but not named under capabilities (add "- create-task" to capabilities)',
      '20:27 steps[1].create-task.title: contact has no field "nam" (did you mean "contact.name"?)',
      '20:58 steps[1].create-task.due: there is no input called "wat" (did you mean "wait"?)',
      '21:28 steps[2].send-mail.template: there is no mail template called "helloo" (did you mean "hello"?)',
      '22:11 steps[3].wait: expected a duration or inputs.NAME, found the text "3 days" (such as 90m, 2h, 3d or 1d 12h)',
      '23:22 steps[4].if: this is no CEL: found = but expecting end of input ("==" compares; a single "=" means nothing here)',
      '24:21 steps[4].then[0].stop: expected the reason as a text, or true, found 5 (recipes/README.md says what can stand in a file)',
      '25:5 steps[5].stopp: there is no action called "stopp" (did you mean "stop"?)',
      '28:14 examples[0].given.contct: there is no record called "contct" (did you mean "contact"?)',
      '29:21 examples[0].events[0].at: expected a time in UTC, found the text "yesterday" (such as "2026-03-06T10:00:00Z")',
      '29:51 examples[0].events[0].contact.created.naem: contact.created has no field "naem" (did you mean "name"?)',
      '30:17 examples[0].expect[0].log-note: no step of this recipe does "log-note" (there is "add-tag", "create-task", "send-mail")',
    ]);
  });

  it('in YAML that is allowed elsewhere', async () => {
    const text = [
      recipeText().trimEnd(),
      'a: &x 1',
      'b: *x',
      'c: !!str 5',
      '<<: { e: 1 }',
      'title: Tag',
      '__proto__: 1',
      '7: x',
      'f: .inf',
      'exit: { event: {{ contact.name }} }',
    ].join('\n');
    const problems = await problemsOf(text);
    for (const said of [
      '9:7 a: anchors (&name) are not allowed (write the value where it is used)',
      '10:4 b: aliases (*name) are not allowed (write the value out)',
      '11:10 c: tags such as tag:yaml.org,2002:str are not allowed (leave the tag out; quotes make a text)',
      '12:1 merge keys (<<) are not allowed (write the values out)',
      '13:1 title: the key "title" is there already, on line 3 (keep one of the two)',
      '14:1 this key is not allowed (leave it out)',
      '15:1 a key must be a plain text (a text that starts with {{ or [ needs quotes around it)',
      '16:4 f: .inf is no number that can be kept exactly (put quotes around it if it is a text)',
      '17:17 exit.event: a key must be a plain text (a text that starts with {{ or [ needs quotes around it)',
    ]) {
      expect(problems).toContain(said);
    }
  });
});

describe('a broken file', () => {
  it.each([
    ['nothing', '', ['1:1 the file is empty (start with "id:")']],
    ['a comment', '# later\n', ['1:1 the file is empty (start with "id:")']],
    ['a list', '- a\n', ['1:1 expected a recipe as a mapping, found a list (start with "id:", "version:", "title:")']],
    [
      'a directive',
      '%YAML 1.1\n---\nid: x\n',
      ['1:1 directives such as %YAML are not allowed (a recipe is always YAML 1.2: leave the line out)'],
    ],
    [
      'an open quote',
      'id: "x\ntitle: y\n',
      ['3:1 the closing " of a text is missing (is a quote, a bracket or a colon missing?)'],
    ],
    ['a tab', 'id: x\nsteps:\n\t- a\n', ['3:1 Tabs are not allowed as indentation (indent with spaces)']],
    ['an open bracket', 'id: [x\n', [expect.stringMatching(/^2:1 Flow sequence .* must .* end with a \]/)]],
    ['too much', `id: ${'x'.repeat(50_000)}`, ['1:1 the file has 50004 characters; 50000 is the most (split it up)']],
  ])('with %s says so and no more', async (_, text, problems) => {
    expect(await problemsOf(text)).toEqual(problems);
  });

  it('with two documents says so', async () => {
    expect(await problemsOf(`${recipeText()}---\nid: y\n`)).toEqual([
      '9:1 there is more than one document in the file (remove the line "---", or make two files)',
    ]);
  });
});

describe('a recipe with one mistake says just that:', () => {
  it.each([
    [
      'no trigger',
      { trigger: '' },
      '1:1 "trigger" is missing: what starts a run (such as "trigger: { event: contact.created }")',
    ],
    ['no steps', { steps: '', capabilities: '' }, '1:1 "steps" is missing: a list (add "steps: …")'],
    [
      'empty steps',
      { steps: 'steps: []', capabilities: '' },
      '7:8 steps: expected at least 1 entry, found an empty list (recipes/README.md says what can stand in a file)',
    ],
    [
      'events and times without a key',
      { trigger: 'trigger: [ { event: contact.created }, { schedule: 0 8 * * 1 } ]' },
      '1:1 entry: "key" is missing: triggers of different kinds start this recipe, so it must say what tells its runs apart (such as "entry: { key: event.at }"; its triggers by themselves: contact.id, event.dueAt)',
    ],
    [
      'a time that never comes',
      { trigger: 'trigger: { schedule: 0 8 31 2 * }' },
      '6:22 trigger.schedule: no day fits this schedule: it would never come, found the text "0 8 31 2 *" (Minute, hour, day of the month, month, day of the week: "0 9 * * 1-5" is nine o’clock from Monday to Friday.)',
    ],
    [
      'seconds in a schedule',
      { trigger: 'trigger: { schedule: "* * * * * *" }' },
      '6:22 trigger.schedule: a schedule has five fields (minute, hour, day of the month, month, day of the week), this has 6, found the text "* * * * * *" (Minute, hour, day of the month, month, day of the week: "0 9 * * 1-5" is nine o’clock from Monday to Friday.)',
    ],
    [
      'a zone that is none',
      { trigger: 'trigger: { schedule: 0 8 * * 1, zone: Europe/Stokholm }' },
      '6:39 trigger.zone: a zone is named like Europe/Stockholm, found the text "Europe/Stokholm" (An IANA zone such as Europe/Stockholm; "owner" is the zone of whoever runs the engine.)',
    ],
    [
      'options before the trigger',
      { trigger: 'trigger: { missed: skip, schedule: 0 8 * * 1 }' },
      '6:12 trigger.missed: there is no trigger called "missed" (put "schedule" first: the first key says which trigger it is)',
    ],
    [
      'a run before it started',
      { trigger: 'trigger: { event: contact.created, if: run.id != "" }' },
      '6:43 trigger.if: there is no "run" before a run has started (exits and steps can ask for it)',
    ],
    [
      'an unknown name',
      { trigger: 'trigger: { event: contact.created, if: customer.name == "" }' },
      '6:48 trigger.if: there is nothing called "customer" (there is "contact", "company", "interaction", "task", "note", "deal", "event", "inputs", "now")',
    ],
    [
      'types that do not go together',
      { trigger: 'trigger: { event: contact.created, if: contact.tags == "vip" }' },
      '6:53 trigger.if: "==" compares things of one type, found a list and a text ("vip" in contact.tags looks into the list)',
    ],
    [
      'inputs of another type',
      {
        head: 'inputs: { least: { type: number, label: Least, default: 5 } }',
        trigger: 'trigger: { event: contact.created, if: inputs.least == contact.name }',
      },
      '7:53 trigger.if: "==" compares things of one type, found a number and a text (int(contact.name) reads a number from a text)',
    ],
    [
      'a macro used wrongly',
      { trigger: 'trigger: { event: contact.created, if: contact.tags.exists("vip") }' },
      '6:52 trigger.if: exists is not used like this (contact.tags.exists(tag, tag == "vip"))',
    ],
    [
      'a pattern from data',
      { trigger: 'trigger: { event: contact.created, if: contact.name.matches(contact.title) }' },
      '6:52 trigger.if: the regular expression must be written out here: what comes from a record is data (such as matches("^Re:"), or use contains)',
    ],
    [
      'a broken pattern',
      { trigger: 'trigger: { event: contact.created, if: \'contact.name.matches("(a")\' }' },
      '6:53 trigger.if: this is no regular expression (RE2): missing closing ): `(a` (contains, startsWith and endsWith need none)',
    ],
    [
      'a template where none is rendered',
      { steps: 'steps:\n  - add-tag: { tag: "{{ contact.title }}" }' },
      '8:21 steps[0].add-tag.tag: "tag" is no text that is rendered (write a value, or inputs.NAME)',
    ],
    [
      'a tag that is none',
      { steps: 'steps:\n  - add-tag: { tag: Very Important }' },
      '8:21 steps[0].add-tag.tag: expected lower-case letters and digits, joined by "-", found the text "Very Important" (The tag, in lower case with dashes)',
    ],
    [
      'two steps in one',
      { steps: 'steps:\n  - add-tag: { tag: vip }\n    stop: true', capabilities: '' },
      '8:5 steps[0].add-tag: there is no key "add-tag" here (there is "stop")',
    ],
    [
      'parameters that are none',
      { steps: 'steps:\n  - add-tag: vip' },
      '8:14 steps[0].add-tag: expected the parameters as a mapping, found the text "vip" (such as {"tag":"warm-lead"})',
    ],
    [
      'a step that is a word',
      { steps: 'steps:\n  - add-tag: { tag: vip }\n  - stop' },
      '9:5 steps[1]: expected a step, found the text "stop" (a step is a mapping such as { add-tag: { tag: vip } } or { wait: 3d })',
    ],
    [
      'a wait of nothing',
      { steps: 'steps:\n  - add-tag: { tag: vip }\n  - wait:' },
      '9:10 steps[1].wait: expected a duration or inputs.NAME, found nothing (such as 90m, 2h, 3d or 1d 12h)',
    ],
  ])('%s', async (_, parts: Parameters<typeof recipeText>[0], problem: string) => {
    expect(await problemsOf(recipeText(parts))).toEqual([problem]);
  });

  it('a Liquid mistake, at its line in a block of text', async () => {
    const steps =
      'steps:\n  - add-tag: { tag: vip }\n  - log-note:\n      text: |\n        Hello {{ contact.name }}\n        and {{ contact.title | shout }}';
    expect(await problemsOf(recipeText({ capabilities: 'capabilities: [add-tag, log-note]', steps }))).toEqual([
      '12:1 steps[1].log-note.text: there is no filter called shout (recipes/README.md says what can stand in a file)',
    ]);
  });

  it('an input that does not fit the parameter it is used for', async () => {
    const head = 'inputs: { words: { type: text, default: Very Important, label: Words } }';
    expect(await problemsOf(recipeText({ head, steps: 'steps:\n  - add-tag: { tag: inputs.words }' }))).toEqual([
      '9:21 steps[0].add-tag.tag: expected lower-case letters and digits, joined by "-", found the text "Very Important" (The tag, in lower case with dashes)',
    ]);
  });
});

describe('names that JavaScript gives a meaning', () => {
  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__', 'prototype'])(
    '%s is a name like any other, and unknown',
    async (name) => {
      const text = recipeText({
        capabilities: `capabilities: [add-tag, ${name}]`,
        trigger: `trigger: { event: contact.created, if: contact.${name} == inputs.${name} }`,
        steps: `steps:\n  - add-tag: { tag: vip }\n  - ${name}: {}\n  - wait: inputs.${name}`,
        more: `exit: { event: ${name} }\nexamples:\n  - { title: a, given: { ${name}: {} }, events: [ { at: "2026-03-06T10:00:00Z", ${name}: {} } ], expect: [ { ${name}: {} } ] }`,
      });
      const result = await read(text);
      expect('problems' in result && result.problems.length).toBeGreaterThanOrEqual(7);
    },
  );
});
