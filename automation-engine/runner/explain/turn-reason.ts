/** What an enrolment has to do with a contact: when their turn comes, or why they were left out. */
import type { WhyNotReason } from '../../../shared/model/automation.ts';
import { timeText } from '../../schedule/clock.ts';
import { turnOf } from '../enrolment/plan.ts';
import type { Explaining } from './explaining.ts';

export async function turnReasons(
  { core: { db } }: Explaining,
  recipeId: string,
  contactId: string,
): Promise<WhyNotReason[]> {
  const plan = await db.selectFrom('enrolments').selectAll().where('recipe_id', '=', recipeId).executeTakeFirst();
  const turn = await db
    .selectFrom('enrolled_contacts')
    .select(['nth', 'state', 'reason'])
    .where('recipe_id', '=', recipeId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  if (plan === undefined || turn === undefined || turn.state === 'entered') return [];
  const since = { since: plan.asked_at };
  const leftOut = turn.reason ?? plan.end_reason;
  if (leftOut !== null)
    return [{ kind: 'enrolment', text: `Left out of those who were enrolled: ${leftOut}`, ...since }];
  const until = timeText(turnOf(plan, turn.nth));
  return [
    {
      kind: 'enrolment',
      text: 'It is to begin for them, for they matched already, when their turn comes',
      ...since,
      until,
    },
  ];
}
