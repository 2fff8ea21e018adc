import { describe, expect, it } from 'vitest';
import { assignPairs, clusterPairs } from '../../../../shared/reading/matching/match-clusters.ts';

const pair = (left: number, right: number, logit: number) => ({ left, right, logit });

describe('clusterPairs', () => {
  it('joins what is joined by pairs', () => {
    expect(clusterPairs([pair(0, 1, 5), pair(1, 2, 4), pair(3, 4, 1), pair(5, 6, -1)], () => -1)).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it('breaks a chain whose ends disagree', () => {
    expect(clusterPairs([pair(0, 1, 5), pair(1, 2, 2)], () => -9)).toEqual([[0, 1]]);
  });
});

describe('assignPairs', () => {
  it('gives each record the surest partner once', () => {
    const found = assignPairs([pair(0, 9, 3), pair(1, 9, 5), pair(0, 8, 1), pair(2, 7, -2)]);
    expect(found).toEqual([pair(1, 9, 5), pair(0, 8, 1)]);
  });
});
