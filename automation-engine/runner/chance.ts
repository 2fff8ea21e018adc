/** Chance that is always the same for the same thing: splits and spreads ask it, and a run that is replayed falls the same way. */
import { createHash } from 'node:crypto';

const PARTS = 2 ** 48;

/** From 0 up to but not 1, evenly spread over what differs in any of the parts. */
export function stableChance(...parts: readonly string[]): number {
  // Each part with its length, so that no two lists of parts read the same.
  const text = parts.map((part) => `${part.length}:${part}`).join('');
  return createHash('sha256').update(text).digest().readUIntBE(0, 6) / PARTS;
}
