/** The fields of events that predicates can look at, read from an event's data just as scope.ts would show them. */
import { kinds } from '../../shared/model/kinds.ts';
import { emptyValue, isScopeKind, KEYS_ONLY, type ScopeKind } from './scope.ts';
import type { Attribute, Data } from './predicate.ts';

const known = new Map<string, Attribute | undefined>();

/** @param path as in a condition, such as ["contact", "tags"]; `undefined` when only CEL can tell what stands there */
export function attributeOf(path: readonly string[]): Attribute | undefined {
  // The same for all recipes: the index knows an attribute by its identity.
  const name = JSON.stringify(path);
  if (!known.has(name) && known.size < KNOWN_MAX) known.set(name, makeAttribute(path));
  return known.get(name);
}
/** Names of custom fields are the recipes' own: without a bound they would add up. */
const KNOWN_MAX = 10_000;

function makeAttribute(path: readonly string[]): Attribute | undefined {
  const [root = '', field = '', key] = path;
  if (root === 'event') return path.length === 2 ? eventAttribute(path, field) : undefined;
  if (!isScopeKind(root)) return undefined;
  if (path.length === 3 && field === 'custom' && key !== undefined)
    return { path, isList: false, read: (data) => ownOf(recordIn(data, root)?.['custom'], key) };
  if (path.length !== 2) return undefined;
  if (KEYS_ONLY.has(field) && Object.hasOwn(kinds[root].maps, field)) {
    return {
      path,
      isList: true,
      read(data) {
        const record = recordIn(data, root);
        return record === undefined ? undefined : (record[field] ?? NOTHING);
      },
    };
  }
  if (root === 'contact' && (field === 'email' || field === 'phone')) return primaryAttribute(path, field);
  if (root === 'contact' && field === 'lastInteractionAt')
    return { path, isList: false, read: (data) => recordIn(data, root)?.[field] };
  return singleAttribute(path, root, field);
}

const NOTHING = {};

function singleAttribute(path: readonly string[], root: ScopeKind, field: string): Attribute | undefined {
  const schema = Object.entries(kinds[root].single).find(([known]) => known === field)?.[1];
  if (schema === undefined) return undefined;
  const empty = emptyValue(schema);
  return {
    path,
    isList: false,
    read(data) {
      const record = recordIn(data, root);
      return record === undefined ? undefined : (record[field] ?? empty);
    },
  };
}

/** See contactScope. */
function primaryAttribute(path: readonly string[], field: 'email' | 'phone'): Attribute {
  const [primary, map] = field === 'email' ? ['primaryEmail', 'emails'] : ['primaryPhone', 'phones'];
  return {
    path,
    isList: false,
    read(data) {
      const contact = recordIn(data, 'contact');
      if (contact === undefined) return undefined;
      const chosen = contact[primary];
      if (chosen !== undefined) return chosen;
      for (const first in fieldsOf(contact[map])) return first;
      return '';
    },
  };
}

/** A field of the event itself; records it carries are seen under their own names. */
function eventAttribute(path: readonly string[], field: string): Attribute | undefined {
  if (field === 'type' || field === 'at' || isScopeKind(field)) return undefined;
  return { path, isList: false, read: (data) => ownOf(data, field) };
}

const isFields = (value: unknown): value is Data => typeof value === 'object' && value !== null;

const recordIn = (data: Data, kind: ScopeKind): Data | undefined => fieldsOf(data[kind]);
const fieldsOf = (value: unknown): Data | undefined => (isFields(value) ? value : undefined);
const ownOf = (of: unknown, name: string): unknown => (isFields(of) && Object.hasOwn(of, name) ? of[name] : undefined);
