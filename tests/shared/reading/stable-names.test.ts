import { describe, expect, it } from 'vitest';
import { looksGenerated, stablePart } from '../../../shared/reading/stable-names.ts';

describe('a name', () => {
  it.each([
    'team-member',
    'memberName',
    'card__title',
    'email',
    'profile-card',
    'col-2',
    'h-card',
    'p-name',
    'contact_details',
  ])('%s was given by a person', (name) => expect(looksGenerated(name)).toBe(false));
  it.each([
    'css-1x9ab2',
    'sc-bdVaJa',
    'x1lliihq',
    '_3kfDz',
    'jss142',
    'ember1204',
    'kXyZaB',
    'Card_name__3Xk2a',
    'post-18273',
    'a',
    'gF',
    ':r1:',
    'md:w-1/2',
    'svelte-tvthlp',
    'qkzwxjv',
    '',
  ])('%s was made by a tool', (name) => expect(looksGenerated(name)).toBe(true));
  it('keeps its steady part', () => {
    expect(['Card_name__3Xk2a', 'css-1x9ab2', 'sc-bdVaJa', 'team'].map(stablePart)).toEqual([
      'Card_name__',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
