/** The world as conditions could ask it when an event was recorded: with the rules of today, and nothing that was heard since. */
import { timeOfId } from '../../../shared/model/ids.ts';
import type { LoggedEvent } from '../../../shared/model/event.ts';
import { listForContact } from '../../records/read.ts';
import type { Heard } from '../../records/heard.ts';
import type { Recipe } from '../../recipe-language/recipe.ts';
import { carriedContact } from '../../recipe-language/scope.ts';
import type { World } from '../../recipe-language/world.ts';
import { timeText } from '../../schedule/clock.ts';
import { asksWorld, worldOf } from '../world-of.ts';
import type { Explaining } from './explaining.ts';

export type WorldAt = (event: LoggedEvent) => World;

export async function worldsOf(
  { core: { db }, ownerZone, segments }: Explaining,
  { recipe, contactId }: { recipe: Recipe; contactId: string },
): Promise<WorldAt> {
  const all = asksWorld(recipe) ? await listForContact(db, 'interaction', contactId) : [];
  const said = all
    .filter(({ runId }) => runId === undefined)
    .map(({ id, at, ...rest }) => ({ ...rest, millis: at === undefined ? timeOfId(id) : Date.parse(at) }));
  return (event) => {
    const now = Date.parse(event.recordedAt);
    const latest: Heard['latest'] = (id, channel, direction) => {
      if (id !== contactId) throw new Error('only the contact of this event can be asked for its interactions');
      const heard = said.filter(
        (one) =>
          one.millis <= now &&
          (channel === undefined || one.channel === channel) &&
          (direction === undefined || one.direction === direction),
      );
      return heard.length === 0 ? undefined : timeText(Math.max(...heard.map(({ millis }) => millis)));
    };
    return worldOf(
      { core: { clock: { now: () => now } }, heard: { latest } },
      { ownerZone, segments },
      carriedContact(event),
    );
  };
}
