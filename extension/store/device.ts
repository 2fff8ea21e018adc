/** What a device keeps for itself and never syncs: who it is, its clock, its pairing, where it is in the feed, and how sync fares. */
import { z } from 'zod';
import { stampSchema } from '../../shared/model/hybrid-clock.ts';
import { idSchema } from '../../shared/model/ids.ts';
import { timeSchema } from '../../shared/model/record.ts';
import { roleSchema } from '../../shared/model/wire.ts';
import { neverRuleSchema } from '../../shared/model/never-rule.ts';
import type { Store } from './store.ts';

/** One site where mail is logged without a click. */
export const siteLoggingSchema = z.object({
  pattern: z.string().max(300),
  isOn: z.literal(true),
  withText: z.boolean(),
});

const schemas = {
  /** The id in this device's stamps, and the last stamp that it gave or saw. */
  clock: z.object({ device: idSchema, last: stampSchema.optional() }),
  /** The engine that this device is paired with. Kept here and not in extension storage, which content scripts may read. */
  pairing: z.object({
    engine: z.url(),
    engineId: idSchema,
    deviceId: idSchema,
    token: z.string(),
    role: roleSchema,
    pairedAt: timeSchema,
  }),
  /** The engine's feed up to here is applied. */
  cursor: z.object({ engineId: idSchema, next: z.number().int() }),
  /** The last engine that has everything this device knew before; another one is sent all of it. */
  engine: z.object({ engineId: idSchema }),
  /** How sync fares. */
  sync: z.object({
    phase: z.enum(['connecting', 'live', 'away', 'stopped']),
    since: timeSchema,
    /** For a person: what is wrong and what to do. */
    message: z.string().optional(),
    syncedAt: timeSchema.optional(),
  }),
  /** Addresses of the person, whose own mail is not offered for capture. */
  own: z.object({ addresses: z.array(z.string()).max(50) }),
  /** What merges on this device changed in the contact that was kept, the latest last; for taking them back. */
  merges: z.object({
    list: z
      .array(
        z.object({
          keepId: idSchema,
          otherId: idSchema,
          before: z.record(z.string(), z.json()),
          after: z.record(z.string(), z.json()),
        }),
      )
      .max(100),
  }),
  /** Sites where mail with known people is logged without a click, and whether its text is kept. */
  logging: z.object({ sites: z.array(siteLoggingSchema).max(500) }),
  /** How many contacts there are, see people-count.ts. */
  people: z.object({ rows: z.number().int().nonnegative() }),
  /** Who is never captured. */
  never: z.object({ rules: z.array(neverRuleSchema).max(2_000) }),
} satisfies Record<string, z.ZodType>;

export type DeviceFacts = { [N in keyof typeof schemas]: z.infer<(typeof schemas)[N]> };
export type Pairing = DeviceFacts['pairing'];
export type SyncState = DeviceFacts['sync'];

export interface DeviceRow {
  name: string;
  value: unknown;
}

/** A fact, or `undefined` when it was never set or is no longer understood. */
export async function readFact<N extends keyof DeviceFacts>(
  store: Store,
  name: N,
): Promise<DeviceFacts[N] | undefined> {
  const row = await store.db.device.get(name);
  if (row === undefined) return undefined;
  const parsed = schemas[name].safeParse(row.value);
  // The schema of this very name.
  return parsed.success ? (parsed.data as DeviceFacts[N]) : undefined;
}

/** Sets a fact; `undefined` forgets it. */
export async function writeFact<N extends keyof DeviceFacts>(
  store: Store,
  name: N,
  value: DeviceFacts[N] | undefined,
): Promise<void> {
  if (value === undefined) await store.db.device.delete(name);
  else await store.db.device.put({ name, value });
}
