/**
 * Why a recipe does not run for a contact: asked of the runs, the event log, the refusals that were kept and the rules as they are now.
 * Nothing is changed.
 */
import type { WhyNot, WhyNotReason } from '../../../shared/model/automation.ts';
import type { LoggedEvent } from '../../../shared/model/event.ts';
import { readCursor } from '../../event-log/read.ts';
import { readTyped } from '../../records/read.ts';
import type { Found } from '../../recipe-language/library.ts';
import type { Recipe } from '../../recipe-language/recipe.ts';
import { timeText } from '../../schedule/clock.ts';
import { ALL_STOPPED, type Row } from '../../storage/schema.ts';
import { inUnit } from '../../unit.ts';
import { MATCHER } from '../backlog.ts';
import { earlierOf } from '../enter-run.ts';
import { keyOf } from '../judge.ts';
import { decideEntry } from '../entry-rule.ts';
import { dueReasons } from './due-reasons.ts';
import type { Explaining } from './explaining.ts';
import { worldsOf, type WorldAt } from './past-world.ts';
import { limitReasons, mailReasons } from './mail-reasons.ts';
import { lastSwitch, switchText } from './switches.ts';
import { happened, pullsOf, sightOf, worldOfEvent, type Pulls } from './pulls.ts';
import { segmentReasons } from './segment-reasons.ts';
import { dayWords, upper } from './words.ts';
import { turnReasons } from './turn-reason.ts';

type RunRow = Pick<Row<'runs'>, 'id' | 'state' | 'reason' | 'started_at' | 'ended_at' | 'wake_at' | 'event_seq'>;

/** What stands in the way of starting; other reasons tell what was, or hold up steps. */
const IN_THE_WAY: readonly WhyNotReason['kind'][] = ['problems', 'off', 'stopped', 'schedule', 'entry', 'loop'];

/** `undefined` when there is no such recipe or no such contact. */
export async function whyNot(explaining: Explaining, recipeId: string, contactId: string): Promise<WhyNot | undefined> {
  const { db } = explaining.core;
  const found = explaining.find(recipeId);
  const contact = await readTyped(db, 'contact', contactId);
  if (found === undefined || contact === undefined) return undefined;
  const { recipe } = found;
  const run = await latestRun(explaining, recipeId, contactId);
  const answer = (verdict: WhyNot['verdict'], reasons: WhyNotReason[]) => ({ recipeId, contactId, verdict, reasons });
  const reasons = [
    ...(run === undefined ? [] : [runReason(run, explaining.ownerZone)]),
    ...(await turnReasons(explaining, recipeId, contactId)),
    ...(await switchReasons(explaining, recipeId, found)),
  ];
  if (run !== undefined && run.ended_at === null) return answer('is-running', reasons);
  const ifNoRun = (verdict: 'not' | 'would-run') => (run === undefined ? verdict : 'has-run');
  if (recipe === undefined) return answer(ifNoRun('not'), reasons);

  const worldAt = await worldsOf(explaining, contactId);
  const pulls = await pullsOf(explaining, { recipe, inputs: found.inputs, contact, worldAt });
  const due = await timetableReason(explaining, recipe);
  if (due !== undefined) reasons.push(due);
  const dues = await dueReasons(explaining, recipe, contact, found.enabled);
  reasons.push(...dues.filter(({ kind }) => kind === 'due' || pulls.latest === undefined));
  // What was wanted of other events is no news once one was wanted.
  if (pulls.latest === undefined)
    reasons.push(...(await segmentReasons(explaining, recipe, contact, worldAt)), ...pulls.reasons);
  else reasons.push(...(await whatCameOf(explaining, found, { recipe, event: pulls.latest, run, worldAt })));
  reasons.push(...(await limitReasons(explaining, recipe)), ...(await mailReasons(explaining, recipe, contact)));
  return answer(ifNoRun(isHindered(pulls, reasons) ? 'not' : 'would-run'), reasons);
}

const isHindered = ({ latest }: Pulls, reasons: readonly WhyNotReason[]): boolean =>
  (latest === undefined && !reasons.some(({ kind }) => kind === 'due')) ||
  reasons.some(({ kind }) => IN_THE_WAY.includes(kind));

const latestRun = ({ core: { db } }: Explaining, recipeId: string, contactId: string): Promise<RunRow | undefined> =>
  db
    .selectFrom('runs')
    .select(['id', 'state', 'reason', 'started_at', 'ended_at', 'wake_at', 'event_seq'])
    .where('contact_id', '=', contactId)
    .where('recipe_id', '=', recipeId)
    .where('state', '!=', 'refused')
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

const ENDED: Readonly<Record<string, string>> = {
  done: 'ran to its end',
  stopped: 'ran, and was ended',
  failed: 'ran, and failed',
};

function runReason({ id, state, reason, started_at, ended_at, wake_at }: RunRow, zone: string): WhyNotReason {
  const since = { since: started_at, runId: id };
  const why = reason === null ? '' : `: ${reason}`;
  if (ended_at !== null)
    return { kind: 'ran', text: `It ${ENDED[state] ?? state} on ${dayWords(ended_at, zone)}${why}`, ...since };
  return { kind: 'running', text: `It is under way${why}`, ...since, ...(wake_at === null ? {} : { until: wake_at }) };
}

