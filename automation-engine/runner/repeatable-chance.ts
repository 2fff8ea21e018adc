/** Chance for worlds that are played and thrown away: the same bytes in every run. */
import { createHash } from 'node:crypto';
import type { Core } from '../core.ts';

/** @param world keeps the ids of one world apart from those of another that it is made of */
export function createRepeatableChance(world: string): Core['random'] {
  let count = 0;
  return (bytes) => {
    bytes.set(createHash('sha256').update(`${world}${count++}`).digest().subarray(0, bytes.length));
    return bytes;
  };
}
