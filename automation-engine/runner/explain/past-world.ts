/** The world as conditions could ask it at a moment: with the rules of today, and nothing that was heard since. */
import { timeOfId } from '../../../shared/model/ids.ts';
import type { Contact } from '../../../shared/model/contact.ts';
import { listForContact } from '../../records/read.ts';
import type { Heard } from '../../records/heard.ts';
import type { World } from '../../recipe-language/world.ts';
import { timeText } from '../../schedule/clock.ts';
import { worldOf } from '../world-of.ts';
import type { Explaining } from './explaining.ts';

/** @param now Unix milliseconds */
export type WorldAt = (now: number, contact: Contact | undefined) => World;

export async function worldsOf({ core: { db }, ownerZone, segments }: Explaining, contactId: string): Promise<WorldAt> {
  const said = (await listForContact(db, 'interaction', contactId))
    .filter(({ runId }) => runId === undefined)
    .map(({ id, at, ...rest }) => ({ ...rest, millis: at === undefined ? timeOfId(id) : Date.parse(at) }));
  return (now, contact) => {
    const latest: Heard['latest'] = (id, channel, direction) => {
      if (id !== contactId) throw new Error('only this contact can be asked for its interactions');
      const heard = said.filter(
        (one) =>
          one.millis <= now &&
          (channel === undefined || one.channel === channel) &&
          (direction === undefined || one.direction === direction),
      );
      return heard.length === 0 ? undefined : timeText(Math.max(...heard.map(({ millis }) => millis)));
    };
    return worldOf({ core: { clock: { now: () => now } }, heard: { latest } }, { ownerZone, segments }, contact);
  };
}
