/**
 * What every part of the engine is handed: the database, the clock, chance, the log and the signals. Made once in main.ts; made small
 * for the examples of recipes and for tests.
 */
import type { Kysely, Transaction } from 'kysely';
import type { HybridClock } from '../shared/model/hybrid-clock.ts';
import type { Id, NewId } from '../shared/model/ids.ts';
import type { Signals } from './event-log/signals.ts';
import type { Clock } from './schedule/clock.ts';
import type { Database } from './storage/schema.ts';

/** The part of pino's logger that the engine uses. */
export interface Log {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export type Tx = Transaction<Database>;

export interface Core {
  db: Kysely<Database>;
  clock: Clock;
  /** Ids of the engine's own making. */
  newId: NewId;
  /** Chance, as `crypto.getRandomValues` gives it. */
  random(bytes: Uint8Array<ArrayBuffer>): Uint8Array;
  /** The engine's id; it is the device of the mutations that runs make. */
  engineId: Id;
  /** Stamps of the engine's own mutations; it must be shown every stamp that is accepted. */
  stamps: HybridClock;
  signals: Signals;
  log: Log;
}
