/** What routes have in common whose callers decide something about a run, a recipe or a mail. */
import type { Context } from 'hono';
import type { AppEnv, AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { deviceName } from '../pairing/devices.ts';
import { ProblemError } from '../problems.ts';
import type { ByHand } from '../runner/by-hand.ts';
import type { Desk } from '../runner/desk.ts';
import type { Person } from '../runner/person.ts';

export async function deskOf({ desk }: Pick<AppParts, 'desk'>): Promise<Desk> {
  if (desk === undefined) throw new ProblemError(503, { code: 'unavailable', message: 'this engine runs no recipes' });
  return desk();
}

/** Whoever asks, by the name of their device. */
export async function personOf(c: Context<AppEnv>, { core }: Pick<AppParts, 'core'>): Promise<Person> {
  const { deviceId } = requireRole(c, 'owner', 'manager', 'seller');
  return { deviceId, name: await deviceName(core, deviceId) };
}

/** @throws ProblemError unless it was done */
export function expectDone(result: ByHand, noun: string): void {
  if (result === undefined) throw new ProblemError(404, { code: 'not-found', message: `there is no such ${noun}` });
  if ('refused' in result) throw new ProblemError(409, { code: 'conflict', message: result.refused });
}
