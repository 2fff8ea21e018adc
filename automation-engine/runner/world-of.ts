/** The world as a condition can ask it inside a unit of work: all that may be asked was fetched before. */
import type { Contact } from '../../shared/model/contact.ts';
import { canonicalJson } from '../recipe-language/canonical.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import type { World } from '../recipe-language/world.ts';
import type { Memberships } from '../schedule/segments.ts';
import type { Heard } from '../records/heard.ts';
import type { Clock } from '../schedule/clock.ts';

/** What the runner is asked about. */
export interface Worldly {
  /** IANA */
  ownerZone: string;
  segments: Memberships;
}

/** A unit of work, or a moment that is past. */
export interface Asking {
  core: { clock: Pick<Clock, 'now'> };
  heard: Pick<Heard, 'latest'>;
}

const asking = new WeakMap<Recipe, boolean>();

/** Whether a condition of the recipe may ask for more than it sees: then load `unit.heard` for the contact first. */
export function asksWorld(recipe: Recipe): boolean {
  const known = asking.get(recipe);
  if (known !== undefined) return known;
  const found = /\b(?:inSegment|lastInteraction)\b/.test(canonicalJson(recipe));
  asking.set(recipe, found);
  return found;
}

/** The segments that its conditions name. */
export const segmentsAskedBy = (recipe: Recipe): Set<string> => segmentsIn(canonicalJson(recipe));

/** Those that a condition names, also one that is quoted. */
export const segmentsIn = (text: string): Set<string> =>
  new Set([...text.matchAll(/\binSegment\s*\([^,]+,\s*(?:\\?"|')([a-z0-9-]+)/g)].map(([, slug = '']) => slug));

/**
 * Segments are asked of the contact as the condition sees it, by their own rule: so the answer is right before the members are brought up to
 * date, and for a contact as it was when an event happened.
 */
export function worldOf(
  { core, heard }: Asking,
  { ownerZone, segments }: Worldly,
  contact: Contact | undefined,
): World {
  return {
    zone: ownerZone,
    inSegment(contactId, segment) {
      if (contact?.id !== contactId)
        throw new Error('only the contact of this event or run can be asked for its segments');
      const looked = { contact, lastInteractionAt: heard.latest(contactId), now: core.clock.now() };
      const isIn = segments.isIn(segment, looked);
      if (isIn === undefined) throw new Error(`there is no segment "${segment}"`);
      return isIn;
    },
    lastInteractionAt: heard.latest,
  };
}
