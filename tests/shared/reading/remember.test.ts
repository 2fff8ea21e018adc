import { expect, it } from 'vitest';
import { remember } from '../../../shared/reading/remember.ts';

it('computes once for each text, also where nothing comes out', () => {
  const asked: string[] = [];
  const find = remember((text) => {
    asked.push(text);
    return text === 'a' ? 1 : undefined;
  });
  expect(['a', 'b', 'a', 'b'].map(find)).toEqual([1, undefined, 1, undefined]);
  expect(asked).toEqual(['a', 'b']);
});

it('keeps neither long texts nor more than it must', () => {
  let count = 0;
  const ask = remember(() => ++count);
  const long = 'x'.repeat(101);
  expect([ask(long), ask(long)]).toEqual([1, 2]);
  for (let at = 0; at < 5_001; at++) ask(String(at));
  const before = count;
  ask('0');
  expect(count).toBe(before + 1);
});
