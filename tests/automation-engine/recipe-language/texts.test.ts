import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scope } from '../../../automation-engine/recipe-language/scope.ts';
import { checkText, fillParams, renderText } from '../../../automation-engine/recipe-language/texts.ts';
import { cpuMillis } from './cpu-time.ts';

const scope: Scope = {
  now: '2031-03-10T08:30:00.000Z',
  contact: { name: 'Dana Fox', givenName: '', tags: ['vip', 'new'], body: 'x'.repeat(20_000) },
  deal: { amount: 150_000, currency: 'SEK' },
  inputs: { place: 'Malmö' },
};

describe('a text', () => {
  it.each([
    ['Hello {{ contact.name }}', 'Hello Dana Fox'],
    ['Hello {{ contact.givenName | default: contact.name }}', 'Hello Dana Fox'],
    ['{{ contact.givenName }}', ''],
    ['{{ contact.tags }}', 'vip, new'],
    ['{{ contact.tags | join: " and " | upcase }}', 'VIP AND NEW'],
    ['{% for tag in contact.tags %}[{{ tag }}]{% endfor %}', '[vip][new]'],
    ['{% if task.title %}yes{% else %}no{% endif %}', 'no'],
    ['{{ task.title | default: "your task" }}', 'your task'],
    ['{{ deal.amount | money: deal.currency }}', 'SEK\u00a01,500.00'],
    ['{{ 1500 | money: "JPY" }}', 'JP¥1,500'],
    ['{{ now | date: "%d %B %Y" }}', '10 March 2031'],
    ['{{ "now" | date: "%Y-%m-%d" }}', '2031-03-10'],
    ['{{ now | date: "%H:%M", "Europe/Stockholm" }}', '09:30'],
    ['{{ inputs.place }}', 'Malmö'],
    ['no template at all }}', 'no template at all }}'],
    ['{% raw %}{{ x }}{% endraw %}', '{{ x }}'],
    ['<b>{{ contact.name }}</b>', '<b>Dana Fox</b>'],
  ])('%s', (source, text) => {
    expect(renderText(source, scope)).toEqual({ text });
  });

  it.each([
    ['{{ task.title }}', 'there is no task here'],
    ['{{ contact.shoeSize }}', 'there is no contact.shoeSize here'],
    ['{{ contact }}', 'a whole record cannot be written into a text'],
    ['{{ contact.name | shout }}', 'there is no filter called shout'],
    ['{% include "x" %}', 'there is no tag called include'],
    ['{% render "/etc/passwd" %}', 'there is no tag called render'],
    ['{% layout "x" %}', 'there is no tag called layout'],
    ['{% block x %}{% endblock %}', 'there is no tag called block'],
    ['{% tablerow x in contact.tags %}{% endtablerow %}', 'there is no tag called tablerow'],
    ['{% liquid echo 1 %}', 'there is no tag called liquid'],
    ['{{ contact.tags | where_exp: "t", "t == 1" }}', 'there is no filter called where_exp'],
    ['{{ contact | json }}', 'there is no filter called json'],
    ['{{ contact.name', 'not closed'],
    ['{% if contact.name %}', 'not closed'],
  ])('%s is a problem', (source, problem) => {
    expect(renderText(source, scope)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it.each([
    'constructor',
    '__proto__',
    'contact.constructor',
    'contact.__proto__',
    'contact.tags.constructor',
    'contact.name.constructor',
  ])('finds nothing behind %s', (name) => {
    expect(renderText(`{{ ${name} }}`, scope)).toEqual({ problem: `there is no ${name} here` });
  });

  it.each([
    ['a long loop', '{% for i in (1..100000000) %}{% endfor %}'],
    [
      'loops in loops',
      '{% for a in (1..900) %}{% for b in (1..900) %}{% for c in (1..900) %}{% endfor %}{% endfor %}{% endfor %}',
    ],
    ['much output', '{% for a in (1..1000) %}{% for b in (1..900) %}{{ contact.body }}{% endfor %}{% endfor %}'],
    ['too much output for a mail', '{% for a in (1..3) %}{{ contact.body }}{% endfor %}'],
    [
      'doubling',
      '{% assign a = contact.body %}{% for i in (1..99) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
    ],
    ['replacing', '{{ contact.body | replace: "x", contact.body }}'],
    ['joining', '{{ contact.body | split: "" | join: contact.body }}'],
    ['padding', '{{ now | date: "%999999999d" }}'],
    ['a format from data', '{% for a in (1..900) %}{{ now | date: contact.body }}{% endfor %}'],
    ['a long range joined', '{{ (1..100000000) | join: "," }}'],
    ['a long range kept', '{% assign all = (1..100000000) %}{{ all | size }}{{ contact.body }}{{ contact.body }}'],
    [
      'lists that double',
      '{% assign a = contact.tags %}{% for i in (1..99) %}{% assign a = a | concat: a %}{% endfor %}{{ a | size }}',
    ],
    [
      'texts put before each other',
      '{% assign a = contact.body %}{% for i in (1..99) %}{% assign a = a | prepend: a | url_encode %}{% endfor %}{{ a }}',
    ],
    [
      'captures in captures',
      '{% assign a = contact.body %}{% for i in (1..99) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}{{ a }}',
    ],
    [
      'much sorting',
      '{% assign a = contact.body | split: "" %}{% for i in (1..9999) %}{% assign b = a | sort | uniq | reverse %}{% endfor %}{{ a }}',
    ],
    ['a huge template', '{{ contact.name }}'.repeat(2_000)],
    ['deep nesting', '{% if contact.name %}'.repeat(900)],
  ])('with %s ends soon', (_, source) => {
    let rendered: ReturnType<typeof renderText> = { text: '' };
    expect(cpuMillis(() => (rendered = renderText(source, scope)))).toBeLessThan(1_500);
    expect(rendered).toEqual({ problem: expect.any(String) });
  });

  it('ends what goes on writing, long before its time is over', () => {
    const source = '{% for a in (1..999) %}{% for b in (1..999) %}{{ contact.name }}{% endfor %}{% endfor %}';
    expect(renderText(source, scope)).toEqual({ problem: 'the text became too long' });
  });

  it('says which names it asks for, its own left out', () => {
    expect(
      checkText('{% assign x = deal.title %}{{ x }} {{ contact.name }} {% for t in contact.tags %}{{ t }}{% endfor %}'),
    ).toEqual({
      text: {
        names: [
          ['deal', 'title'],
          ['contact', 'name'],
          ['contact', 'tags'],
        ],
      },
    });
  });

  it('says where it is wrong', () => {
    expect(checkText('line one\nline {{ two | nope }}')).toEqual({
      problem: 'there is no filter called nope',
      line: 2,
      column: 6,
    });
  });

  it('made of garbage ends without throwing', () => {
    const words = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      ' contact.name ',
      ' if ',
      ' endif ',
      ' for x in ',
      ' | ',
      'upcase',
      '"',
      '(1..9)',
      ' raw ',
      ':',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 20 }).map((parts) => parts.join('')),
        ),
        (source) => {
          const rendered = renderText(source, scope);
          return 'text' in rendered ? typeof rendered.text === 'string' : rendered.problem !== '';
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never takes data for a template', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const data = `{{ ${name} }}{% include "x" %}`;
        expect(renderText('{{ contact.name }}', { contact: { name: data } })).toEqual({ text: data });
      }),
    );
  });
});

describe('the parameters of a step', () => {
  it('get their inputs and their texts', () => {
    const params = {
      title: 'Call {{ contact.name }}',
      due: 'inputs.wait',
      business: true,
      other: '{{ contact.name }}',
    };
    expect(fillParams(params, ['title'], scope, { wait: '3d' })).toEqual({
      params: { title: 'Call Dana Fox', due: '3d', business: true, other: '{{ contact.name }}' },
    });
  });

  it('do not render what an input holds', () => {
    expect(fillParams({ title: 'inputs.words' }, ['title'], scope, { words: '{{ contact.name }}' })).toEqual({
      params: { title: '{{ contact.name }}' },
    });
  });

  it.each([
    [{ title: '{{ task.title }}' }, { problem: 'there is no task here', param: 'title' }],
    [{ title: 'inputs.nope' }, { problem: 'there is no input called nope', param: 'title' }],
    [{ title: 'inputs.constructor' }, { problem: 'there is no input called constructor', param: 'title' }],
  ])('%j cannot be filled in', (params, problem) => {
    expect(fillParams(params, ['title'], scope, {})).toEqual(problem);
  });
});
