/**
 * What every CRM record is made of. A record is a bag of fields, and a field is what two people can change at once without
 * harm: either a single value (`name`) or one entry of a map (`emails/dana@globex.test`, `tags/vip`). Conflicts are settled
 * per field, so two devices that add two tags keep both.
 */
import { z } from 'zod';
import { idSchema, timeOfId, type Id } from './ids.ts';
import { wallOf, type Stamp } from './hybrid-clock.ts';

/** `name`, or `emails/dana@globex.test`: the name of a map, a slash, and the key, which may hold slashes itself. */
export type FieldPath = string;

/** A field's value as it travels and is stored; `null` means that the field is empty or the map entry is gone. */
export type FieldValue = z.infer<ReturnType<typeof z.json>>;

/** A record as it is stored: the value of each field and the stamp of the mutation that set it. */
export interface RecordState {
  kind: string;
  id: Id;
  values: Record<FieldPath, FieldValue>;
  stamps: Record<FieldPath, Stamp>;
}

/** Times in records: ISO 8601 in UTC, as `Date.prototype.toISOString` writes them. */
export const timeSchema = z.iso.datetime();
/** A calendar day without a zone, such as a birthday. */
export const daySchema = z.iso.date();
/** One line of text that a person reads: trimmed, without control characters, at most 500 characters. */
export const lineSchema = z
  .string()
  .max(500)
  // oxlint-disable-next-line no-control-regex -- control characters are what this refuses
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'one line without control characters');
/** Text of several lines, at most 20,000 characters. */
export const textSchema = z.string().max(20_000);
/** A lower-case word with dashes: tags, stages, pipelines, recipe ids. */
export const slugSchema = z
  .string()
  .max(64)
  .regex(/^[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u, 'lower-case letters and digits, joined by "-"');

const MAP_KEY_MAX = 2_000;

type Shape = Record<string, z.ZodType>;
type Single<S extends Shape> = { [K in keyof S]?: z.infer<S[K]> };
type Maps<M extends Shape> = { [K in keyof M]: Record<string, z.infer<M[K]>> };

/** Fields that every kind has. */
const COMMON = {
  /** The device or person responsible. */
  ownerId: idSchema,
  /** When it was deleted: the record stays as a tombstone, and clearing this field restores it. */
  deletedAt: timeSchema,
};
const COMMON_MAPS = {
  /** Fields of the team's own making. */
  custom: z.union([z.string().max(2_000), z.number(), z.boolean()]),
};

/** What is the same in every record, whatever its kind. */
export interface RecordBase<K extends string = string> {
  kind: K;
  id: Id;
  /** Read from the id. */
  createdAt: string;
  /** The wall time of the latest mutation that won. */
  updatedAt: string;
}

/** One kind of record: its fields, its type, and how to check and read it. */
export interface RecordDefinition<K extends string, S extends Shape, M extends Shape> {
  kind: K;
  single: S & typeof COMMON;
  maps: M & typeof COMMON_MAPS;
  /** What is wrong with this value for this field, or `undefined` when it fits. */
  problemWith(path: FieldPath, value: FieldValue): string | undefined;
  /** The record as code reads it; maps are always there, single fields only when set. */
  read(state: RecordState): RecordBase<K> & Single<S & typeof COMMON> & Maps<M & typeof COMMON_MAPS>;
}

/** The type of the records of a definition. */
export type RecordOf<D extends { read: (state: RecordState) => unknown }> = ReturnType<D['read']>;

/** Splits `emails/dana@globex.test` into its map and key; a single field has no key. */
export function splitPath(path: FieldPath): { field: string; key?: string } {
  const slash = path.indexOf('/');
  return slash < 0 ? { field: path } : { field: path.slice(0, slash), key: path.slice(slash + 1) };
}

/**
 * Declares a kind of record.
 * @param single fields with one value each
 * @param maps fields with entries of their own, each settled by itself
 */
export function defineRecord<const K extends string, S extends Shape, M extends Shape>(
  kind: K,
  single: S,
  maps: M,
): RecordDefinition<K, S, M> {
  const all = { single: { ...single, ...COMMON }, maps: { ...maps, ...COMMON_MAPS } };
  const singles = new Map<string, z.ZodType>(Object.entries(all.single));
  const entries = new Map<string, z.ZodType>(Object.entries(all.maps));
  return {
    kind,
    ...all,
    problemWith(path, value) {
      const { field, key } = splitPath(path);
      if (key !== undefined && (key === '' || key.length > MAP_KEY_MAX)) {
        return `the key after "${field}/" must have 1 to ${MAP_KEY_MAX} characters`;
      }
      // For databases a text ends there: SQLite would find this key under a shorter name.
      if (key?.includes('\0')) return `the key after "${field}/" must have no NUL character`;
      const schema = key === undefined ? singles.get(field) : entries.get(field);
      if (schema === undefined) {
        const hint = entries.has(field) ? ` ("${field}" takes a key: "${field}/…")` : '';
        return `a ${kind} has no field "${path.slice(0, 100)}"${hint}`;
      }
      if (value === null) return undefined;
      const result = schema.safeParse(value);
      return result.success ? undefined : z.prettifyError(result.error);
    },
    read(state) {
      const record: Record<string, unknown> = {
        kind,
        id: state.id,
        createdAt: new Date(timeOfId(state.id)).toISOString(),
        updatedAt: new Date(latestWall(state)).toISOString(),
      };
      for (const name of entries.keys()) record[name] = {};
      for (const [path, value] of Object.entries(state.values)) {
        if (value === null) continue;
        const { field, key } = splitPath(path);
        if (key === undefined) record[field] = value;
        else {
          const map = record[field];
          if (typeof map === 'object' && map !== null) putOwn(map as Record<string, unknown>, key, value);
        }
      }
      // The one cast of the model: each value was checked against its field's schema before it was stored.
      return record as RecordOf<RecordDefinition<K, S, M>>;
    },
  };
}

/** Own properties only: a key such as "__proto__" must stay data. */
function putOwn(map: Record<string, unknown>, key: string, value: FieldValue): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}

/** The order of stamps is that of their texts. */
function latestWall({ stamps }: RecordState): number {
  let latest = '';
  for (const stamp of Object.values(stamps)) if (stamp > latest) latest = stamp;
  return latest === '' ? 0 : wallOf(latest);
}