async function switchReasons(
  { core: { db } }: Explaining,
  recipeId: string,
  { problems, enabled }: Found,
): Promise<WhyNotReason[]> {
  const reasons: WhyNotReason[] = [];
  const stopped = await db.selectFrom('meta').select('value').where('name', '=', ALL_STOPPED).executeTakeFirst();
  if (stopped !== undefined) reasons.push({ kind: 'stopped', text: 'All recipes are stopped' });
  const [first] = problems;
  if (first !== undefined) {
    const more = problems.length === 1 ? '' : `, and ${problems.length - 1} more`;
    reasons.push({
      kind: 'problems',
      text: `There is a mistake in its file, in line ${first.line}: ${first.message}${more}`,
    });
  } else if (!enabled) {
    const off = await lastSwitch(db, recipeId);
    reasons.push(
      off === undefined
        ? { kind: 'off', text: 'It was never switched on' }
        : { kind: 'off', text: switchText(off), since: off.at },
    );
  }
  return reasons;
}

/** A recipe that starts by a timetable alone starts for nobody in particular. */
async function timetableReason({ core, blocks }: Explaining, recipe: Recipe): Promise<WhyNotReason | undefined> {
  const isOnly = recipe.triggers.every(({ trigger }) => blocks.triggers.get(trigger)?.timetable !== undefined);
  if (!isOnly) return undefined;
  const row = await core.db
    .selectFrom('schedules')
    .select('due_at')
    .where('recipe_id', '=', recipe.id)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  const text = 'It starts at set times, for nobody in particular';
  return { kind: 'schedule', text, ...(row === undefined ? {} : { until: row.due_at }) };
}

/** What came of the latest event that the recipe wanted, and whether it would be let in if that happened now. */
async function whatCameOf(
  explaining: Explaining,
  { enabledAfterSeq, changedAt, inputs }: Found,
  { recipe, event, run, worldAt }: { recipe: Recipe; event: LoggedEvent; run: RunRow | undefined; worldAt: WorldAt },
): Promise<WhyNotReason[]> {
  const { db } = explaining.core;
  const what = happened(event, explaining.ownerZone);
  const reasons: WhyNotReason[] = [];
  const refusal = await db
    .selectFrom('refusals')
    .selectAll()
    .where('recipe_id', '=', recipe.id)
    .where('contact_id', '=', event.contactId ?? '')
    .executeTakeFirst();
  const wasRefused = refusal?.event_seq === event.seq;
  const isWaiting = event.seq > (await readCursor(db, MATCHER));
  if (event.seq <= enabledAfterSeq)
    reasons.push({
      kind: 'before-switched-on',
      text: `${what}, before the recipe was switched on: it starts the next time`,
      ...(changedAt === undefined ? {} : { since: changedAt }),
    });
  else if (isWaiting) reasons.push({ kind: 'pending', text: `${what}, and is about to be looked at` });
  else if (!wasRefused && run?.event_seq !== event.seq)
    reasons.push({
      kind: 'changed',
      text: `${what}, and started nothing: the recipe or its settings were different then`,
      ...(changedAt === undefined ? {} : { since: changedAt }),
    });
  // The key of an event that had its run says nothing about the next one, unless it is the contact's.
  const isAbout = run?.event_seq !== event.seq || recipe.entry.key.startsWith('contact.');
  const key = keyOf(recipe.entry.key, sightOf(event, inputs), worldOfEvent(worldAt, event));
  const entry = isAbout ? await entryReason(explaining, recipe, event, key) : undefined;
  if (entry !== undefined) reasons.push(entry);
  // The rule as it is now says more than what it said then; what the guard stopped, it alone knows.
  if (wasRefused && (refusal.kind === 'loop' || entry === undefined))
    reasons.push({
      kind: refusal.kind === 'loop' ? 'loop' : 'refused',
      text: `${what}, and was let pass: ${refusal.reason}`,
      since: refusal.at,
    });
  return reasons;
}

async function entryReason(
  { core }: Explaining,
  recipe: Recipe,
  event: LoggedEvent,
  found: ReturnType<typeof keyOf>,
): Promise<WhyNotReason | undefined> {
  if ('unknown' in found) return { kind: 'entry', text: `What tells its runs apart is not known: ${found.unknown}` };
  const start = { recipeId: recipe.id, key: found.key, eventSeq: event.seq };
  const earlier = await inUnit(core, (unit) => earlierOf(unit, recipe, start));
  const now = core.clock.now();
  const decision = decideEntry(recipe.entry, earlier, now);
  if (!('refused' in decision)) return undefined;
  const { endedAt } = earlier;
  const from = endedAt === undefined ? undefined : endedAt + (recipe.entry.again?.afterMs ?? 0);
  const isTime = earlier.underWay.length === 0 && recipe.entry.again !== undefined && from !== undefined && from > now;
  return {
    kind: 'entry',
    text: upper(decision.refused),
    ...(endedAt === undefined ? {} : { since: timeText(endedAt) }),
    ...(isTime ? { until: timeText(from) } : {}),
  };
}
