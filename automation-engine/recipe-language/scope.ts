/**
 * What conditions and texts can see: plain data, by name. Records are flattened for people who write recipes: `contact.tags` is a
 * list of slugs, `contact.email` the primary address, text that nobody filled in is "".
 */
import type { z } from 'zod';
import type { Company } from '../../shared/model/company.ts';
import type { Contact } from '../../shared/model/contact.ts';
import type { Deal } from '../../shared/model/deal.ts';
import type { NewEvent } from '../../shared/model/event.ts';
import type { Interaction } from '../../shared/model/interaction.ts';
import { kinds, type Kind, type RecordByKind } from '../../shared/model/kinds.ts';
import type { Note } from '../../shared/model/note.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import type { Task } from '../../shared/model/task.ts';
import { timeText } from '../schedule/clock.ts';

export type ScopeValue = string | number | boolean | null | ScopeValue[] | { [name: string]: ScopeValue };

export interface Scope {
  /** `contact`, `company`, `interaction`, `task`, `note`, `deal`, `event`, `inputs`, `entry`, `run`, `now`: those that are there. */
  [name: string]: ScopeValue;
}

/** A record as conditions and texts see it. */
export interface ScopeRecord {
  [name: string]: ScopeValue;
}

/** The kinds of records that a recipe can look at. */
export const scopeKinds = ['contact', 'company', 'interaction', 'task', 'note', 'deal'] as const satisfies Kind[];
export type ScopeKind = (typeof scopeKinds)[number];

/** Maps whose keys are all that matters: they become lists. */
export const KEYS_ONLY: ReadonlySet<string> = new Set(['tags', 'segments', 'emails', 'phones', 'links']);
/** Too large, and of no use to a recipe. */
export const LEFT_OUT: ReadonlySet<string> = new Set(['evidence']);

/** What an empty field looks like; numbers have no empty form, so that a condition on them is unknown instead of wrong. */
export function emptyValue(schema: z.ZodType): ScopeValue | undefined {
  if (schema.def.type === 'string' || schema.def.type === 'enum') return '';
  return schema.def.type === 'boolean' ? false : undefined;
}

function put(into: ScopeRecord, name: string, value: ScopeValue | undefined): void {
  if (value === undefined) return;
  // A custom field may have this name, and must stay data.
  if (name === '__proto__')
    Object.defineProperty(into, name, { value, enumerable: true, configurable: true, writable: true });
  else into[name] = value;
}

/** The fields of each kind, worked out once: single ones with what stands for an empty one, and maps. */
const shapes = new Map(
  scopeKinds.map((kind) => [
    kind,
    {
      // Not there in events that were written down by hand.
      single: [
        ['createdAt', undefined] as const,
        ['updatedAt', undefined] as const,
        ...Object.entries(kinds[kind].single).map(([name, schema]) => [name, emptyValue(schema)] as const),
      ],
      maps: Object.keys(kinds[kind].maps).filter((name) => !LEFT_OUT.has(name)),
    },
  ]),
);

/** Any record, flattened. The fields of its kind are always there, numbers apart. */
export function recordScope<K extends ScopeKind>(kind: K, record: RecordByKind[K]): ScopeRecord {
  const scope: ScopeRecord = { kind, id: record.id };
  const shape = shapes.get(kind);
  for (const [name, empty] of shape?.single ?? []) put(scope, name, plain(fieldOf(record, name)) ?? empty);
  for (const name of shape?.maps ?? []) put(scope, name, mapScope(name, fieldOf(record, name)));
  return scope;
}

const fieldOf = (record: object, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name as keyof typeof record] : undefined;

/** A record in an event may lack the maps that it had nothing in. */
function mapScope(name: string, map: unknown): ScopeValue {
  if (typeof map !== 'object' || map === null) return KEYS_ONLY.has(name) || name === 'parties' ? [] : {};
  if (KEYS_ONLY.has(name)) return Object.keys(map);
  if (name !== 'parties') return asRecord(plain(map));
  return Object.entries(map).map(([address, party]) => ({ address, name: '', ...asRecord(plain(party)) }));
}

const asRecord = (value: ScopeValue | undefined): ScopeRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

/** JSON data as it is; anything else is nothing. */
function plain(value: unknown): ScopeValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (Array.isArray(value)) return value.map((item) => plain(item) ?? null);
  if (typeof value !== 'object') return undefined;
  const copy: ScopeRecord = {};
  for (const [key, item] of Object.entries(value)) put(copy, key, plain(item));
  return copy;
}

