import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  editDistance,
  isOneEdit,
  jaroWinkler,
  lettersApart,
  lettersOf,
  mostAlike,
  soundKey,
} from '../../../../shared/reading/matching/compare-text.ts';

/** Short words of few letters, so that likenesses occur. */
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', ' '), maxLength: 8 });

describe('jaroWinkler', () => {
  it.each([
    ['martha', 'marhta', 0.961],
    ['dixon', 'dicksonx', 0.813],
    ['dwayne', 'duane', 0.84],
    ['abc', 'xyz', 0],
    ['', 'a', 0],
    ['', '', 1],
  ])('gives %j and %j the likeness of Winkler’s paper', (a, b, expected) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(expected, 3);
  });

  it('is symmetric and never more than its bound', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(jaroWinkler(a, b)).toBe(jaroWinkler(b, a));
        if (a === '' || b === '' || a === b) return;
        expect(jaroWinkler(a, b)).toBeLessThanOrEqual(mostAlike(lettersOf(a), a.length, lettersOf(b), b.length) + 1e-9);
      }),
    );
  });
});

describe('editDistance', () => {
  it.each([
    ['whitfield', 'whitfeild', 1],
    ['kitten', 'sitting', 3],
    ['', 'ab', 2],
    ['abcdef', 'uvwxyz', 4],
  ])('of %j and %j', (a, b, expected) => {
    expect(editDistance(a, b, 3)).toBe(expected);
  });

  it('is symmetric, agrees with isOneEdit, and is no smaller than what the fingerprints say', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b, 20);
        expect(editDistance(b, a, 20)).toBe(distance);
        expect(isOneEdit(a, b)).toBe(distance <= 1);
        expect(lettersApart(lettersOf(a), lettersOf(b))).toBeLessThanOrEqual(distance);
      }),
    );
  });
});

describe('soundKey', () => {
  it.each([
    ['stephen', 'steven'],
    ['meyer', 'maier'],
    ['philipp', 'filip'],
    ['schmidt', 'schmitt'],
    ['catherine', 'katharine'],
  ])('brings %s and %s together', (a, b) => {
    expect(soundKey(a)).toBe(soundKey(b));
  });

  it('keeps other scripts apart', () => {
    expect(soundKey('山田')).not.toBe(soundKey('田中'));
  });
});
