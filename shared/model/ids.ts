/**
 * Record identifiers: UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then chance. They sort by
 * creation time, so an index on the id is also one on age, and a device can make them without asking anyone.
 */
import { z } from 'zod';

/** A UUIDv7 in its lower-case text form. */
export const idSchema = z.uuidv7();
export type Id = z.infer<typeof idSchema>;

/** Makes ids; time and chance are passed in, so tests are repeatable. */
export type NewId = () => Id;

/** Where ids get their time and their chance from. */
export interface IdSource {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /** Fills the array with random bytes and returns it, as `crypto.getRandomValues` does. */
  random(bytes: Uint8Array<ArrayBuffer>): Uint8Array;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex = (byte: number | undefined): string => HEX[byte ?? 0] ?? '';

/**
 * The UUIDv7 of a time and ten bytes. Pass a digest of a natural key (a Message-ID, say) instead of chance, and every device
 * gives the same thing the same id: that is how one message seen in two webmails stays one interaction.
 * @param millis Unix milliseconds, 0 to 2^48 - 1
 * @param bytes at least ten bytes; the rest is ignored
 */
export function idFrom(millis: number, bytes: Uint8Array): Id {
  if (bytes.length < 10) throw new RangeError(`an id needs 10 bytes, got ${bytes.length}`);
  const wall = Math.min(Math.max(Math.trunc(millis) || 0, 0), 2 ** 48 - 1);
  const time = wall.toString(16).padStart(12, '0');
  const version = 0x70 | ((bytes[0] ?? 0) & 0x0f);
  const variant = 0x80 | ((bytes[2] ?? 0) & 0x3f); // of RFC 9562
  let tail = '';
  for (let at = 4; at < 10; at++) tail += hex(bytes[at]);
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex(version)}${hex(bytes[1])}-${hex(variant)}${hex(bytes[3])}-${tail}`;
}

/**
 * A maker of ids that never go back: within one millisecond, or when the wall clock steps back, the last id's time is kept
 * and its chance is counted up (RFC 9562, section 6.2, method 2), so ids made by one device sort in the order they were made.
 */
export function createIds(source: IdSource): NewId {
  let last = -1;
  let chance = new Uint8Array(10);
  return () => {
    const now = source.now();
    if (now > last) {
      last = now;
      chance = Uint8Array.from(source.random(new Uint8Array(10)));
      chance[3] = (chance[3] ?? 0) & 0x7f; // room to count up within the millisecond
    } else {
      for (let at = 9; at >= 3; at--) {
        const byte = ((chance[at] ?? 0) + 1) & 0xff;
        chance[at] = byte;
        if (byte !== 0) break;
      }
    }
    return idFrom(last, chance);
  };
}

/** The Unix milliseconds in an id: when its record was made, by that device's clock. */
export function timeOfId(id: Id): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
