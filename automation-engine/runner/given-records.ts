/** Turns the compact records of examples into fields of mutations: the opposite of what recipe-language/scope.ts does. */
import { kinds, type Kind } from '../../shared/model/kinds.ts';
import type { FieldPath, FieldValue } from '../../shared/model/record.ts';

type Fields = Record<FieldPath, FieldValue>;
type Map = { [name: string]: FieldValue };

const isMap = (value: FieldValue | undefined): value is Map =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** Read from the id and the stamps; nobody sets them. */
const READ_ONLY: ReadonlySet<string> = new Set(['kind', 'id', 'createdAt', 'updatedAt']);
/** In a scope one word stands for the first entry of a map. */
const FIRST_OF: Readonly<Record<string, { map: string; primary: string }>> = {
  email: { map: 'emails', primary: 'primaryEmail' },
  phone: { map: 'phones', primary: 'primaryPhone' },
};

/** @param at ISO 8601; for what must have a time and was given none */
export function fieldsOf(kind: Kind, record: Map, at: string): Fields {
  const fields: Fields = {};
  for (const [name, value] of Object.entries(record)) {
    const first = kind === 'contact' ? FIRST_OF[name] : undefined;
    if (READ_ONLY.has(name)) continue;
    if (first !== undefined && typeof value === 'string') {
      if (value === '') continue;
      fields[`${first.map}/${value}`] = {};
      fields[first.primary] = value;
    } else if (Object.hasOwn(kinds[kind].maps, name)) Object.assign(fields, entriesOf(name, value, at));
    else fields[name] = value;
  }
  return fields;
}

function entriesOf(map: string, value: FieldValue, at: string): Fields {
  const list = Array.isArray(value) ? value : [];
  if (map === 'tags' || map === 'segments')
    return Object.fromEntries(list.map((slug) => [`${map}/${String(slug)}`, true]));
  if (map === 'parties') {
    return Object.fromEntries(
      list
        .filter(isMap)
        .map(({ address, ...party }) => [
          `parties/${String(address)}`,
          Object.fromEntries(Object.entries(party).filter(([, part]) => part !== '')),
        ]),
    );
  }
  if (list.length > 0) return Object.fromEntries(list.map((key) => [`${map}/${String(key)}`, {}]));
  if (!isMap(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      const isWord = map === 'consent' && typeof entry === 'string';
      return [`${map}/${key}`, isWord ? { state: entry, at, how: 'as the example says' } : entry];
    }),
  );
}
