/**
 * Enrols those who match already, in pieces: first they are written down, then each enters when their turn comes, if they still match.
 * Entry rules, limits, caps and consent hold for them as for everybody; the blast radius does not, because a person was shown how many
 * they are and said yes.
 */
import type { LoggedEvent, NewEvent } from '../../../shared/model/event.ts';
import type { Core } from '../../core.ts';
import { letOthersWork, timeText } from '../../schedule/clock.ts';
import { forEachRow, insertRows } from '../../storage/bulk.ts';
import { inUnit, type Unit } from '../../unit.ts';
import { enter } from '../enter-run.ts';
import { isAllStopped } from '../kill-switch.ts';
import { inputsOf } from '../match.ts';
import type { ActiveRecipe } from '../recipe-source.ts';
import type { RunnerTools } from '../runner-parts.ts';
import type { Versions } from '../versions.ts';
import { fitsNow, type Fit, type Fitting } from './fits.ts';
import { nextContacts } from './next-contacts.ts';
import { endPlan, firstWaiting, openPlans, turnOf, wasSwitchedOff, type Plan } from './plan.ts';

const BATCH = 200;
/** Later than this, all turns move: what an engine missed while it was off does not come in one go. */
const LATE_MS = 15 * 60_000;

const SWITCHED_OFF = 'The recipe was switched off';
const TOO_MANY = 'More matched than you had said yes to';
const NO_LONGER = 'They did not match any more when it was their turn';

export interface Enrolling {
  core: Core;
  parts: RunnerTools;
  versions: Versions;
}

/** One piece of work; `false` when nobody's turn has come. */
export async function enrolDue(enrolling: Enrolling): Promise<boolean> {
  const { core, parts, versions } = enrolling;
  await versions.load([]);
  for (const { recipe_id: id } of await openPlans(core.db)) {
    const active = parts.library.active().find(({ recipe }) => recipe.id === id);
    const isMoved = await inUnit(core, async (unit) => {
      const plan = (await openPlans(unit.tx)).find((one) => one.recipe_id === id);
      if (plan === undefined || (await isAllStopped(unit.tx))) return false;
      if (await wasSwitchedOff(unit.tx, plan)) return endPlan(unit.tx, id, core.clock.now(), SWITCHED_OFF);
      // Its file has problems for the moment.
      if (active === undefined) return false;
      return plan.filled_to === null ? letIn(unit, enrolling, plan, active) : fill(unit, enrolling, plan, active);
    });
    if (!isMoved) continue;
    await letOthersWork();
    return true;
  }
  return false;
}

/** When the next turn comes (Unix milliseconds). */
export async function nextTurn({ db }: Core): Promise<number | undefined> {
  const turns: number[] = [];
  for (const plan of await openPlans(db)) {
    const first = await firstWaiting(db, plan.recipe_id);
    if (first !== undefined) turns.push(turnOf(plan, first.nth));
  }
  return turns.length === 0 ? undefined : Math.min(...turns);
}

const fittingOf = ({ recipe, hash, inputs }: ActiveRecipe, { blocks, ownerZone, segments }: RunnerTools): Fitting => ({
  recipe,
  hash,
  inputs: inputsOf(recipe, inputs),
  blocks,
  ownerZone,
  segments,
});

/** Writes down the next of those who match. */
async function fill(unit: Unit, { parts }: Enrolling, plan: Plan, active: ActiveRecipe): Promise<true> {
  const { ids, to } = await nextContacts(unit.tx, plan.filled_to ?? '');
  const fits = [...(await fitsNow(unit, fittingOf(active, parts), ids))].filter(([, fit]) => !('refused' in fit));
  const rows = fits.map(([contactId], at) => {
    const nth = plan.found + at;
    const has = nth < plan.confirmed ? { state: 'waiting', reason: null } : { state: 'left-out', reason: TOO_MANY };
    return { recipe_id: plan.recipe_id, contact_id: contactId, nth, ...has };
  });
  await insertRows(
    unit.tx,
    'enrolled_contacts',
    ['recipe_id', 'contact_id', 'nth', 'state', 'reason'],
    rows,
    'on conflict do nothing',
  );
  await unit.tx
    .updateTable('enrolments')
    .set({ filled_to: to, found: Math.min(plan.found + rows.length, plan.confirmed) })
    .where('recipe_id', '=', plan.recipe_id)
    .execute();
  return true;
}

/** Lets in those whose turn has come; `false` when it is nobody's. */
async function letIn(unit: Unit, enrolling: Enrolling, plan: Plan, active: ActiveRecipe): Promise<boolean> {
  const { core, tx } = unit;
  const now = core.clock.now();
  const first = await firstWaiting(tx, plan.recipe_id);
  if (first === undefined) return endPlan(tx, plan.recipe_id, now);
  const late = now - turnOf(plan, first.nth);
  if (late < 0) return false;
  if (late > LATE_MS) {
    const starts_at = timeText(Date.parse(plan.starts_at) + late);
    await tx.updateTable('enrolments').set({ starts_at }).where('recipe_id', '=', plan.recipe_id).execute();
    return true;
  }
  const rows = await tx
    .selectFrom('enrolled_contacts')
    .select(['contact_id', 'nth'])
    .where('recipe_id', '=', plan.recipe_id)
    .where('state', '=', 'waiting')
    .orderBy('nth')
    .limit(BATCH)
    .execute();
  const due = rows.filter(({ nth }) => turnOf(plan, nth) <= now).map((row) => row.contact_id);
  const fits = await fitsNow(unit, fittingOf(active, enrolling.parts), due);
  const became: unknown[][] = [];
  for (const id of due) {
    const entered = await enterOne(unit, enrolling, plan, fits.get(id) ?? { refused: NO_LONGER });
    const isIn = 'runId' in entered;
    became.push([
      isIn ? 'entered' : 'left-out',
      isIn ? null : entered.refused,
      isIn ? entered.runId : null,
      plan.recipe_id,
      id,
    ]);
  }
  const update =
    'update enrolled_contacts set state = ?, reason = ?, run_id = ? where recipe_id = ? and contact_id = ?';
  await forEachRow(tx, update, became);
  return true;
}

async function enterOne(
  unit: Unit,
  { versions }: Enrolling,
  { recipe_id: recipeId, device_id: deviceId }: Plan,
  fit: Fit,
): Promise<{ runId: string } | { refused: string }> {
  if ('refused' in fit) return fit;
  const { event: origin, match } = fit;
  const at = timeText(unit.core.clock.now());
  const event: NewEvent<'recipe.requested'> = {
    id: unit.core.newId(),
    type: 'recipe.requested',
    at,
    ...(origin.contactId === undefined ? {} : { contactId: origin.contactId }),
    cause: { deviceId, depth: 0 },
    data: { recipeId, enrolled: true, ...startedBy(origin) },
  };
  const seq = unit.events.append(event);
  unit.commits.recorded([seq]);
  return enter(unit, versions, { ...event, seq, recordedAt: at }, match);
}

/** By its place in the log; what has none is carried along. */
const startedBy = ({ seq, type, at, data }: LoggedEvent) =>
  seq > 0 ? { ofSeq: seq } : { standsFor: { type, at, data: JSON.parse(JSON.stringify(data)) } };
