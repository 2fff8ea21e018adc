/** A small share of what `npm run fuzz` plays, the same every time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { playCase } from '../../fuzz/play-case.ts';
import { casesOf } from '../../fuzz/recipes.ts';
import { createReusedStorage } from '../../fuzz/reused-storage.ts';

const blocks = await loadBlocks();
const database = await createReusedStorage();

describe('a random recipe', () => {
  it('is refused with places and hints, or runs to its end', async () => {
    const seen = { refused: 0, accepted: 0, started: 0 };
    await fc.assert(
      fc.asyncProperty(casesOf(blocks), async (one) => {
        const outcome = await playCase(one, blocks, database);
        if ('refused' in outcome) seen.refused++;
        else {
          seen.accepted++;
          seen.started += outcome.ran;
        }
      }),
      { seed: 4, numRuns: 60 },
    );
    // Random recipes that are all wrong, or that nothing starts, would show little.
    expect(Math.min(seen.refused, seen.accepted)).toBeGreaterThan(15);
    expect(seen.started).toBeGreaterThan(3);
  }, 60_000);
});
