/**
 * A predicate over contacts as SQL, so that the database finds the members of a new segment by itself. It reads their fields where they are
 * stored, in `values_json`: a flat map of paths, written by JSON.stringify, so that equal values are equal texts. A test holds that it says
 * what the predicate says.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Attribute, Predicate } from '../recipe-language/predicate.ts';

type Sql = RawBuilder<boolean>;

export interface SegmentFilter {
  /** Whoever it finds is in, at any time. */
  sure: Sql;
  /** Whoever it does not find is not in, at no time. */
  may: Sql;
  /** Both find the same: nobody has to be asked. */
  isExact: boolean;
}

const exactly = (found: Sql): SegmentFilter => ({ sure: found, may: found, isExact: true });
const within = (sure: Sql, may: Sql): SegmentFilter => ({ sure, may, isExact: false });
const ALL = sql<boolean>`1`;
const NOBODY = sql<boolean>`0`;
const ANYONE = within(NOBODY, ALL);

/**
 * Those for whom the predicate says so. What is unknown is NULL in SQL and finds nobody, however it is turned round.
 * @param answer yes, or those for whom it says no
 */
export function segmentFilter(predicate: Predicate, answer = true): SegmentFilter {
  switch (predicate.op) {
    case 'and':
    case 'or': {
      const parts = predicate.parts.map((part) => segmentFilter(part, answer));
      // "Not both" is "one of them not".
      const joint = (predicate.op === 'and') === answer ? sql` and ` : sql` or `;
      const join = (side: 'sure' | 'may'): Sql =>
        sql`(${sql.join(
          parts.map((part) => part[side]),
          joint,
        )})`;
      return { sure: join('sure'), may: join('may'), isExact: parts.every(({ isExact }) => isExact) };
    }
    case 'not':
      return segmentFilter(predicate.part, !answer);
    case 'fixed':
      return exactly(predicate.value === answer ? ALL : NOBODY);
    case 'other':
      return ANYONE;
    case 'since':
      return filterSince(predicate);
    case 'holds':
    case 'is':
    case 'true':
    case 'compare':
    case 'text':
      return filterField(predicate, answer);
  }
}

type OnField<Op> = Extract<Predicate, { op: Op; attribute: Attribute }>;

function filterField(predicate: OnField<'holds' | 'is' | 'true' | 'compare' | 'text'>, answer: boolean): SegmentFilter {
  const { attribute } = predicate;
  const isHolds = predicate.op === 'holds';
  const path = pathOf(attribute, isHolds ? predicate.value : undefined);
  if (path === undefined || attribute.isList !== isHolds) return ANYONE;
  const empty = attribute.read({ contact: {} });
  // The value's JSON as it is written. What was emptied stays in the record as null.
  const json = sql<string | null>`nullif(values_json -> ${path}, 'null')`;
  const filled = empty === undefined ? json : sql<string | null>`ifnull(${json}, ${JSON.stringify(empty)})`;
  switch (predicate.op) {
    case 'holds':
      return exactly(answer ? sql`${json} is not null` : sql`${json} is null`);
    case 'true':
      return exactly(sql`${filled} = ${JSON.stringify(answer)}`);
    case 'is': {
      if (predicate.values.length === 0 || !predicate.values.every(isPlain)) return ANYONE;
      const values = sql.join(predicate.values.map((value) => JSON.stringify(value)));
      return exactly(answer ? sql`${filled} in (${values})` : sql`${filled} not in (${values})`);
    }
    case 'compare': {
      const { by, value } = predicate;
      if (!isPlain(value)) return ANYONE;
      const type = sql`json_type(values_json, ${path})`;
      const isSo = sql<boolean>`values_json ->> ${path} ${sql.raw(by)} ${value}`;
      const sure = sql<boolean>`(${type} = 'integer' and ${answer ? isSo : sql`not (${isSo})`})`;
      // SQLite may read the last digit of a fraction as another one than JavaScript does.
      return within(sure, sql`(${sure} or ${type} = 'real')`);
    }
    case 'text': {
      const { by, value } = predicate;
      if (!value.isWellFormed() || value.includes('\0')) return ANYONE;
      const text = sql`iif(json_type(values_json, ${path}) = 'text', values_json ->> ${path}, ${empty === '' ? '' : null})`;
      const isSo = {
        contains: sql<boolean>`instr(${text}, ${value}) > 0`,
        startsWith: sql<boolean>`instr(${text}, ${value}) = 1`,
        endsWith: sql<boolean>`substr(${text}, length(${text}) - length(${value}) + 1) = ${value}`,
      }[by];
      const found = answer ? isSo : sql<boolean>`not (${isSo})`;
      // SQLite ends a text at its first NUL, which is always written as an escape.
      const isOdd = sql<boolean>`ifnull(instr(${json}, '\\u'), 0) > 0`;
      return within(sql`(not (${isOdd}) and ${found})`, sql`(${isOdd} or ${found})`);
    }
  }
}

/** Time changes the answer, so everybody is asked who has a time at all. */
function filterSince({ attribute }: OnField<'since'>): SegmentFilter {
  if (attribute.path.join('.') === 'contact.lastInteractionAt')
    return within(NOBODY, sql`exists (select 1 from last_interactions where contact_id = records.id)`);
  const path = pathOf(attribute);
  return path === undefined ? ANYONE : within(NOBODY, sql`json_type(values_json, ${path}) = 'text'`);
}

/**
 * The values of these fields alone, with all entries where a field is a map: reading the whole JSON of many records takes several times as
 * long. Only a text without escapes is taken to pieces; another one is given as it is, with all fields.
 */
export function valuesOf(fields: ReadonlySet<string>): RawBuilder<string> {
  const names = sql.join([...fields]);
  return sql`iif(instr(values_json, '\\') > 0, values_json, (
    select json_group_object(key, json(values_json -> fullkey)) from json_each(values_json)
    where iif(instr(key, '/') = 0, key, substr(key, 1, instr(key, '/') - 1)) in (${names})))`;
}

/** Numbers that JSON and SQLite hold exactly, and everything that is no number. */
const isPlain = (value: unknown): boolean => typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER;

/**
 * Where `name`, `custom/plan` or the entry of a list stands in the JSON; nothing for what is worked out from several fields, and for what
 * JSON would write with an escape.
 */
function pathOf({ path: [root, field, name] }: Attribute, key = name): string | undefined {
  if (root !== 'contact' || field === undefined || ['email', 'phone', 'lastInteractionAt'].includes(field))
    return undefined;
  const label = JSON.stringify(key === undefined ? field : `${field}/${key}`);
  return label.includes('\\') ? undefined : `$.${label}`;
}
