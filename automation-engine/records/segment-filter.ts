/** A predicate over contacts as SQL: it may let through contacts that do not meet it, and never keeps back one that does. */
import { sql, type RawBuilder } from 'kysely';
import type { Attribute, Predicate } from '../recipe-language/predicate.ts';

const ALL = sql<boolean>`1`;
/** Of names with other characters nobody knows how a JSON path would take them. */
const PLAIN = /^[\p{L}\p{N} _.:@+-]+$/u;

export function segmentFilter(predicate: Predicate): RawBuilder<boolean> {
  switch (predicate.op) {
    case 'and':
    case 'or': {
      const parts = predicate.parts.map(segmentFilter);
      return sql`(${sql.join(parts, predicate.op === 'and' ? sql` and ` : sql` or `)})`;
    }
    case 'fixed':
      return predicate.value ? ALL : sql`0`;
    case 'holds': {
      const entry = valueAt(predicate.attribute.path, predicate.value);
      return entry === undefined || !predicate.attribute.isList ? ALL : sql`${entry} is not null`;
    }
    case 'is': {
      const value = singleAt(predicate.attribute);
      if (value === undefined || predicate.values.some((one) => typeof one !== 'string')) return ALL;
      return predicate.values.includes('')
        ? sql`coalesce(${value}, '') in (${sql.join(predicate.values)})`
        : sql`${value} in (${sql.join(predicate.values)})`;
    }
    case 'true':
      return booleanFilter(predicate.attribute, 1);
    case 'not':
      return predicate.part.op === 'true' ? booleanFilter(predicate.part.attribute, 0) : ALL;
    case 'compare':
    case 'text':
    case 'since':
    case 'other':
      return ALL;
  }
}

function booleanFilter(attribute: Attribute, wanted: 0 | 1): RawBuilder<boolean> {
  const value = singleAt(attribute);
  return value === undefined ? ALL : sql`coalesce(${value}, 0) = ${wanted}`;
}

/** A field with one value: `name`, or `custom/plan`. What is worked out from several (`email`) is left to who asks again. */
function singleAt({ path, isList }: Attribute): RawBuilder<unknown> | undefined {
  const [, field, key] = path;
  return isList || ['email', 'phone', 'lastInteractionAt'].includes(field ?? '') ? undefined : valueAt(path, key);
}

function valueAt([root, field]: readonly string[], key: string | undefined): RawBuilder<unknown> | undefined {
  if (root !== 'contact' || field === undefined || (key !== undefined && !PLAIN.test(key))) return undefined;
  return sql`json_extract(values_json, ${sql.lit(`$."${key === undefined ? field : `${field}/${key}`}"`)})`;
}
