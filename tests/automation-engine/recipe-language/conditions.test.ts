import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileCondition,
  compileExpression,
  type Verdict,
} from '../../../automation-engine/recipe-language/conditions.ts';
import type { Scope } from '../../../automation-engine/recipe-language/scope.ts';
import { cpuMillis } from './cpu-time.ts';

const scope: Scope = {
  now: '2026-03-10T00:00:00.000Z',
  contact: {
    name: 'Dana Fox',
    email: 'dana@globex.example',
    title: '',
    tags: ['vip', 'new-lead'],
    createdAt: '2026-03-01T10:00:00.000Z',
    birthday: '',
    doNotContact: false,
    consent: { 'email:marketing': { state: 'granted' } },
    custom: { seats: 12, discount: 0.25 },
  },
  deal: { amount: 1_500_000, currency: 'EUR' },
  interaction: { subject: 'Your Quote', direction: 'out' },
  inputs: { tag: 'vip' },
};

function evaluate(source: string, over: Scope = scope) {
  const compiled = compileCondition(source);
  if ('problem' in compiled) throw new Error(compiled.problem);
  return compiled.condition.evaluate(over);
}

describe('a condition', () => {
  it.each([
    ['contact.name == "Dana Fox"', true],
    ['"vip" in contact.tags', true],
    ['contact.tags.exists(tag, tag == "old")', false],
    ['hasTag(contact, inputs.tag)', true],
    ['hasTag(contact, "old")', false],
    ['deal.amount >= 1000000', true],
    ['deal.amount / 2 == 750000', true],
    ['contact.custom.seats > 10 && contact.custom.discount < 0.5', true],
    ['interaction.subject.lower().contains("quote")', true],
    ['interaction.subject.contains("quote")', false],
    ['contact.email.matches("@globex[.]example$")', true],
    ['contact.email.split("@")[1] == "globex.example"', true],
    ['daysSince(contact.createdAt) == 8', true],
    ['hoursSince(contact.createdAt) == 206', true],
    ['now - timestamp(contact.createdAt) > duration("192h")', true],
    ['daysSince(now) == 0', true],
    ['contact.title == "" && !contact.doNotContact', true],
    ['has(contact.name) && !has(task.title)', true],
    ['contact.consent["email:marketing"].state == "granted"', true],
    ['has(task.title) ? task.title == "x" : true', true],
    // CEL: what decides alone needs no other answer.
    ['deal.amount > 1 || task.title == "x"', true],
  ])('%s', (source, value) => {
    expect(evaluate(source)).toMatchObject({ value });
  });

  it.each([
    ['task.title == "x"', 'there is no task here'],
    ['contact.shoeSize == 44', 'contact.shoeSize is not filled in'],
    ['contact.name', 'the condition gives the text "Dana Fox", not true or false'],
    ['deal.amount', 'the condition gives the number 1500000, not true or false'],
    ['contact.tags', 'the condition gives a list or map, not true or false'],
    ['daysSince(contact.birthday) > 1', 'the time is empty'],
    ['daysSince(contact.name) > 1', '"Dana Fox" is no time'],
    ['hasTag(deal, "x")', 'hasTag() asks for something that has tags, such as contact'],
  ])('%s has no answer', (source, unknown) => {
    expect(evaluate(source)).toEqual({ unknown });
  });

  it('that compares a text with a number has no answer', () => {
    expect(evaluate('contact.name > 5')).toHaveProperty('unknown');
  });

  it('says what it saw, in the order of asking', () => {
    expect(evaluate('contact.name != "" && deal.amount > 5 && hasTag(contact, "vip")')).toEqual({
      value: true,
      seen: 'contact.name = "Dana Fox", deal.amount = 1500000, contact.tags = ["vip","new-lead"]',
    });
  });

  it('shortens what it saw', () => {
    const verdict = evaluate('interaction.body != ""', { interaction: { body: 'x'.repeat(5_000) } });
    expect(verdict).toMatchObject({ value: true, seen: expect.stringMatching(/^.{90,120}…$/) });
  });

  it.each([
    ['', 'the condition is empty'],
    ['a ==', 'this is no CEL'],
    ['a = b', 'this is no CEL'],
    ['a && ', 'this is no CEL'],
    ['"open', 'this " begins a text that has no end'],
    ['hasTag(contact, "vip" && a == 3', 'this ( is not closed'],
    ['(a == ")") || b)', 'this ) closes nothing'],
    ['[a, "it\\"s [")', 'this ) closes nothing'],
    ['x'.repeat(2_001), '2000 is the most'],
    ['('.repeat(51) + 'a' + ')'.repeat(51), 'nested more than 50 deep'],
  ])('%s is refused', (source, problem) => {
    expect(compileCondition(source)).toMatchObject({ problem: expect.stringContaining(problem) });
  });

  it.each([
    'contact.tags.filter(tag, tag != "vip").exists(tag, tag == "new-lead")',
    'contact.tags.all(tag, ["vip", "new-lead"].exists(known, known == tag))',
    '[[1, 2], [3]].map(row, row.map(n, n * 2)) == [[2, 4], [6]]',
  ])('may chain and nest macros: %s', (source) => {
    expect(evaluate(source)).toMatchObject({ value: true });
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype'])(
    'finds nothing behind the name %s',
    (name) => {
      for (const source of [
        `${name} == 1`,
        `contact.${name} == 1`,
        `contact.tags.${name} == 1`,
        `contact.name.${name} == 1`,
        `has(contact.${name})`,
      ]) {
        const verdict = evaluate(source);
        expect('unknown' in verdict || !verdict.value).toBe(true);
      }
    },
  );

  it('sees own fields with such names as data', () => {
    const named: Scope = { contact: JSON.parse('{"custom":{"constructor":"mine","__proto__":"too"}}') };
    expect(
      evaluate('contact.custom.constructor == "mine" && contact.custom["__proto__"] == "too"', named),
    ).toMatchObject({ value: true });
  });
});

describe('a hostile condition', () => {
  const large: Scope = {
    contact: {
      body: 'a'.repeat(20_000),
      words: Array.from({ length: 1_000 }, (_, at) => 'a'.repeat(900) + at),
      tags: Array.from({ length: 1_001 }, (_, at) => `t${at}`),
      name: 'Dana',
      empty: '',
    },
  };
  const TOO_MUCH = 'this takes too much work';

  it.each([
    [
      'regular expressions that backtrack elsewhere',
      'contact.body.matches("^(a+)+$") || contact.body.matches("^(a|a)*b$")',
      undefined,
    ],
    ['the largest regular expression for such a text', `contact.body.matches("(a?){80}b?$")`, undefined],
    ['a larger one', `contact.body.matches("(a?){200}b?$")`, TOO_MUCH],
    ['an enormous one', `contact.empty.matches("((a?b?c?d?){1000})")`, TOO_MUCH],
    ['many regular expressions', 'contact.words.exists(w, contact.body.matches("(a+)+b" + w))', TOO_MUCH],
    ['a list of long texts joined', 'contact.words.map(w, contact.body).join("").size() > 0', TOO_MUCH],
    ['a text in place of each letter', 'contact.body.replace("a", contact.body).size() > 0', TOO_MUCH],
    ['a text between all letters', 'contact.body.replace("", contact.body, 20000).size() > 0', TOO_MUCH],
    ['a text searched for each letter', 'contact.body.split("").exists(c, contact.body.contains(c + "b"))', TOO_MUCH],
    ['long texts made in a macro', 'contact.words.map(w, contact.body + contact.body).exists(w, w == "")', TOO_MUCH],
    ['a list that is too long', 'contact.tags.exists(t, t == "x")', '1001 entries'],
    ['many digits', '"%.100000000f".format([1.0]) == ""', 'at most 20 digits'],
    ['a tower of operators', `${'!'.repeat(1_900)}true`, undefined],
    ['a row of operators', `${'contact.body == "" || '.repeat(80)}true`, undefined],
    ['macros in macros', 'contact.words.all(a, contact.words.all(b, contact.words.all(c, true)))', TOO_MUCH],
    [
      'macros in macros that call nothing',
      `contact.words.all(a, contact.words.all(b, ${'a != b || '.repeat(20)}contact.words.all(c, true || ${'true || '.repeat(150)}true)))`,
      TOO_MUCH,
    ],
    [
      'macros in macros that swallow errors',
      'contact.words.exists(a, contact.words.exists(b, contact.words.exists(c, contact.none || contact.none)))',
      TOO_MUCH,
    ],
    [
      'lists compared',
      'contact.words.exists(w, contact.words.map(x, x + "") == contact.words.map(x, x + "!"))',
      TOO_MUCH,
    ],
    ['a text written out often', '"%s%s%s%s%s%s%s%s".format(contact.words.map(w, contact.words)) == ""', TOO_MUCH],
    ['lists put together', `${'contact.words + '.repeat(110)}contact.words == []`, TOO_MUCH],
  ])('with %s ends soon', (_, source, unknown) => {
    let verdict: Verdict = { unknown: '' };
    expect(cpuMillis(() => (verdict = evaluate(source, large)))).toBeLessThan(1_000);
    if (unknown === undefined) expect(verdict).toHaveProperty('value');
    else expect(verdict).toMatchObject({ unknown: expect.stringContaining(unknown) });
  });

  it('is not stopped by a long list that it does not ask for', () => {
    expect(evaluate('contact.name == "Dana"', large)).toMatchObject({ value: true });
  });

  it('does not spend the budget of the next one', () => {
    evaluate('contact.body.replace("a", contact.body).size() > 0', large);
    expect(evaluate('contact.body.size() == 20000', large)).toMatchObject({ value: true });
  });
});

describe('any condition', () => {
  it('compares whole numbers as JavaScript does', () => {
    const number = fc.integer();
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(evaluate('contact.a < contact.b', { contact: { a, b } })).toMatchObject({ value: a < b });
        expect(evaluate('contact.a == contact.b', { contact: { a, b } })).toMatchObject({ value: a === b });
      }),
    );
  });

  it('takes texts as they are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(
          evaluate('contact.a == contact.b || contact.a.contains(contact.b)', { contact: { a, b } }),
        ).toMatchObject({
          value: a.includes(b),
        });
      }),
    );
  });

  it('obeys the laws of yes and no', () => {
    const truth = fc.boolean();
    fc.assert(
      fc.property(truth, truth, (a, b) => {
        const pair: Scope = { contact: { a, b } };
        expect(evaluate('!(contact.a && contact.b) == (!contact.a || !contact.b)', pair)).toMatchObject({
          value: true,
        });
      }),
    );
  });

  it('made of garbage ends without throwing', () => {
    const words = fc.constantFrom(
      'contact',
      '.name',
      '.tags',
      ' == ',
      ' && ',
      '(',
      ')',
      '"x"',
      '1',
      '!',
      '.exists(t, t',
      '[0]',
      ' ? ',
      ' : ',
      '{',
      '}',
      'in',
      '.size()',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 30 }).map((parts) => parts.join('')),
        ),
        (source) => {
          const compiled = compileCondition(source);
          if ('problem' in compiled) return compiled.problem !== '';
          const verdict = compiled.condition.evaluate(scope);
          return 'unknown' in verdict ? verdict.unknown !== '' : typeof verdict.value === 'boolean';
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('a key', () => {
  function keyOf(source: string) {
    const compiled = compileExpression(source);
    if ('problem' in compiled) throw new Error(compiled.problem);
    return compiled.expression.evaluate(scope);
  }

  it.each([
    ['contact.email', 'dana@globex.example'],
    ['contact.email + "/" + deal.currency', 'dana@globex.example/EUR'],
    ['deal.amount', '1500000'],
    ['contact.doNotContact', 'false'],
  ])('%s is %s', (source, value) => {
    expect(keyOf(source)).toMatchObject({ value });
  });

  it.each([
    ['contact.title', 'contact.title is empty here'],
    ['contact.tags', 'the key gives a list or map, not a text or a number'],
    ['task.title', 'there is no task here'],
  ])('%s tells nothing apart', (source, unknown) => {
    expect(keyOf(source)).toEqual({ unknown });
  });
});
