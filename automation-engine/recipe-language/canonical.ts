/**
 * One text for one value, whatever the order of its keys: what recipes are hashed by. The rules of RFC 8785: no white space, keys in
 * the order of their UTF-16 units, numbers and strings as ECMAScript writes them.
 */
import { createHash } from 'node:crypto';
import type { Recipe } from './recipe.ts';

/** Any JSON value; what is `undefined` is left out, as in `JSON.stringify`. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}`);
  return JSON.stringify(value) ?? 'null';
}

/** SHA-256 in hex of the recipe's canonical form: a run is pinned to it. */
export const hashRecipe = (recipe: Recipe): string => createHash('sha256').update(canonicalJson(recipe)).digest('hex');
