/** The devices that were paired: who holds a token, who may do what, and who no longer may do anything. */
import type { Kysely } from 'kysely';
import { roleSchema, type Role } from '../../shared/model/wire.ts';
import type { Core } from '../core.ts';
import { timeText } from '../schedule/clock.ts';
import type { Database, Row } from '../storage/schema.ts';
import { hashToken } from './code.ts';

export interface Device {
  id: string;
  name: string;
  role: Role;
  /** The Origin that paired; undefined for programs, which send none. */
  origin?: string;
  pairedAt: string;
  lastSeenAt: string;
  revokedAt?: string;
}

/** How old `lastSeenAt` may grow before it is written again: a device that asks often must not cost a write each time. */
const SEEN_EVERY_MS = 60_000;

/** The device that holds this token, revoked ones too. Looking for a hash gives nothing away about other tokens. */
export async function deviceOfToken(db: Kysely<Database>, token: string): Promise<Device | undefined> {
  const row = await db.selectFrom('devices').selectAll().where('token_hash', '=', hashToken(token)).executeTakeFirst();
  return row === undefined ? undefined : deviceOf(row);
}

/** All devices, the latest paired first. */
export async function listDevices(db: Kysely<Database>): Promise<Device[]> {
  const rows = await db.selectFrom('devices').selectAll().orderBy('paired_at', 'desc').orderBy('id', 'desc').execute();
  return rows.map(deviceOf);
}

/** What a person calls the device; the command line and the engine itself have none. */
export async function deviceName({ db, engineId }: Pick<Core, 'db' | 'engineId'>, id: string): Promise<string> {
  if (id === engineId) return 'the command line';
  const row = await db.selectFrom('devices').select('name').where('id', '=', id).executeTakeFirst();
  return row?.name ?? 'a device that was removed';
}

/** Takes the device's leave away; its token is of no use from now on. False when there is no such device. */
export async function revokeDevice(core: Core, id: string): Promise<boolean> {
  const result = await core.db
    .updateTable('devices')
    .set((sql) => ({ revoked_at: sql.fn.coalesce('revoked_at', sql.val(timeText(core.clock.now()))) }))
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Notes that the device was here. Never fails: a full disk must not keep anyone from reading. */
export async function noteSeen(core: Core, device: Device): Promise<void> {
  const now = core.clock.now();
  if (now - Date.parse(device.lastSeenAt) < SEEN_EVERY_MS) return;
  try {
    await core.db
      .updateTable('devices')
      .set({ last_seen_at: timeText(now) })
      .where('id', '=', device.id)
      .execute();
  } catch (error) {
    core.log.warn({ error, deviceId: device.id }, 'could not note when the device was last seen');
  }
}

function deviceOf(row: Row<'devices'>): Device {
  return {
    id: row.id,
    name: row.name,
    role: roleSchema.parse(row.role),
    pairedAt: row.paired_at,
    lastSeenAt: row.last_seen_at,
    ...(row.origin === null ? {} : { origin: row.origin }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  };
}
