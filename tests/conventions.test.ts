/** The conventions of the repository, held by reading its tree. Each rule is a file's export in conventions/; its test plants violations. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from './conventions/rules.ts';
import { readTree } from './conventions/tree.ts';

const tree = readTree(resolve(import.meta.dirname, '..'));

describe('the repository', () => {
  it.each(rules)('$says', ({ rule }) => {
    expect(rule(tree)).toEqual([]);
  });
});
