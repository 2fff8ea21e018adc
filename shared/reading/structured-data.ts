/** Machine-readable data in a page, whatever its syntax, as things with types and properties (schema.org's names). */

/** Something that a page describes. Things may refer to each other in circles: follow properties by name, never all the way down. */
export interface Thing {
  /** The last part of each type's name: `Person`, `Organization`. */
  types: string[];
  id?: string;
  properties: Map<string, Value[]>;
  /** What a person reads where the thing is described, when that is short: the name of what has no other. */
  text?: string;
}

export type Value = string | Thing;

/** Things read from one page by one syntax, at most. */
export const THINGS_MAX = 20_000;

/** `https://schema.org/Person`, `schema:Person` and `Person` are `Person`. */
export const localName = (name: string): string =>
  name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'), name.lastIndexOf(':')) + 1);

export const newThing = (types: readonly string[], id?: string): Thing => ({
  types: types.map(localName).filter((type) => type !== ''),
  ...(id === undefined ? {} : { id }),
  properties: new Map(),
});

export function addValue(thing: Thing, property: string, value: Value): void {
  const name = localName(property);
  if (name === '' || (typeof value === 'string' && value.trim() === '')) return;
  const values = thing.properties.get(name);
  if (values === undefined) thing.properties.set(name, [value]);
  else if (values.length < 200) values.push(value);
}

/** The text values of a property; of a thing in its place its name. */
export function textsOf(thing: Thing, property: string): string[] {
  return (thing.properties.get(property) ?? []).flatMap((value) => {
    if (typeof value === 'string') return [value.trim()];
    const name = value.properties.get('name')?.find((each) => typeof each === 'string');
    return typeof name === 'string' ? [name.trim()] : [];
  });
}

export function thingsOf(thing: Thing, property: string): Thing[] {
  return (thing.properties.get(property) ?? []).filter((value) => typeof value !== 'string');
}

/** The addresses that a property gives: as text, or of the things that it leads to. */
export function linksOf(thing: Thing, property: string): string[] {
  return (thing.properties.get(property) ?? []).flatMap((value) => {
    if (typeof value === 'string') return [value.trim()];
    // An image of its own (ImageObject) says where it is.
    const own = [value.id, ...(value.properties.get('url') ?? []), ...(value.properties.get('contentUrl') ?? [])];
    return own.filter((each) => typeof each === 'string').slice(0, 1);
  });
}
