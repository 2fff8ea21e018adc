import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeIn } from '../../../../extension/ui/segments/place-in.ts';

it.each([
  ['contact.langage == "sv"', 8, { line: 1, column: 9, before: 'contact.', there: 'langage', behind: ' == "sv"' }],
  ['contact.langage', 7, { line: 1, column: 8, before: 'contact', there: '.langage', behind: '' }],
  ['a &&\n  b == "x y"', 12, { line: 2, column: 8, before: '  b == ', there: '"x y"', behind: '' }],
  ['a &&', 4, { line: 1, column: 5, before: 'a &&', there: ' ', behind: '' }],
  ['a && )', 5, { line: 1, column: 6, before: 'a && ', there: ')', behind: '' }],
])('finds the word in %j at %i', (text, offset, place) => {
  expect(placeIn(text, offset)).toEqual(place);
});

it('gives the whole line back, wherever it is asked', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.nat(70), (text, offset) => {
      const { line, before, there, behind } = placeIn(text, offset);
      expect(text.split('\n')[line - 1]).toBe((before + there + behind).slice(0, text.split('\n')[line - 1]?.length));
    }),
  );
});
