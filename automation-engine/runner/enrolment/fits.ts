/** Who fits a recipe as things are now, asked as the matcher asks: its triggers, its conditions, its entry rule. Nothing is written. */
import type { LoggedEvent } from '../../../shared/model/event.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { buildScope } from '../../recipe-language/scope.ts';
import type { Memberships } from '../../schedule/segments.ts';
import type { Unit } from '../../unit.ts';
import { earlierOf } from '../enter-run.ts';
import { decideEntry } from '../entry-rule.ts';
import { createMatchIndex, matchEvent, type Matched } from '../match.ts';
import { asksWorld, worldOf } from '../world-of.ts';
import { candidatesFor, type Asking } from './candidates.ts';

/** A recipe, switched on or not, and what its conditions can ask. */
export interface Fitting extends Asking {
  hash: string;
  inputs: Record<string, FieldValue>;
  segments: Memberships;
}

export type Fit =
  /** What starts it; the place of the event is 0 when it never stood in the log. */
  { event: LoggedEvent; match: Matched } | { refused: string };

/** Those of these contacts whom the recipe wants; `refused` says why its entry rule does not let them in. */
export async function fitsNow(unit: Unit, fitting: Fitting, contactIds: readonly string[]): Promise<Map<string, Fit>> {
  const { recipe, hash, inputs } = fitting;
  const candidates = await candidatesFor(unit, fitting, contactIds);
  const ids = contactIds.filter((id) => candidates.has(id));
  await unit.records.load('contact', ids);
  if (asksWorld(recipe)) await unit.heard.load(ids);
  // Whenever it happened, and though most of it has no place in the log.
  const index = createMatchIndex(fitting.blocks, [{ recipe, hash, inputs, enabledAfterSeq: -1 }]);
  const fits = new Map<string, Fit>();
  for (const contactId of ids) {
    const contact = await unit.records.typed('contact', contactId);
    if (contact === undefined) continue;
    const world = worldOf(unit, fitting, contact);
    const now = unit.core.clock.now();
    for (const event of candidates.get(contactId) ?? []) {
      const [match] = matchEvent(
        index,
        event,
        (given) => buildScope({ event, records: {}, inputs: given, now }),
        world,
      );
      if (match === undefined) continue;
      fits.set(contactId, 'refused' in match ? { refused: match.refused } : { event, match });
      break;
    }
  }
  await unit.runs.entries.load([...fits.values()].flatMap((fit) => ('refused' in fit ? [] : startOf(fit))));
  for (const [contactId, fit] of fits) {
    const refused = 'refused' in fit ? fit.refused : await refusedEntry(unit, fit);
    if (refused !== undefined) fits.set(contactId, { refused });
  }
  return fits;
}

type Wanted = Exclude<Fit, { refused: string }>;

const startOf = ({ event, match }: Wanted) => ({
  recipeId: match.active.recipe.id,
  key: match.key,
  eventSeq: event.seq,
});

/** Unlike an event, an enrolment neither restarts nor queues behind what is under way: they are in it already. */
async function refusedEntry(unit: Unit, fit: Wanted): Promise<string | undefined> {
  const start = startOf(fit);
  const { recipe } = fit.match.active;
  const earlier = await earlierOf(unit, recipe, start);
  if (earlier.underWay.length > 0) return 'a run of theirs is under way';
  if (unit.runs.entries.isStarted(start)) return 'what it starts by had its run';
  const decision = decideEntry(recipe.entry, earlier, unit.core.clock.now());
  return 'refused' in decision ? decision.refused : undefined;
}
