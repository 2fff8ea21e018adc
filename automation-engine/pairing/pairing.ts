/**
 * Pairing: a code that only somebody at the engine can see becomes a token for one device. A code lives ten minutes, works once, and
 * dies after five wrong guesses at any code; guesses are counted in the database, so a restart gives nobody new ones.
 */
import { timingSafeEqual } from 'node:crypto';
import { type Role, roleSchema } from '../../shared/model/wire.ts';
import type { Core, Tx } from '../core.ts';
import { timeText } from '../schedule/clock.ts';
import { hashCode, hashToken, makeCode, makeToken } from './code.ts';

export const CODE_LIFE_MS = 10 * 60_000;
const WRONG_GUESSES = 5;
/** Kept in a code's row when nobody chose: owner for the first device, seller for those after it. */
const BY_ORDER = 'by-order';

export interface PairingCode {
  code: string;
  expiresAt: string;
}

export interface PairedDevice {
  deviceId: string;
  token: string;
  role: Role;
}

/** Makes a code. Without a role the first device becomes the owner, and those after it sellers. */
export async function createPairingCode(core: Core, role?: Role): Promise<PairingCode> {
  const code = makeCode(core.random);
  const now = core.clock.now();
  const expiresAt = timeText(now + CODE_LIFE_MS);
  await core.db.transaction().execute(async (tx) => {
    await tx.deleteFrom('pairing_codes').where('expires_at', '<=', timeText(now)).execute();
    await tx
      .insertInto('pairing_codes')
      .values({
        code_hash: hashCode(code).toString('hex'),
        role: role ?? BY_ORDER,
        expires_at: expiresAt,
        attempts_left: WRONG_GUESSES,
      })
      .execute();
  });
  return { code, expiresAt };
}

/** Trades a code for a token; `undefined` when the code is wrong, old, used, or was guessed at too often. */
export async function pair(
  core: Core,
  request: { code: string; deviceName: string; origin: string | undefined },
): Promise<PairedDevice | undefined> {
  const hash = hashCode(request.code);
  return await core.db.transaction().execute(async (tx) => {
    const live = await tx
      .selectFrom('pairing_codes')
      .select(['code_hash', 'role'])
      .where('expires_at', '>', timeText(core.clock.now()))
      .where('attempts_left', '>', 0)
      .execute();
    // Every code is compared in full: the time it takes tells nothing about how close a guess was.
    const hit = live.filter((row) => timingSafeEqual(Buffer.from(row.code_hash, 'hex'), hash))[0];
    if (hit === undefined) {
      await tx
        .updateTable('pairing_codes')
        .set((sql) => ({ attempts_left: sql('attempts_left', '-', 1) }))
        .where('attempts_left', '>', 0)
        .execute();
      return undefined;
    }
    await tx.deleteFrom('pairing_codes').where('code_hash', '=', hit.code_hash).execute();
    const role = hit.role === BY_ORDER ? await roleByOrder(tx) : roleSchema.parse(hit.role);
    return await addDevice(tx, core, { ...request, role });
  });
}

/** Whether any device may talk to the engine. */
export async function hasDevice(core: Core): Promise<boolean> {
  const row = await core.db
    .selectFrom('devices')
    .select('id')
    .where('revoked_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The first device is the one that has no owner before it: a lone seller who pairs a new browser must not lock herself out. */
async function roleByOrder(tx: Tx): Promise<Role> {
  const owner = await tx
    .selectFrom('devices')
    .select('id')
    .where('role', '=', 'owner')
    .where('revoked_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return owner === undefined ? 'owner' : 'seller';
}

async function addDevice(
  tx: Tx,
  core: Core,
  device: { deviceName: string; origin: string | undefined; role: Role },
): Promise<PairedDevice> {
  const token = makeToken(core.random);
  const deviceId = core.newId();
  const now = timeText(core.clock.now());
  await tx
    .insertInto('devices')
    .values({
      id: deviceId,
      name: device.deviceName,
      role: device.role,
      token_hash: hashToken(token),
      origin: device.origin ?? null,
      paired_at: now,
      last_seen_at: now,
      revoked_at: null,
    })
    .execute();
  return { deviceId, token, role: device.role };
}
