/**
 * Reads JSON-LD as it is found, not as the standard wants it: comments, CDATA marks, raw line ends in strings, trailing commas,
 * HTML entities, arrays and graphs at any place. What can't be repaired is left out.
 */
import { findElements, tagOf } from './dom.ts';
import { addValue, newThing, THINGS_MAX, type Thing, type Value } from './structured-data.ts';

const DEPTH_MAX = 40;
const BLOCK_MAX = 2_000_000;

/** All things in the JSON-LD blocks of a page, nested ones included; references by @id are resolved. */
export function readJsonLd(document: Document): Thing[] {
  const scripts = findElements(
    document,
    (element) => tagOf(element) === 'script' && /^\s*application\/ld\+json/iu.test(element.getAttribute('type') ?? ''),
    200,
  );
  const reader: Reader = { things: [], byId: new Map(), references: [] };
  for (const script of scripts) {
    const data = parseTolerant((script.textContent ?? '').slice(0, BLOCK_MAX));
    if (data !== undefined) readValue(data, reader, 0);
  }
  for (const { thing, property, id } of reader.references) {
    const target = reader.byId.get(id);
    addValue(thing, property, target ?? id);
  }
  return reader.things;
}

interface Reader {
  things: Thing[];
  byId: Map<string, Thing>;
  references: { thing: Thing; property: string; id: string }[];
}

/** @returns the things and texts that a JSON value stands for */
function readValue(data: unknown, reader: Reader, depth: number): Value[] {
  if (depth > DEPTH_MAX || reader.things.length >= THINGS_MAX) return [];
  if (typeof data === 'string') return [data];
  if (typeof data === 'number' || typeof data === 'boolean') return [String(data)];
  if (Array.isArray(data)) return data.slice(0, 5_000).flatMap((item) => readValue(item, reader, depth + 1));
  if (typeof data !== 'object' || data === null) return [];
  const entries = new Map<string, unknown>(Object.entries(data));
  for (const keyword of ['@value', '@list', '@set', '@graph']) {
    if (keyword !== '@graph' && entries.has(keyword)) return readValue(entries.get(keyword), reader, depth + 1);
  }
  const id = entries.get('@id') ?? entries.get('id');
  const types = [entries.get('@type') ?? entries.get('type')].flat().filter((type) => typeof type === 'string');
  const thing = newThing(types, typeof id === 'string' ? id : undefined);
  reader.things.push(thing);
  if (typeof id === 'string') reader.byId.set(id, mergeInto(reader.byId.get(id), thing));
  for (const [property, value] of entries) {
    if (property === '@graph') readValue(value, reader, depth + 1);
    if (property.startsWith('@')) continue;
    for (const item of Array.isArray(value) ? value.slice(0, 5_000) : [value]) {
      const reference = referenceIn(item);
      if (reference !== undefined) reader.references.push({ thing, property, id: reference });
      else for (const read of readValue(item, reader, depth + 1)) addValue(thing, property, read);
    }
  }
  return [thing];
}

/** `{"@id": "#dana"}` and nothing else. */
function referenceIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 && '@id' in value && typeof value['@id'] === 'string' ? value['@id'] : undefined;
}

/** One thing may be described in several places under one @id. */
function mergeInto(known: Thing | undefined, thing: Thing): Thing {
  return known === undefined || known.properties.size === 0 ? thing : known;
}

/** JSON, or what becomes JSON after the usual mistakes are repaired. */
export function parseTolerant(text: string): unknown {
  for (const repair of [(plain: string) => plain, repairJson, (plain: string) => repairJson(decodeEntities(plain))]) {
    try {
      const data: unknown = JSON.parse(repair(text));
      return data;
    } catch {
      // The next repair goes further.
    }
  }
  return undefined;
}

const decodeEntities = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** One pass: comments and marks outside of strings go, control characters inside are escaped, commas before an end go. */
export function repairJson(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const sign = text[at] ?? '';
    if (sign === '"') {
      const end = stringEnd(text, at);
      parts.push(repairString(text.slice(at, end)));
      at = end;
    } else if (text.startsWith('/*', at)) at = after(text, '*/', at + 2);
    else if (text.startsWith('//', at)) at = after(text, '\n', at + 2);
    else if (text.startsWith('<!--', at)) at += 4;
    else if (text.startsWith('-->', at)) at += 3;
    else if (text.startsWith('<![CDATA[', at)) at += 9;
    else if (text.startsWith(']]>', at)) at += 3;
    else if (sign === ',') {
      const next = /^[\s,]*(.?)/su.exec(text.slice(at, at + 2_000))?.[1] ?? '';
      if (next !== '}' && next !== ']' && next !== '' && parts.at(-1) !== ',') parts.push(',');
      at++;
    } else {
      if (!/\s|;/u.test(sign)) parts.push(sign);
      at++;
    }
  }
  return parts.join('');
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

const repairString = (text: string) =>
  text
    // oxlint-disable-next-line no-control-regex -- control characters are the mistake that this repairs
    .replace(/[\u0000-\u001f]/gu, (sign) => JSON.stringify(sign).slice(1, -1))
    .replace(/\\(?!["\\/bfnrtu])/gu, '\\\\');
