/**
 * The switch for all recipes at once. While it is off nothing starts, takes a step or is sent, from the next transaction on; waits and
 * planned mails stay, and what happens meanwhile is looked at when it is on again. It is kept in the database: a restart changes nothing.
 */
import type { Kysely } from 'kysely';
import { automationStateSchema, type AutomationState } from '../../shared/model/guards.ts';
import type { Core } from '../core.ts';
import { timeText } from '../schedule/clock.ts';
import { ALL_STOPPED, type Database } from '../storage/schema.ts';
import type { Work } from './work-loop.ts';

export async function readAutomationState(db: Kysely<Database>): Promise<AutomationState> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', ALL_STOPPED).executeTakeFirst();
  return row === undefined ? { running: true } : automationStateSchema.parse(JSON.parse(row.value));
}

export const isAllStopped = async (db: Kysely<Database>): Promise<boolean> => !(await readAutomationState(db)).running;

/** @param by the device that asked */
export async function setRunning(core: Core, running: boolean, by: string): Promise<AutomationState> {
  if (running) await core.db.deleteFrom('meta').where('name', '=', ALL_STOPPED).execute();
  else {
    const value = JSON.stringify({ running, since: timeText(core.clock.now()), by } satisfies AutomationState);
    await core.db
      .insertInto('meta')
      .values({ name: ALL_STOPPED, value })
      // Stopped is stopped: who was first, and since when, stays.
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
  }
  core.log.warn({ running, deviceId: by }, running ? 'all recipes may run again' : 'all recipes were stopped');
  core.signals.emit('recipes-changed', { recipeIds: [] });
  return readAutomationState(core.db);
}

/** Work that rests while all recipes are stopped: it looks for nothing, and what is due stays due. */
export const restingWhenStopped = ({ db }: Core, { name, work, nextAt }: Work): Work => ({
  name,
  work: async (nextPoke) => !(await isAllStopped(db)) && (await work(nextPoke)),
  nextAt: async () => ((await isAllStopped(db)) ? undefined : await nextAt()),
});
