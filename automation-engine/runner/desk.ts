/** What people ask about runs and do with them, behind the routes. */
import { resolveMail, type Decision } from '../campaigns/resolve-mail.ts';
import type { Channel } from '../channels/define-channel.ts';
import { retryAll, retryRun, skipStep, stopRun, type ByHand } from './by-hand.ts';
import type { Explaining } from './explain/explaining.ts';
import { goalsReached } from './explain/goals.ts';
import { timelineOf } from './explain/timeline.ts';
import { whyNot } from './explain/why-not.ts';
import type { Person } from './person.ts';
import type { RecipeSource } from './recipe-source.ts';
import { segmentsOf } from './segment-users.ts';
import { createVersions } from './versions.ts';

export interface Desk {
  retry(runId: string, by: Person): Promise<ByHand>;
  skip(runId: string, by: Person): Promise<ByHand>;
  stop(runId: string, by: Person): Promise<ByHand>;
  retryAll(recipeId: string, by: Person): ReturnType<typeof retryAll>;
  whyNot(recipeId: string, contactId: string): ReturnType<typeof whyNot>;
  goalsReached(recipeIds: readonly string[]): ReturnType<typeof goalsReached>;
  /** The titles of the recipes that are on, by the segments that they name. */
  segmentUsers(): ReadonlyMap<string, string[]>;
  timeline(recipeId: string, days: number): ReturnType<typeof timelineOf>;
  resolveMail(ledgerId: string, decision: Decision, by: Person): Promise<ByHand>;
}

export interface DeskParts extends Omit<Explaining, 'find'> {
  library: RecipeSource & Pick<Explaining, 'find'>;
  channels: ReadonlyMap<string, Channel>;
}

export function createDesk(parts: DeskParts): Desk {
  const { core, library, channels } = parts;
  const handling = { core, versions: createVersions(library), channels };
  const explaining = { ...parts, find: library.find };
  return {
    retry: (id, by) => retryRun(handling, id, by),
    skip: (id, by) => skipStep(handling, id, by),
    stop: (id, by) => stopRun(handling, id, by),
    retryAll: (recipeId, by) => retryAll(handling, recipeId, by),
    resolveMail: (id, decision, by) => resolveMail(handling, id, decision, by),
    goalsReached: (ids) =>
      goalsReached(
        core.db,
        ids.flatMap((id) => library.find(id)?.recipe ?? []),
      ),
    segmentUsers() {
      const users = new Map<string, string[]>();
      for (const { recipe } of library.active())
        for (const slug of segmentsOf(recipe, parts.blocks))
          users.set(slug, [...(users.get(slug) ?? []), recipe.title]);
      return users;
    },
    timeline: (recipeId, days) => timelineOf(explaining, recipeId, days),
    whyNot: (recipeId, contactId) => whyNot(explaining, recipeId, contactId),
  };
}
