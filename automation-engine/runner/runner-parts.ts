/** What a runner is made of, besides the core. */
import type { Cap } from '../campaigns/read-caps.ts';
import type { Channel } from '../channels/define-channel.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import type { Memberships } from '../schedule/segments.ts';
import type { RecipeSource } from './recipe-source.ts';

export interface RunnerParts {
  library: RecipeSource;
  blocks: Blocks;
  /** By id; `email` is the one that mails go through. */
  channels: ReadonlyMap<string, Channel>;
  /** IANA zone of the engine's owner: business days, days of limits, timetables without a zone of their own. */
  ownerZone: string;
  /** Pause dates of the engine's owner, besides those of recipes: see schedule/workdays.ts. */
  holidays?: readonly string[];
  /** How many mails one address may get: see campaigns/caps.ts. */
  caps?: readonly Cap[];
  /** For more contacts than this a recipe begins only after a person's yes: see blast-radius.ts. No limit without it. */
  blastRadius?: number;
  /** The sender of mails; without one, mails wait until it is configured. */
  mailFrom?: { name?: string; address: string };
  /** Look at the database once a minute, whatever the timers say; on unless switched off (a clock that stands still has no use for it). */
  heartbeat?: boolean;
}

/** With what the runner makes itself. */
export interface RunnerTools extends RunnerParts {
  segments: Memberships;
}
