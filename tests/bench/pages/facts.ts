/** What a reader says, as a set of facts `property=value` that can be compared whatever the syntax or the nesting. */
import type { Thing } from '../../../shared/reading/structured-data.ts';

export const fold = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Links and blanks are written in many ways that mean one thing: relative to the page or not, with dots or without. */
export const canonical = (text: string, base: string): string => {
  const folded = fold(text);
  const url = /^(?:https?:|\/|\.)/u.test(folded) && URL.canParse(folded, base) ? new URL(folded, base).href : folded;
  return url.startsWith(base) ? url.slice(base.length) : url;
};

export const local = (name: string): string =>
  name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'), name.lastIndexOf(':')) + 1);

/** The facts of things as the readers give them. */
export function factsOfThings(things: readonly Thing[], base: string): Set<string> {
  const facts = new Set<string>();
  for (const { types, properties } of things) {
    for (const type of types) facts.add(`@type=${type}`);
    for (const [property, values] of properties)
      for (const value of values) {
        if (typeof value === 'string') facts.add(`${property}=${canonical(value, base)}`);
        else if (value.id !== undefined) facts.add(`${property}=${canonical(value.id, base)}`);
      }
  }
  return facts;
}

/** Keys that say how a thing is written down, not what it is. */
const FRAMES = new Set(['@context', '@id', 'id', 'iid', 'iid_ref', '@language', '_nodeId_', 'value', '@value']);

/** The facts of an expected result: nested or flat microdata, JSON-LD, or RDFa as expanded JSON-LD. */
export function factsOfJson(data: unknown, base: string): Set<string> {
  const facts = new Set<string>();
  const add = (property: string, value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) add(property, each);
    else if (typeof value === 'object' && value !== null) {
      const entries = new Map<string, unknown>(Object.entries(value));
      const text = entries.get('@value') ?? entries.get('@id') ?? entries.get('id');
      if (typeof text === 'string') facts.add(`${property}=${canonical(text, base)}`);
      if (entries.get('@value') === undefined) visit(value);
    } else if (value !== null && fold(String(value)) !== '') facts.add(`${property}=${canonical(String(value), base)}`);
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === '@type' || key === 'type')
        for (const type of [value].flat()) facts.add(`@type=${local(String(type))}`);
      else if (key === 'properties' || key === '@graph') visit(value);
      else if (!FRAMES.has(key)) add(local(key), value);
    }
  };
  visit(data);
  return facts;
}

/** What only one of two sets has. */
export const differences = (a: ReadonlySet<string>, b: ReadonlySet<string>): string[] => [
  ...[...a].filter((fact) => !b.has(fact)).map((fact) => `- ${fact}`),
  ...[...b].filter((fact) => !a.has(fact)).map((fact) => `+ ${fact}`),
];
