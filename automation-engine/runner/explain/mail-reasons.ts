/** What would hold up the mails and limited actions of a recipe, if it came to them now. */
import type { WhyNotReason } from '../../../shared/model/automation.ts';
import type { Contact } from '../../../shared/model/contact.ts';
import { fullCap } from '../../campaigns/caps.ts';
import { reasonOfPerson } from '../../campaigns/may-send.ts';
import { branchesOf, type ActionStep, type Recipe, type Step } from '../../recipe-language/recipe.ts';
import { windowSchema } from '../../recipe-language/schema.ts';
import { buildScope } from '../../recipe-language/scope.ts';
import { timeText } from '../../schedule/clock.ts';
import { dayOf, nextDayStart } from '../../schedule/due-times.ts';
import { hoursText, shutNow } from '../take-wait.ts';
import type { Explaining } from './explaining.ts';

const CHANNEL = 'email';
const MAILS = ['send-mail', 'draft-mail'];
const PURPOSES = ['service', 'marketing'] as const;

export async function mailReasons(explaining: Explaining, recipe: Recipe, contact: Contact): Promise<WhyNotReason[]> {
  const mails = actionsOf(recipe.steps).filter(({ action }) => MAILS.includes(action));
  if (mails.length === 0) return [];
  const { db, clock } = explaining.core;
  const now = clock.now();
  const recipient = contact.primaryEmail ?? Object.keys(contact.emails)[0];
  if (recipient === undefined)
    return [{ kind: 'no-address', text: `${contact.name ?? 'This contact'} has no mail address` }];
  const reasons: WhyNotReason[] = [];
  const purposes = PURPOSES.filter((one) => mails.some(({ params }) => (params['purpose'] ?? 'marketing') === one));
  for (const purpose of purposes) {
    const text = await reasonOfPerson(db, { recipient, contact_id: contact.id }, { purpose });
    if (text !== undefined && !reasons.some((known) => known.text === text)) reasons.push({ kind: 'consent', text });
  }
  const full = purposes.includes('marketing')
    ? await fullCap(db, { recipient, channel: CHANNEL }, explaining.caps ?? [], now)
    : undefined;
  if (full !== undefined) reasons.push({ kind: 'cap', text: full.reason, until: timeText(full.until) });
  return [...reasons, ...windowReasons(explaining, recipe, contact, mails)];
}

function windowReasons(
  { core, ownerZone, holidays = [] }: Explaining,
  recipe: Recipe,
  contact: Contact,
  mails: readonly ActionStep[],
): WhyNotReason[] {
  const now = core.clock.now();
  const scope = buildScope({ records: { contact }, inputs: {}, now });
  const shut = mails.flatMap(({ params }) => {
    const window = windowSchema.safeParse(params['window']);
    if (!window.success) return [];
    const found = shutNow({ scope, zone: ownerZone, now, holidays, recipe }, window.data);
    return found === undefined ? [] : [{ ...found, hours: hoursText(window.data) }];
  });
  const [first] = shut;
  if (first === undefined || shut.length < mails.length) return [];
  const until = first.opensAt === undefined ? {} : { until: timeText(first.opensAt) };
  const never = first.opensAt === undefined ? ', and there is no such time ahead' : '';
  return [{ kind: 'window', text: `Its mails go out ${first.hours} only${never}`, ...until }];
}

/** Actions that the recipe took as often today as it may. */
export async function limitReasons({ core, ownerZone, blocks }: Explaining, recipe: Recipe): Promise<WhyNotReason[]> {
  const now = core.clock.now();
  const rows = await core.db
    .selectFrom('action_counts')
    .select(['action', 'count'])
    .where('recipe_id', '=', recipe.id)
    .where('day', '=', dayOf(now, ownerZone))
    .execute();
  return recipe.capabilities.flatMap(({ action, perDay }): WhyNotReason[] => {
    const count = rows.find((row) => row.action === action)?.count ?? 0;
    if (perDay === undefined || count < perDay) return [];
    const what = blocks.actions.get(action)?.title ?? action;
    const text = `Its limit for today is reached: ${what}, ${perDay} a day`;
    return [{ kind: 'limit', text, until: timeText(nextDayStart(now, ownerZone)) }];
  });
}

const actionsOf = (steps: readonly Step[]): ActionStep[] =>
  steps.flatMap((step) => (step.type === 'action' ? [step] : branchesOf(step).flatMap(actionsOf)));
