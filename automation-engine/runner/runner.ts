/** Everything that makes recipes run: finds what events start, takes steps, sends mails, keeps timetables. */
import type { Channel } from '../channels/define-channel.ts';
import type { Core } from '../core.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import type { RecipeSource } from './recipe-source.ts';

export interface RunnerParts {
  library: RecipeSource;
  blocks: Blocks;
  /** By id; `email` is the one that mails go through. */
  channels: ReadonlyMap<string, Channel>;
  /** IANA zone of the engine's owner: business days, days of limits, timetables without a zone of their own. */
  ownerZone: string;
  /** The sender of mails; without one, mails wait until it is configured. */
  mailFrom?: { name?: string; address: string };
  /** Look at the database once a minute, whatever the timers say; on unless switched off (a clock that stands still has no use for it). */
  heartbeat?: boolean;
}

export interface Runner {
  /** Puts right what a crash left behind, and begins. */
  start(): Promise<void>;
  /** Ends after the work in hand; nothing new is begun. */
  stop(): Promise<void>;
  /** Resolves when nothing can be done before the clock moves. */
  settle(): Promise<void>;
}

export function createRunner(_core: Core, _parts: RunnerParts): Runner {
  throw new Error('the runner is not written yet');
}
