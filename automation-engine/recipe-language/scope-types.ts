/** The types of what scope.ts shows, from the record model: one place says what a field is, and this follows it. */
import { z } from 'zod';
import { eventData } from '../../shared/model/event.ts';
import { kinds } from '../../shared/model/kinds.ts';
import { daySchema, timeSchema } from '../../shared/model/record.ts';
import { KEYS_ONLY, LEFT_OUT, scopeKinds, type ScopeKind } from './scope.ts';
import { ANY, BOOL, INT, TEXT, type ValueType } from './value-types.ts';

const TIME: ValueType = { is: 'string', form: 'time' };
const DAY: ValueType = { is: 'string', form: 'day' };

/** What a value of the schema becomes in a scope. What cannot be told from the schema is anything. */
export function typeOfSchema(schema: unknown): ValueType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return typeOfSchema(schema.unwrap());
  if (schema === daySchema || schema instanceof z.ZodISODate) return DAY;
  if (schema === timeSchema || schema instanceof z.ZodISODateTime) return TIME;
  if (schema instanceof z.ZodEnum) return { is: 'string', words: schema.options.map(String) };
  if (schema instanceof z.ZodLiteral) return typeof schema.value === 'boolean' ? BOOL : ANY;
  if (schema instanceof z.ZodBoolean) return BOOL;
  if (schema instanceof z.ZodNumber) return schema.isInt ? INT : { is: 'number' };
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return TEXT;
  if (schema instanceof z.ZodArray) return { is: 'list', of: typeOfSchema(schema.element) };
  return schema instanceof z.ZodObject ? recordOf('it', typesOf(schema.shape)) : ANY;
}

const typesOf = (shape: Record<string, unknown>): [string, ValueType][] =>
  Object.entries(shape).map(([name, schema]) => [name, typeOfSchema(schema)]);
const recordOf = (named: string, fields: Iterable<[string, ValueType]>): ValueType => ({
  is: 'record',
  named,
  fields: new Map(fields),
});

function typeOfMap(kind: ScopeKind, name: string, schema: unknown): ValueType {
  if (KEYS_ONLY.has(name)) return { is: 'list', of: TEXT };
  const entry = typeOfSchema(schema);
  if (name === 'parties' && entry.is === 'record')
    return { is: 'list', of: recordOf('a party', [['address', TEXT], ...entry.fields]) };
  const of = entry.is === 'record' ? { ...entry, named: `${kind}.${name}[…]` } : entry;
  return { is: 'map', keys: TEXT, of };
}

function kindType(kind: ScopeKind): ValueType {
  const { single, maps } = kinds[kind];
  return recordOf(kind, [
    ['kind', TEXT],
    ['id', TEXT],
    ['createdAt', TIME],
    ['updatedAt', TIME],
    ...typesOf(single),
    ...Object.entries(maps)
      .filter(([name]) => !LEFT_OUT.has(name))
      .map(([name, schema]): [string, ValueType] => [name, typeOfMap(kind, name, schema)]),
    ...(kind === 'contact' ? [['email', TEXT] as [string, ValueType], ['phone', TEXT] as [string, ValueType]] : []),
  ]);
}

/** The fields of all events together: which one it will be is not known where a condition stands. */
function eventType(): ValueType {
  const fields = new Map<string, ValueType>([
    ['type', { is: 'string', words: Object.keys(eventData) }],
    ['at', TIME],
  ]);
  for (const { shape } of Object.values(eventData)) {
    for (const [name, type] of typesOf(shape)) {
      if (!scopeKinds.some((kind) => kind === name))
        fields.set(name, type.is === 'record' ? { ...type, named: `event.${name}` } : type);
    }
  }
  return recordOf('event', fields);
}

/** Every root but `inputs`, which each recipe has of its own. */
export const scopeTypes: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ...scopeKinds.map((kind): [string, ValueType] => [kind, kindType(kind)]),
  ['event', eventType()],
  ['entry', recordOf('entry', [['key', TEXT]])],
  [
    'run',
    recordOf('run', [
      ['id', TEXT],
      ['recipeId', TEXT],
      ['startedAt', TIME],
    ]),
  ],
  ['now', { is: 'timestamp' }],
]);
