/** Since when a contact is in a segment, or is not. */
import { sql } from 'kysely';
import type { WhyNotReason } from '../../../shared/model/automation.ts';
import type { Contact } from '../../../shared/model/contact.ts';
import type { Recipe } from '../../recipe-language/recipe.ts';
import type { Explaining } from './explaining.ts';
import type { WorldAt } from './past-world.ts';
import { dayWords } from './words.ts';

/** For each segment that the recipe's triggers wait for. */
export const segmentReasons = async (
  explaining: Explaining,
  recipe: Recipe,
  contact: Contact,
  worldAt: WorldAt,
): Promise<WhyNotReason[]> => {
  const reasons: WhyNotReason[] = [];
  for (const { trigger, params } of recipe.triggers) {
    const block = explaining.blocks.triggers.get(trigger);
    const segment = block?.segment?.(params);
    if (segment === undefined) continue;
    const wants = block?.eventTypes(params).includes('segment.left') === true ? 'out' : 'in';
    reasons.push(await memberReason(explaining, { contact, segment, worldAt, wants }));
  }
  return reasons;
};

export interface Membership {
  contact: Contact;
  segment: string;
  worldAt: WorldAt;
  /** Which change the recipe starts with, if it does. */
  wants?: 'in' | 'out';
}

export async function memberReason(
  { core: { db, clock }, segments, ownerZone }: Explaining,
  { contact, segment, worldAt, wants }: Membership,
): Promise<WhyNotReason> {
  const now = clock.now();
  const looked = { contact, lastInteractionAt: worldAt(now, contact).lastInteractionAt(contact.id), now };
  const isIn = segments.isIn(segment, looked);
  if (isIn === undefined) return { kind: 'segment', text: `There is no segment "${segment}"` };
  const last = await db
    .selectFrom('events')
    .select('at')
    .where('contact_id', '=', contact.id)
    .where('type', '=', isIn ? 'segment.entered' : 'segment.left')
    .where(sql`data_json ->> '$.segment'`, '=', segment)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const is = `${contact.name ?? 'This contact'} is ${isIn ? '' : 'not '}in the segment "${segment}"`;
  const since =
    last !== undefined
      ? `, since ${dayWords(last.at, ownerZone)}`
      : isIn
        ? ', and was when the segment was made'
        : ', and never was';
  const starts =
    wants === undefined
      ? ''
      : wants === 'in'
        ? isIn
          ? '. It starts for those who come in: they would have to leave first'
          : '. It starts when they come in'
        : isIn
          ? '. It starts when they leave'
          : '. It starts for those who leave';
  return { kind: 'segment', text: `${is}${since}${starts}`, ...(last === undefined ? {} : { since: last.at }) };
}
