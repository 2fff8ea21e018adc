/** Starts a recipe by hand, for one contact, as if the latest event that could have started it happened now. */
import type { LoggedEvent, NewEvent } from '../../shared/model/event.ts';
import type { Core, Tx } from '../core.ts';
import { readEvents } from '../event-log/read.ts';
import { readTyped } from '../records/read.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import { buildScope, carriedContact } from '../recipe-language/scope.ts';
import { timeText } from '../schedule/clock.ts';
import { inUnit, type Unit } from '../unit.ts';
import { enter, type Entered } from './enter-run.ts';
import { keyOf } from './judge.ts';
import { isAllStopped } from './kill-switch.ts';
import { inputsOf } from './match.ts';
import type { ActiveRecipe, RecipeSource } from './recipe-source.ts';
import type { Versions } from './versions.ts';
import { worldOf, type Worldly } from './world-of.ts';

export interface Requesting {
  core: Core;
  library: RecipeSource;
  blocks: Blocks;
  versions: Versions;
  parts: Worldly;
}

/** @param contactId recipes with a timetable need none */
export async function requestRun(requesting: Requesting, recipeId: string, contactId?: string): Promise<Entered> {
  const { core, parts, library, versions } = requesting;
  const active = library.active().find(({ recipe }) => recipe.id === recipeId);
  if (active === undefined) return { refused: `the recipe "${recipeId}" is not switched on, or there is none` };
  await versions.load([]);
  return inUnit(core, async (unit): Promise<Entered> => {
    if (await isAllStopped(unit.tx)) return { refused: 'all recipes are stopped: see larder resume all' };
    const origin = await originOf(unit.tx, requesting, active, contactId);
    if (typeof origin === 'string') return { refused: origin };
    const inputs = inputsOf(active.recipe, active.inputs);
    const scope = buildScope({ event: origin, records: {}, inputs, now: core.clock.now() });
    if (contactId !== undefined) await unit.heard.load([contactId]);
    const found = keyOf(active.recipe.entry.key, scope, worldOf(unit, parts, carriedContact(origin)));
    if ('unknown' in found) return { refused: `the entry has no key: ${found.unknown}` };
    const request = appendRequest(unit, active, origin);
    return enter(unit, versions, request, { active, inputs, key: found.key }, true);
  });
}

/** What the run is to see: the latest event of the contact that this recipe listens to; a timetable's is now. */
async function originOf(
  tx: Tx,
  { core, blocks }: Requesting,
  { recipe }: ActiveRecipe,
  contactId: string | undefined,
): Promise<LoggedEvent | NewEvent | string> {
  const types = [
    ...new Set(recipe.triggers.flatMap((use) => blocks.triggers.get(use.trigger)?.eventTypes(use.params) ?? [])),
  ];
  const now = timeText(core.clock.now());
  if (contactId === undefined) {
    if (!types.includes('schedule.due')) return `"${recipe.id}" runs for a contact: say which one`;
    const data = { recipeId: recipe.id, dueAt: now, zone: 'UTC' };
    return { id: core.newId(), type: 'schedule.due', at: now, cause: { depth: 0 }, data };
  }
  const contact = await readTyped(tx, 'contact', contactId);
  if (contact === undefined) return 'there is no such contact';
  const row = await tx
    .selectFrom('events')
    .select('seq')
    .where('contact_id', '=', contactId)
    .where('type', 'in', types)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const [event] = row === undefined ? [] : await readEvents(tx, { after: row.seq - 1, limit: 1 });
  const name = contact.name ?? 'this contact';
  return (
    event ?? `nothing happened to ${name} yet that "${recipe.id}" could start from: it listens to ${types.join(', ')}`
  );
}

function appendRequest(
  { core, events, commits }: Unit,
  { recipe }: ActiveRecipe,
  origin: LoggedEvent | NewEvent,
): LoggedEvent {
  const now = timeText(core.clock.now());
  // A timetable's event is for its recipe alone, so it can stand for itself.
  const event: NewEvent =
    'seq' in origin
      ? {
          id: core.newId(),
          type: 'recipe.requested',
          at: now,
          ...(origin.contactId === undefined ? {} : { contactId: origin.contactId }),
          cause: { depth: 0 },
          data: { recipeId: recipe.id, ofSeq: origin.seq },
        }
      : origin;
  const seq = events.append(event);
  commits.recorded([seq]);
  return { ...event, seq, recordedAt: now };
}
