import { describe, expect, it } from 'vitest';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { parseRecipe } from '../../../automation-engine/recipe-language/parse.ts';
import { runExamples } from '../../../automation-engine/runner/examples.ts';
import { recipeText } from './stage.ts';

const blocks = await loadBlocks();

async function play(body: string) {
  const parsed = parseRecipe(recipeText(body), { blocks, mailTemplates: new Map() });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return runExamples(parsed.recipe, { blocks, mailTemplates: new Map() });
}

const RECIPE = `
capabilities: [add-tag, create-task, send-mail]
trigger: { event: deal.stage-changed, if: event.to == "won" }
steps:
  - add-tag: { tag: customer }
  - wait: { for: 1d }
  - create-task: { title: 'Thank {{ contact.name }} for {{ deal.title }}', due: 1d }
  - send-mail: { subject: 'Welcome, {{ contact.name }}', text: '{{ deal.amount | money: deal.currency }}' }
examples:
`;
const WON = `
    given: { contact: { name: Dana, email: dana@globex.example }, deal: { title: New hall, amount: 150000, currency: EUR, stage: offered } }
    events: [{ at: "2026-03-06T10:00:00Z", deal.stage-changed: { to: won } }]
    advance: 2d`;

describe('the examples of a recipe', () => {
  it('pass when the actions come in order with the parameters that are named', async () => {
    const [result] = await play(`${RECIPE}
  - title: thanks after a day${WON}
    expect:
      - add-tag: { tag: customer }
      - create-task: { title: Thank Dana for New hall }
      - send-mail: { subject: 'Welcome, Dana', text: '€1,500.00' }`);
    expect(result).toMatchObject({ title: 'thanks after a day', passed: true });
  });

  it.each([
    [
      'a parameter that differs',
      'expect: [{ add-tag: { tag: client } }]',
      'action 1, add-tag.tag: expected "client", found "customer"',
    ],
    [
      'an action that is missing',
      'expect: [{ add-tag: {} }, { create-task: {} }, { send-mail: {} }, { add-tag: {} }]',
      'action 4: expected add-tag {}, found nothing',
    ],
    ['another order', 'expect: [{ create-task: {} }]', 'action 1: expected create-task {}, found add-tag'],
    ['an action too many', 'expect: []', 'action 1: expected no more, found add-tag'],
  ])('say %s, with what happened', async (_, expectation, problem) => {
    const [result] = await play(`${RECIPE}\n  - title: wrong${WON}\n    ${expectation}`);
    expect(result?.passed).toBe(false);
    expect(result?.problem).toContain(problem);
    expect(result?.problem).toContain(
      'what happened:\n  2026-03-06T10:00:00.000Z trigger deal.stage-changed: Started because a deal went to another stage',
    );
  });

  it('count a mail only when it was handed over', async () => {
    const [result] = await play(`${RECIPE}
  - title: writes to nobody who said no
    given:
      contact: { name: Dana, email: dana@globex.example, consent: { 'email:marketing': withdrawn } }
      deal: { title: New hall, amount: 1, currency: EUR, stage: offered }
    events: [{ at: "2026-03-06T10:00:00Z", deal.stage-changed: { from: offered, to: won } }]
    advance: 2d
    expect: [{ add-tag: {} }, { create-task: {} }]`);
    expect(result?.problem).toBeUndefined();
  });

  it('say that a record cannot be made', async () => {
    const [result] = await play(`${RECIPE}
  - title: nonsense
    given: { contact: { name: Dana }, deal: { title: New hall, amount: a lot, stage: offered } }
    events: [{ at: "2026-03-06T10:00:00Z", deal.stage-changed: { to: won } }]
    expect: []`);
    expect(result).toMatchObject({ passed: false, problem: expect.stringContaining('amount') });
  });

  it('play every type of event by what leads to it in life', async () => {
    const events: [string, string][] = [
      ['contact.created', '{ name: Erik }'],
      ['contact.updated', '{ title: Buyer }'],
      ['contact.deleted', '{}'],
      ['contact.merged', '{}'],
      ['contact.tag-added', '{ tag: vip }'],
      ['contact.tag-removed', '{ tag: old }'],
      ['contact.unsubscribed', '{}'],
      ['company.created', '{ name: Globex }'],
      ['company.updated', '{ name: Globex AB }'],
      ['interaction.logged', '{ channel: call, direction: out }'],
      ['task.created', '{ title: Call }'],
      ['task.completed', '{ title: Call }'],
      ['note.added', '{ text: Hello }'],
      ['deal.created', '{ title: Hall }'],
      ['deal.stage-changed', '{ from: a, to: b }'],
      ['mail.sent', '{ subject: Hi }'],
      ['mail.failed', '{ reason: no such user }'],
      ['mail.in-doubt', '{}'],
    ];
    for (const [type, data] of events) {
      const needs = type.startsWith('company') ? 'company: { name: Old }' : 'contact: { name: Dana, tags: [old] }';
      const [result] = await play(`
capabilities: [notify]
trigger: { event: ${type} }
entry: { key: event.type }
steps: [{ notify: { title: Seen } }]
examples:
  - title: sees it
    given: { ${needs} }
    events: [{ at: "2026-03-06T10:00:00Z", ${type}: ${data} }]
    expect: ${type === 'contact.deleted' ? '[]' : '[{ notify: {} }]'}`);
      expect(result?.problem, type).toBeUndefined();
    }
  });
});

