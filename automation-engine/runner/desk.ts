/** What people ask about runs and do with them, behind the routes. */
import { resolveMail, type Decision } from '../campaigns/resolve-mail.ts';
import type { Channel } from '../channels/define-channel.ts';
import type { Core } from '../core.ts';
import { retryAll, retryRun, skipStep, stopRun, type ByHand } from './by-hand.ts';
import type { Person } from './person.ts';
import type { RecipeSource } from './recipe-source.ts';
import { createVersions } from './versions.ts';

export interface Desk {
  retry(runId: string, by: Person): Promise<ByHand>;
  skip(runId: string, by: Person): Promise<ByHand>;
  stop(runId: string, by: Person): Promise<ByHand>;
  retryAll(recipeId: string, by: Person): ReturnType<typeof retryAll>;
  resolveMail(ledgerId: string, decision: Decision, by: Person): Promise<ByHand>;
}

export interface DeskParts {
  core: Core;
  library: RecipeSource;
  channels: ReadonlyMap<string, Channel>;
}

export function createDesk({ core, library, channels }: DeskParts): Desk {
  const handling = { core, versions: createVersions(library), channels };
  return {
    retry: (id, by) => retryRun(handling, id, by),
    skip: (id, by) => skipStep(handling, id, by),
    stop: (id, by) => stopRun(handling, id, by),
    retryAll: (recipeId, by) => retryAll(handling, recipeId, by),
    resolveMail: (id, decision, by) => resolveMail(handling, id, decision, by),
  };
}
