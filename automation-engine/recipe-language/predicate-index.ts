/**
 * Finds which of many rules an event may concern, without asking each. A rule comes as alternatives, and an alternative as values that
 * attributes must have; each alternative has a place. For each attribute the index keeps, as bits, the places that do not look at it and
 * the places that accept each of its values: an event's candidates are those that every attribute leaves over, 32 at a time. It may give
 * rules that do not match, and never leaves out one that does.
 */
import type { Attribute, Data, Fixed, Predicate } from './predicate.ts';

/** Which values these attributes must have, all of them. */
export type Demands = ReadonlyMap<Attribute, readonly Fixed[]>;

/** More alternatives than these are taken together as one that demands nothing. */
const ALTERNATIVES_MAX = 16;

/** The alternatives of a predicate; none when it is never met. */
export function alternativesOf(predicate: Predicate): Demands[] {
  switch (predicate.op) {
    case 'and':
      return predicate.parts.map(alternativesOf).reduce<Demands[]>(
        (joint, part) => {
          const both = joint.flatMap((one) => part.flatMap((other) => bothOf(one, other)));
          return joint.length * part.length > ALTERNATIVES_MAX ? joint : both;
        },
        [new Map()],
      );
    case 'or': {
      const all = predicate.parts.flatMap(alternativesOf);
      return all.length > ALTERNATIVES_MAX ? [new Map()] : all;
    }
    case 'is':
      return [new Map([[predicate.attribute, predicate.values]])];
    case 'holds':
      return [predicate.attribute.isList ? new Map([[predicate.attribute, [predicate.value]]]) : new Map()];
    case 'true':
      return [new Map([[predicate.attribute, [true]]])];
    case 'not':
      return [predicate.part.op === 'true' ? new Map([[predicate.part.attribute, [false]]]) : new Map()];
    case 'fixed':
      return predicate.value ? [new Map()] : [];
    case 'compare':
    case 'other':
      return [new Map()];
  }
}

/** Both demands at once; nothing when no value meets both. Of two demands on a list the first is kept: the rest is left to the rule. */
function bothOf(one: Demands, other: Demands): Demands[] {
  const both = new Map(one);
  for (const [attribute, values] of other) {
    const known = both.get(attribute);
    if (known === undefined) both.set(attribute, values);
    else if (!attribute.isList) {
      const shared = known.filter((value) => values.includes(value));
      if (shared.length === 0) return [];
      both.set(attribute, shared);
    }
  }
  return [both];
}

export interface PredicateIndex<R> {
  add(rule: R, alternatives: readonly Demands[]): void;
  remove(rule: R): void;
  /** The rules that the event may concern, each once, in no order. */
  candidates(data: Data): R[];
}

interface Entry<R> {
  rule: R;
  places: { place: number; demands: Demands }[];
  /** The question that it was last given as an answer to. */
  asked: number;
}

/** The places that look at one attribute, by the values they accept. */
interface Column {
  attribute: Attribute;
  /** The places that do not look at it. */
  free: Bits;
  byValue: Map<Fixed, Bits>;
  users: number;
}