/** A contact; `email` and `phone` are the primary ones, or the first there are. */
export function contactScope(contact: Contact): ScopeRecord {
  const scope = recordScope('contact', contact);
  scope['email'] = contact.primaryEmail ?? firstOf(scope['emails']);
  scope['phone'] = contact.primaryPhone ?? firstOf(scope['phones']);
  return scope;
}
const firstOf = (list: ScopeValue | undefined): ScopeValue => (Array.isArray(list) ? (list[0] ?? '') : '');

export const companyScope = (company: Company): ScopeRecord => recordScope('company', company);
export const interactionScope = (interaction: Interaction): ScopeRecord => recordScope('interaction', interaction);
export const taskScope = (task: Task): ScopeRecord => recordScope('task', task);
export const noteScope = (note: Note): ScopeRecord => recordScope('note', note);
export const dealScope = (deal: Deal): ScopeRecord => recordScope('deal', deal);

/** The records that a run looks at, as they are now. */
export type ScopeRecords = { [K in ScopeKind]?: RecordByKind[K] };

export interface ScopeParts {
  /** What started the run, or what may end it. Records it carries are seen where `records` has none of their kind. */
  event?: Pick<NewEvent, 'type' | 'at' | 'data'>;
  records: ScopeRecords;
  inputs: Record<string, FieldValue>;
  entry?: { key: string };
  run?: { id: string; recipeId: string; startedAt: string };
  /** Unix milliseconds. */
  now: number;
}

/** Puts together what a condition or a text sees. */
export function buildScope(parts: ScopeParts): Scope {
  const scope: Scope = { inputs: asRecord(plain(parts.inputs)), now: timeText(parts.now) };
  const { event, carried } = parts.event === undefined ? NO_EVENT : eventScope(parts.event);
  if (event !== undefined) scope['event'] = event;
  for (const kind of scopeKinds) {
    const record = parts.records[kind] ?? carried[kind];
    if (record !== undefined) scope[kind] = seenAs(kind, record);
  }
  if (parts.entry !== undefined) scope['entry'] = { key: parts.entry.key };
  if (parts.run !== undefined) scope['run'] = { ...parts.run };
  return scope;
}

export const isScopeKind = (name: string): name is ScopeKind => scopeKinds.some((kind) => kind === name);

/** Records and events are never changed, so each is flattened once, however many conditions and texts ask. */
const flattened = new WeakMap<object, ScopeRecord>();
const flattenedEvents = new WeakMap<object, EventScope>();

function seenAs(kind: ScopeKind, record: RecordByKind[ScopeKind]): ScopeRecord {
  let scope = flattened.get(record);
  if (scope === undefined) {
    scope = record.kind === 'contact' ? contactScope(record) : recordScope(kind, record);
    flattened.set(record, scope);
  }
  return scope;
}

interface EventScope {
  event?: ScopeRecord;
  /** The records that came with it. */
  carried: ScopeRecords;
}
const NO_EVENT: EventScope = { carried: {} };

function eventScope(parts: NonNullable<ScopeParts['event']>): EventScope {
  const known = flattenedEvents.get(parts);
  if (known !== undefined) return known;
  const carried: ScopeRecords = {};
  const event: ScopeRecord = { type: parts.type, at: parts.at };
  for (const [name, value] of Object.entries(parts.data)) {
    if (isScopeKind(name)) Object.assign(carried, { [name]: value });
    else put(event, name, plain(value));
  }
  const scope = { event, carried };
  flattenedEvents.set(parts, scope);
  return scope;
}

/** The contact that an event carries, as it was then. */
export function carriedContact({ data }: Pick<NewEvent, 'data'>): Contact | undefined {
  const carried: ScopeRecords = {};
  if ('contact' in data) Object.assign(carried, { contact: data.contact });
  return carried.contact && withMaps('contact', carried.contact);
}

/** A condition may ask for an entry of any map of the kind: those without entries are there, and empty. */
function withMaps<K extends ScopeKind>(kind: K, record: RecordByKind[K]): RecordByKind[K] {
  const maps = Object.fromEntries(Object.keys(kinds[kind].maps).map((name) => [name, {}]));
  return { ...maps, ...record };
}

/** Everything that a record of this kind can show: for checking names before a recipe runs. */
export function scopeFields(kind: ScopeKind): string[] {
  const definition = kinds[kind];
  const own = [...Object.keys(definition.single), ...Object.keys(definition.maps)].filter(
    (name) => !LEFT_OUT.has(name),
  );
  return ['kind', 'id', 'createdAt', 'updatedAt', ...own, ...(kind === 'contact' ? ['email', 'phone'] : [])];
}
