/** Lets another recipe in for the contact of a run, as if what started this run had started that one. */
import type { LoggedEvent, NewEvent } from '../../shared/model/event.ts';
import { buildScope, carriedContact } from '../recipe-language/scope.ts';
import { timeText } from '../schedule/clock.ts';
import type { Unit } from '../unit.ts';
import { enter, type Entered } from './enter-run.ts';
import { keyOf } from './judge.ts';
import { inputsOf } from './match.ts';
import type { RecipeSource } from './recipe-source.ts';
import type { RunRow } from './run-writes.ts';
import type { Versions } from './versions.ts';
import { asksWorld, worldOf, type Worldly } from './world-of.ts';

/** @param origin what started the run: the other recipe sees it too */
export async function startOther(
  unit: Unit,
  parts: Worldly & { library: RecipeSource; versions: Versions },
  { run, origin, recipe: id }: { run: RunRow; origin: LoggedEvent; recipe: string },
): Promise<Entered> {
  const { core, events, commits, heard } = unit;
  const { library, versions } = parts;
  const active = library.active().find(({ recipe }) => recipe.id === id);
  if (active === undefined) return { refused: `the recipe "${id}" is not switched on, or there is none` };
  const inputs = inputsOf(active.recipe, active.inputs);
  const now = core.clock.now();
  const contact = carriedContact(origin);
  if (contact !== undefined && asksWorld(active.recipe)) await heard.load([contact.id]);
  const scope = buildScope({ event: origin, records: {}, inputs, now });
  const found = keyOf(active.recipe.entry.key, scope, worldOf(unit, parts, contact));
  if ('unknown' in found) return { refused: `the entry of "${id}" has no key: ${found.unknown}` };
  const request: NewEvent = {
    id: core.newId(),
    type: 'recipe.requested',
    at: timeText(now),
    ...(run.contact_id === null ? {} : { contactId: run.contact_id }),
    cause: { runId: run.id, depth: run.depth + 1 },
    data: { recipeId: id, ofSeq: origin.seq },
  };
  const seq = events.append(request);
  commits.recorded([seq]);
  return enter(unit, versions, { ...request, seq, recordedAt: timeText(now) }, { active, inputs, key: found.key });
}