export function createPredicateIndex<R>(): PredicateIndex<R> {
  const entries = new Map<R, Entry<R>>();
  const byPlace: (Entry<R> | undefined)[] = [];
  const emptyPlaces: number[] = [];
  const live = createBits();
  let columns: Column[] = [];
  let left = new Int32Array(32);
  let asked = 0;

  function columnOf(attribute: Attribute): Column {
    const known = columns.find((column) => column.attribute === attribute);
    if (known !== undefined) return known;
    const column: Column = { attribute, free: live.copy(), byValue: new Map(), users: 0 };
    columns.push(column);
    return column;
  }

  function put(entry: Entry<R>, demands: Demands): void {
    const place = emptyPlaces.pop() ?? byPlace.length;
    byPlace[place] = entry;
    entry.places.push({ place, demands });
    for (const [attribute, values] of demands) {
      const column = columnOf(attribute);
      column.users++;
      for (const value of values) {
        const bits = column.byValue.get(value) ?? createBits();
        bits.set(place);
        column.byValue.set(value, bits);
      }
    }
    live.set(place);
    for (const column of columns) if (!demands.has(column.attribute)) column.free.set(place);
  }

  function takeOut({ place, demands }: Entry<R>['places'][number]): void {
    byPlace[place] = undefined;
    emptyPlaces.push(place);
    live.clear(place);
    for (const column of columns) column.free.clear(place);
    for (const [attribute, values] of demands) {
      const column = columnOf(attribute);
      column.users--;
      for (const value of values) {
        const bits = column.byValue.get(value);
        bits?.clear(place);
        if (bits?.count === 0) column.byValue.delete(value);
      }
    }
  }

  /** Columns that leave over the fewest come first, so that the others have little to look at. */
  function tidy(): void {
    columns = columns.filter((column) => column.users > 0).sort((a, b) => b.users - a.users);
    if (left.length < live.words.length) left = new Int32Array(live.words.length);
  }

  /** Crosses out the places that this event's value of the column does not let through; whether any is left. */
  function sift({ attribute, free, byValue }: Column, data: Data, words: number): boolean {
    const value = attribute.read(data);
    const accepting: Bits[] = [];
    if (!attribute.isList) accept(value);
    else for (const item in fieldsOf(value)) accept(item);
    let any = 0;
    const [first, second] = accepting;
    for (let word = 0; word < words; word++) {
      const bits = left[word] ?? 0;
      if (bits === 0) continue;
      let through = free.words[word] ?? 0;
      if (first !== undefined) through |= first.words[word] ?? 0;
      if (second !== undefined)
        for (let at = 1; at < accepting.length; at++) through |= accepting[at]?.words[word] ?? 0;
      any |= left[word] = bits & through;
    }
    return any !== 0;

    function accept(one: unknown): void {
      const bits = isFixed(one) ? byValue.get(one) : undefined;
      if (bits !== undefined) accepting.push(bits);
    }
  }

  return {
    add(rule, alternatives) {
      const entry: Entry<R> = { rule, places: [], asked: 0 };
      entries.set(rule, entry);
      for (const demands of alternatives) put(entry, demands);
      tidy();
    },
    remove(rule) {
      for (const place of entries.get(rule)?.places ?? []) takeOut(place);
      entries.delete(rule);
      tidy();
    },
    candidates(data) {
      const words = Math.ceil(byPlace.length / 32);
      for (let word = 0; word < words; word++) left[word] = live.words[word] ?? 0;
      for (const column of columns) if (!sift(column, data, words)) return [];
      asked++;
      const found: R[] = [];
      for (let word = 0; word < words; word++) {
        for (let bits = left[word] ?? 0; bits !== 0; bits &= bits - 1) {
          const entry = byPlace[word * 32 + 31 - Math.clz32(bits & -bits)];
          // An entry with several alternatives may be left over by more than one.
          if (entry === undefined || entry.asked === asked) continue;
          entry.asked = asked;
          found.push(entry.rule);
        }
      }
      return found;
    },
  };
}

const isFixed = (value: unknown): value is Fixed =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
const fieldsOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

interface Bits {
  words: Int32Array;
  /** How many are set. */
  count: number;
  set(at: number): void;
  clear(at: number): void;
  copy(): Bits;
}

/** Bits that grow as they are set. */
function createBits(words = new Int32Array(1), count = 0): Bits {
  const bits: Bits = {
    words,
    count,
    set(at) {
      const word = at >>> 5;
      if (word >= bits.words.length) {
        const grown = new Int32Array(Math.max(word + 1, bits.words.length * 2));
        grown.set(bits.words);
        bits.words = grown;
      }
      const old = bits.words[word] ?? 0;
      const mask = 1 << (at & 31);
      if ((old & mask) !== 0) return;
      bits.words[word] = old | mask;
      bits.count++;
    },
    clear(at) {
      const word = at >>> 5;
      const old = bits.words[word] ?? 0;
      const mask = 1 << (at & 31);
      if ((old & mask) === 0) return;
      bits.words[word] = old & ~mask;
      bits.count--;
    },
    copy: () => createBits(bits.words.slice(), bits.count),
  };
  return bits;
}
