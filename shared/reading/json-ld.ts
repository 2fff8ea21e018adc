/** Reads JSON-LD as it is found: arrays and graphs at any place, references in circles, one thing described in several places. */
import type { Tag } from './dom.ts';
import { addValue, localName, newThing, THINGS_MAX, type Thing, type Value } from './structured-data.ts';
import { decodeEntities, parseTolerant } from './tolerant-json.ts';

const DEPTH_MAX = 40;
const BLOCK_MAX = 2_000_000;
const BLOCKS_MAX = 200;

/** All things in the JSON-LD blocks of a page, nested ones included; references by @id are resolved. */
export function readJsonLd(document: Document): Thing[] {
  const scripts = [...document.querySelectorAll('script[type*="ld+json" i]')].filter(isJsonLd);
  return readJsonLdBlocks(scripts.map((script) => script.textContent ?? ''));
}

/** Whether a script holds JSON-LD. */
export const isJsonLd = (script: Tag): boolean => /^\s*application\/ld\+json/iu.test(script.getAttribute('type') ?? '');

/** @param blocks the texts of the scripts */
export function readJsonLdBlocks(blocks: readonly string[]): Thing[] {
  const reader: Reader = { things: [], byId: new Map(), byFragment: new Map(), references: [] };
  for (const block of blocks.slice(0, BLOCKS_MAX)) {
    const data = parseTolerant(block.slice(0, BLOCK_MAX));
    if (data !== undefined) readValue(data, reader, 0);
  }
  for (const { thing, property, id } of reader.references) {
    // "#o" and "https://globex.test/#o": one of them is relative to the page.
    const whole = id.startsWith('#') ? reader.byFragment.get(id) : undefined;
    const target = reader.byId.get(id) ?? whole ?? reader.byId.get(id.slice(Math.max(0, id.indexOf('#'))));
    addOnce(thing, property, target ?? id);
  }
  return reader.things;
}

interface Reader {
  things: Thing[];
  byId: Map<string, Thing>;
  /** By the part after the page's address, with its "#". */
  byFragment: Map<string, Thing>;
  references: { thing: Thing; property: string; id: string }[];
}

/** @returns the things and texts that a JSON value stands for */
function readValue(data: unknown, reader: Reader, depth: number): Value[] {
  if (depth > DEPTH_MAX || reader.things.length >= THINGS_MAX) return [];
  if (typeof data === 'string') return [data.includes('&') ? decodeEntities(data) : data];
  if (typeof data === 'number' || typeof data === 'boolean') return [String(data)];
  if (Array.isArray(data)) return data.slice(0, 5_000).flatMap((item) => readValue(item, reader, depth + 1));
  if (typeof data !== 'object' || data === null) return [];
  const entries = new Map<string, unknown>(Object.entries(data));
  for (const keyword of ['@value', '@list', '@set', '@graph']) {
    if (keyword !== '@graph' && entries.has(keyword)) return readValue(entries.get(keyword), reader, depth + 1);
  }
  const id = entries.get('@id') ?? entries.get('id');
  const types = [entries.get('@type') ?? entries.get('type')].flat().filter((type) => typeof type === 'string');
  const thing = thingFor(typeof id === 'string' ? id : undefined, types, reader);
  for (const [property, value] of entries) {
    if (property === '@graph') readValue(value, reader, depth + 1);
    if (property === '@reverse') readReverse(value, thing, reader, depth + 1);
    if (property.startsWith('@')) continue;
    for (const item of Array.isArray(value) ? value.slice(0, 5_000) : [value]) {
      const reference = referenceIn(item);
      if (reference !== undefined) reader.references.push({ thing, property, id: reference });
      else for (const read of readValue(item, reader, depth + 1)) addOnce(thing, property, read);
    }
  }
  return [thing];
}

/** `{"@id": "#globex", "@reverse": {"worksFor": {"name": "Dana"}}}`: it is Dana who works for Globex. */
function readReverse(data: unknown, target: Thing, reader: Reader, depth: number): void {
  if (typeof data !== 'object' || data === null) return;
  for (const [property, value] of Object.entries(data))
    for (const other of readValue(value, reader, depth))
      if (typeof other !== 'string') addOnce(other, property, target);
}

/** `{"@id": "#dana"}` and nothing else. */
function referenceIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 && '@id' in value && typeof value['@id'] === 'string' ? value['@id'] : undefined;
}

/** One thing may be described in several places under one @id: they are one. */
function thingFor(id: string | undefined, types: readonly string[], reader: Reader): Thing {
  const thing = newThing(types, id);
  const known = id === undefined ? undefined : reader.byId.get(id);
  if (known !== undefined) {
    known.types = [...new Set([...known.types, ...thing.types])].slice(0, 50);
    return known;
  }
  reader.things.push(thing);
  if (id !== undefined) {
    reader.byId.set(id, thing);
    if (id.includes('#')) reader.byFragment.set(id.slice(id.indexOf('#')), thing);
  }
  return thing;
}

function addOnce(thing: Thing, property: string, value: Value): void {
  if (thing.properties.get(localName(property))?.includes(value) !== true) addValue(thing, property, value);
}
