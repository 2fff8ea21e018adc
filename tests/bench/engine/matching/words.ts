/** The words that the recipes and the events of the bench have in common. */

const numbered = (word: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${word}-${n}`);

export const tags = numbered('topic', 4_000);
export const stages = numbered('stage', 600);
export const plans = numbered('plan', 800);
export const languages = ['en', 'de', 'fr', 'es', 'sv', 'he', 'ja', 'pl', 'it', 'nl'];
export const channels = ['email', 'call', 'meeting', 'chat', 'form'];

/** Numbers from 0 up to 1 that look like chance and are the same in every run (mulberry32). */
export function createDice(seed: number): <T>(from: readonly T[]) => T {
  let state = seed;
  return (from) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const item = from[((mixed ^ (mixed >>> 14)) >>> 0) % from.length];
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  };
}
