/** When dates on records and silences start a recipe for a contact, or why they have no time ahead. */
import type { WhyNotReason } from '../../../shared/model/automation.ts';
import type { Contact } from '../../../shared/model/contact.ts';
import type { RecordState } from '../../../shared/model/record.ts';
import { createHeard } from '../../records/heard.ts';
import { listForContact, readState, readStates, readTyped } from '../../records/read.ts';
import type { Recipe } from '../../recipe-language/recipe.ts';
import { timeText } from '../../schedule/clock.ts';
import {
  dueAfter,
  timerRulesOf,
  valueFor,
  whereaboutsOf,
  type Around,
  type Due,
  type TimerRule,
} from '../../schedule/timer-rules.ts';
import type { Explaining } from './explaining.ts';
import { dayWords, fieldWords, upper } from './words.ts';

/** One for each trigger that waits for a time. */
export async function dueReasons(
  explaining: Explaining,
  recipe: Recipe,
  contact: Contact,
  isOn: boolean,
): Promise<WhyNotReason[]> {
  const rules = timerRulesOf(recipe, explaining);
  if (rules.length === 0) return [];
  const { core, ownerZone } = explaining;
  const { companyId } = contact;
  const heard = createHeard(core.db);
  await heard.load([contact.id]);
  const company = companyId === undefined ? undefined : await readTyped(core.db, 'company', companyId);
  const around = {
    starts: isOn ? 'it starts' : 'it would start',
    heard,
    ownerZone,
    whereabouts: whereaboutsOf(contact, company),
  };
  const reasons: WhyNotReason[] = [];
  for (const rule of rules) {
    const states = await statesFor(explaining, rule, contact);
    const now = core.clock.now();
    reasons.push(
      rule.silence === undefined ? dateReason(rule, states, around, now) : quietReason(rule, states, around, now),
    );
  }
  return reasons;
}

/** With how to say that it will. */
type Surroundings = Around & { starts: string };

/** The records whose dates the rule watches, as far as they are this contact's. */
async function statesFor(
  { core: { db } }: Explaining,
  { kind }: TimerRule,
  { id, companyId }: Contact,
): Promise<RecordState[]> {
  if (kind === 'deal' || kind === 'task')
    return readStates(
      db,
      kind,
      (await listForContact(db, kind, id)).map((record) => record.id),
    );
  const recordId = kind === 'contact' ? id : companyId;
  const state = recordId === undefined ? undefined : await readState(db, kind, recordId);
  return state === undefined ? [] : [state];
}

function dateReason(rule: TimerRule, states: readonly RecordState[], around: Surroundings, now: number): WhyNotReason {
  const field = fieldWords(rule.field);
  const of = rule.kind === 'contact' ? '' : ` of the ${rule.kind}`;
  const first = states
    .flatMap((state) => dueAfter(rule, state, around, now) ?? [])
    .reduce<Due | undefined>((least, due) => (least === undefined || due.at < least.at ? due : least), undefined);
  if (first !== undefined)
    return {
      kind: 'due',
      text: `The ${field}${of} is ${dayWords(first.value, first.zone)}, so ${around.starts} on ${dayWords(first.at, first.zone)}`,
      until: timeText(first.at),
    };
  const past = states.flatMap((state) => valueFor(rule, state, around.heard) ?? []).at(-1);
  return {
    kind: 'no-date',
    text:
      past === undefined
        ? `The ${field}${of} is not known, so there is no day to start on`
        : `The ${field}${of} is ${dayWords(past, around.ownerZone)}, and its time is over`,
  };
}

function quietReason(
  rule: TimerRule,
  [state]: readonly RecordState[],
  around: Surroundings,
  now: number,
): WhyNotReason {
  const { silence, kind } = rule;
  if (silence === undefined || state === undefined) return { kind: 'no-date', text: `There is no ${kind}` };
  const { heard, ownerZone } = around;
  const since = valueFor(rule, state, heard) ?? timeText(now);
  const { channel, direction } = silence;
  const what = channel === undefined ? 'mail, call or meeting' : channel === 'email' ? 'mail' : channel;
  const whose = direction === undefined ? what : `${what} ${direction === 'in' ? 'from them' : 'from you'}`;
  const last =
    heard.latest(state.id, channel, direction) === undefined
      ? `there was no ${whose} since they were added on ${dayWords(since, ownerZone)}`
      : `the last ${whose} was on ${dayWords(since, ownerZone)}`;
  const at = Date.parse(since) + silence.afterMs;
  const on = dayWords(at, ownerZone);
  if (at > now) return { kind: 'due', text: `${upper(around.starts)} on ${on}, because ${last}`, until: timeText(at) };
  return { kind: 'no-date', text: `The quiet time was over on ${on}: ${last}. It counts anew after the next ${whose}` };
}