describe('examples of triggers that the engine sets off', () => {
  const ends = (trigger: string, given: string, event: string, title: string) => `
capabilities: [create-task]
trigger: ${trigger}
steps: [{ create-task: { title: '${title}', due: 1d } }]
examples:
  - title: acts
    given: ${given}
    events: [{ at: "2026-03-06T10:00:00Z", ${event} }]
    expect: [{ create-task: { title: 'Dana 5' } }]`;

  it.each([
    [
      '{ date: contact.birthday, offset: -3d, yearly: true }',
      '{ contact: { name: Dana } }',
      'date.due: {}',
      '{{ contact.name }} 5',
    ],
    [
      '{ date: deal.expectedCloseOn }',
      '{ contact: { name: Dana }, deal: { title: Hall, amount: 5 } }',
      'date.due: {}',
      '{{ contact.name }} {{ deal.amount }}',
    ],
    ['{ silence: 30d, direction: in }', '{ contact: { name: Dana } }', 'silence.due: {}', '{{ contact.name }} 5'],
    [
      '{ segment: customers }',
      '{ contact: { name: Dana } }',
      'segment.entered: { segment: customers }',
      '{{ contact.name }} 5',
    ],
    [
      '{ segment: customers, when: left }',
      '{ contact: { name: Dana } }',
      'segment.left: { segment: customers }',
      '{{ contact.name }} 5',
    ],
    [
      '{ webhook: form, if: event.body.size > 3 }',
      '{ contact: { name: Dana } }',
      'webhook.received: { webhook: form, body: { size: 5 } }',
      '{{ contact.name }} {{ event.body.size }}',
    ],
    ['{ button: Call }', '{ contact: { name: Dana } }', 'button.pressed: {}', '{{ contact.name }} 5'],
  ])('pass for %s', async (trigger, given, event, title) => {
    const [result] = await play(ends(trigger, given, event, title));
    expect(result?.problem).toBeUndefined();
  });

  it.each([
    ['{ segment: customers }', 'segment.entered: { segment: leads }'],
    ['{ webhook: form }', 'webhook.received: { webhook: other, body: {} }'],
    ['{ button: Call }', 'button.pressed: { trigger: 1 }'],
    ['{ silence: 30d }', 'silence.due: { trigger: 1 }'],
  ])('keep quiet for %s when it is %s', async (trigger, event) => {
    const [result] = await play(ends(trigger, '{ contact: { name: Dana } }', event, 'x'));
    expect(result?.problem).toContain('no run started');
  });
});
