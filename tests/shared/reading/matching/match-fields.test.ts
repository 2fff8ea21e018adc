import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareValue, type FieldKind } from '../../../../shared/reading/matching/field-values.ts';
import { compareCells, levels, MISSING } from '../../../../shared/reading/matching/match-fields.ts';

const kinds: FieldKind[] = ['name', 'company', 'text', 'code', 'date', 'email', 'phone', 'link'];

const cell = (kind: FieldKind, ...texts: string[]) =>
  texts.map((text) => prepareValue(kind, text)).filter((value) => value !== undefined);

function levelOf(kind: FieldKind, a: string, b: string): string {
  const level = compareCells(kind, cell(kind, a), cell(kind, b));
  return level === MISSING ? 'missing' : levels[level];
}

describe('compareCells', () => {
  it.each([
    ['name', 'Dana Whitfield', 'WHITFIELD, Dana', 'equal'],
    ['name', 'Dana Whitfield', 'Dana Whitfeild', 'near'],
    ['name', 'Whitfield Dana', 'Dana Whitfield', 'near'],
    ['name', 'Bob', 'Robert', 'similar'],
    ['name', 'D', 'Dana', 'similar'],
    ['name', 'José Müller', 'Jose Muller', 'equal'],
    ['name', 'Dana', 'Tom', 'differs'],
    ['name', 'n/a', 'Tom', 'missing'],
    ['company', 'Globex Ltd', 'Globex GmbH', 'equal'],
    ['company', 'Globex', 'Globex Industries', 'similar'],
    ['text', 'winston hills', 'winstonhills', 'near'],
    ['text', '12 Mill Lane', '12 Mill Lnae', 'near'],
    ['code', '2040', '2400', 'near'],
    ['code', '2040', '9137', 'differs'],
    ['date', '1974-03-09', '9.3.1974', 'equal'],
    ['date', '1974-03-09', '1974-09-03', 'near'],
    ['date', '1974-03-09', '1974-03-21', 'similar'],
    ['date', '1974-03-09', '1981-11-21', 'differs'],
    ['email', 'dana@googlemail.com', 'd.a.n.a+x@gmail.com', 'equal'],
    ['email', 'dana.whitfield@globex.test', 'dana.whitfield@initech.test', 'near'],
    ['email', 'dana@globex.test', 'tom@globex.test', 'differs'],
    ['phone', '+44 20 7946 0000', '(020) 7946 0000', 'equal'],
    ['link', 'https://www.social.test/in/dana/', 'social.test/in/Dana?from=mail', 'equal'],
  ] as const)('takes a %s %j and %j for %s', (kind, a, b, level) => {
    expect(levelOf(kind, a, b)).toBe(level);
  });

  it('takes the best of several values', () => {
    const one = cell('email', 'dana@globex.test', 'dw@mail.test');
    const other = cell('email', 'whitfield@initech.test', 'dw@mail.test');
    expect(compareCells('email', one, other)).toBe(levels.indexOf('equal'));
  });

  it('is symmetric, equal to itself, and never throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('dana', 'dan', 'whitfield', '1974', '-03', '@', '.', ' ', 'globex', '+'), {
          maxLength: 6,
        })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), text, text, (kind, a, b) => {
        const [one, other] = [cell(kind, a), cell(kind, b)];
        expect(compareCells(kind, one, other)).toBe(compareCells(kind, other, one));
        expect(compareCells(kind, one, one)).toBe(one.length === 0 ? MISSING : levels.indexOf('equal'));
      }),
    );
  });
});
