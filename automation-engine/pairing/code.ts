/** Pairing codes as people type them: eight characters in two groups, from an alphabet without look-alikes. */
import { createHash } from 'node:crypto';

/** Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U. 32 letters, so a random byte fits without a bias. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

type Random = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array;

/** Forty bits of chance: `K7QM-2XRP`. */
export function makeCode(random: Random): string {
  const letters = Array.from(random(new Uint8Array(LENGTH)), (byte) => ALPHABET.charAt(byte & 31)).join('');
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}

/** SHA-256 of what was meant: case, dashes and spaces do not count, O is read as 0, I and L as 1. */
export function hashCode(typed: string): Buffer {
  const meant = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return createHash('sha256').update(meant).digest();
}

/** A token: 32 random bytes, as text for a header. */
export const makeToken = (random: Random): string => Buffer.from(random(new Uint8Array(32))).toString('base64url');

/** What the engine keeps of a token. A hash without salt or stretching is enough for 256 bits of chance. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
