/**
 * Tries a recipe on one contact with no effect: the real runner on a copy of the data, a clock that runs ahead through every wait, and a
 * channel that only remembers.
 */
import type { RunDetail } from '../../shared/model/wire.ts';
import type { OutgoingMail } from '../channels/define-channel.ts';
import { recordingChannels } from '../channels/recording.ts';
import type { Core } from '../core.ts';
import { contactsWithAddress } from '../records/read.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import { hashRecipe } from '../recipe-language/canonical.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import type { Clock } from '../schedule/clock.ts';
import type { Storage } from '../storage/open.ts';
import { ALL_STOPPED } from '../storage/schema.ts';
import { coreOverCopy, givenInputs, onCopy } from './copied-data.ts';
import type { MailTemplate } from './recipe-source.ts';
import { readRun } from './run-store.ts';
import { createRunner } from './runner.ts';
import { standInsFor } from './stand-in.ts';

export interface Trial {
  databaseFile: string;
  recipe: Recipe;
  blocks: Blocks;
  mailTemplates: ReadonlyMap<string, MailTemplate>;
  ownerZone: string;
  holidays?: readonly string[];
  mailFrom?: { name?: string; address: string };
  /** An id or a mail address; recipes with a timetable need none. */
  contact?: string;
  clock: Clock;
  random: Core['random'];
}

export type TrialResult =
  | { run: RunDetail; mails: readonly OutgoingMail[]; calls: readonly OutgoingMail[] }
  | { refused: string };

/** Waits longer than this are not waited for. */
const AHEAD_MS = 366 * 86_400_000;

/** What would go on by the clock. */
const TIMES = ['schedules', 'timer_plans', 'timers'] as const;

export async function tryRun(trial: Trial): Promise<TrialResult> {
  return await onCopy(trial.databaseFile, (storage) => runCopy(trial, storage));
}

async function runCopy(trial: Trial, storage: Storage): Promise<TrialResult> {
  const { recipe, blocks, mailTemplates, ownerZone, mailFrom, holidays = [] } = trial;
  const core = await coreOverCopy(storage, { now: trial.clock.now(), random: trial.random });
  const inputs = await givenInputs(storage, recipe.id);
  // What else is going on in the data must not go on in the copy.
  for (const table of ['runs', 'run_steps', 'ledger', 'digest_lines', ...TIMES, 'recipe_settings'] as const) {
    await core.db.deleteFrom(table).execute();
  }
  await core.db.deleteFrom('meta').where('name', '=', ALL_STOPPED).execute();
  const contacts = await findContacts(core, trial.contact);
  if ('refused' in contacts) return contacts;
  const channels = recordingChannels();
  // The recipe starts by hand alone: no event, however it comes about, starts another run.
  const active = { recipe, hash: hashRecipe(recipe), enabledAfterSeq: Number.MAX_SAFE_INTEGER, inputs };
  const others = standInsFor(recipe);
  const runner = createRunner(core, {
    library: { active: () => [active, ...others], versionByHash: () => recipe, mailTemplates },
    blocks,
    channels,
    ownerZone,
    holidays,
    mailFrom: mailFrom ?? { address: 'nobody@larder.invalid' },
    heartbeat: false,
  });
  await runner.start();
  try {
    const entered = await runner.request(recipe.id, contacts.id);
    if ('refused' in entered) return entered;
    for (const table of TIMES) await core.db.deleteFrom(table).execute();
    const isUnderWay = async () => (await readRun(core.db, entered.runId))?.endedAt === undefined;
    const end = core.clock.now() + AHEAD_MS;
    await runner.settle();
    for (let at = core.clock.now(); at < end && (await isUnderWay()); at = core.clock.now()) {
      await core.clock.moveTo(Math.min(end, await nextWake(core, entered.runId, end)), () => runner.settle());
    }
    const run = await readRun(core.db, entered.runId);
    return run === undefined
      ? { refused: 'the run is gone' }
      : { run, mails: channels.get('email')?.mails ?? [], calls: channels.get('webhook')?.mails ?? [] };
  } finally {
    await runner.stop();
  }
}

/** When the run goes on; the end when nobody knows, so that the clock always moves. */
async function nextWake({ db, clock }: Core, runId: string, end: number): Promise<number> {
  const row = await db.selectFrom('runs').select('wake_at').where('id', '=', runId).executeTakeFirst();
  const wake = row?.wake_at == null ? end : Date.parse(row.wake_at);
  return wake > clock.now() ? wake : end;
}

async function findContacts({ db }: Core, contact: string | undefined): Promise<{ id?: string } | { refused: string }> {
  if (contact === undefined || !contact.includes('@')) return contact === undefined ? {} : { id: contact };
  const found = await contactsWithAddress(db, contact);
  if (found.length > 1)
    return {
      refused: `${found.length} contacts have the address ${contact}: give an id, ${found.map(({ id }) => id).join(' or ')}`,
    };
  const [one] = found;
  return one === undefined ? { refused: `nobody has the address ${contact}` } : { id: one.id };
}
