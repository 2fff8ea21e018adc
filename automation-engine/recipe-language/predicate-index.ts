/**
 * Finds which of many rules an event may concern, without asking each. A rule comes as alternatives, and an alternative as values that
 * attributes must have; each alternative has a place. For each attribute the index keeps, as bits, the places that do not look at it and
 * the places that accept each of its values: an event's candidates are those that every attribute leaves over, 32 at a time. It may give
 * rules that do not match, and never leaves out one that does.
 */
import type { Attribute, Data, Fixed, Predicate } from './predicate.ts';

/** Values that attributes must have, all of them. */
export interface Alternative {
  demands: ReadonlyMap<Attribute, readonly Fixed[]>;
  /** Nothing else is asked for: whoever meets the demands meets the predicate. */
  isAll: boolean;
}

/** More alternatives than these are taken together as one that demands nothing. */
const ALTERNATIVES_MAX = 16;
const ANYTHING: Alternative = { demands: new Map(), isAll: true };
const PERHAPS_ANYTHING: Alternative = { demands: new Map(), isAll: false };

const demand = (attribute: Attribute, values: readonly Fixed[]): Alternative[] => [
  { demands: new Map([[attribute, values]]), isAll: true },
];

/** The alternatives of a predicate; none when it is never met. */
export function alternativesOf(predicate: Predicate): Alternative[] {
  switch (predicate.op) {
    case 'and':
      return predicate.parts.map(alternativesOf).reduce(allOf, [ANYTHING]);
    case 'or': {
      const all = predicate.parts.flatMap(alternativesOf);
      return all.length > ALTERNATIVES_MAX ? [PERHAPS_ANYTHING] : all;
    }
    case 'is':
      return demand(predicate.attribute, predicate.values);
    case 'holds':
      return predicate.attribute.isList ? demand(predicate.attribute, [predicate.value]) : [PERHAPS_ANYTHING];
    case 'true':
      return demand(predicate.attribute, [true]);
    case 'not':
      return predicate.part.op === 'true' ? demand(predicate.part.attribute, [false]) : [PERHAPS_ANYTHING];
    case 'fixed':
      return predicate.value ? [ANYTHING] : [];
    case 'compare':
    case 'text':
    case 'since':
    case 'other':
      return [PERHAPS_ANYTHING];
  }
}

function allOf(some: readonly Alternative[], others: readonly Alternative[]): Alternative[] {
  if (some.length * others.length > ALTERNATIVES_MAX) return some.map(({ demands }) => ({ demands, isAll: false }));
  return some.flatMap((one) => others.flatMap((other) => bothOf(one, other)));
}

/** Both at once; nothing when no value meets both. Of two demands on one list the first is kept. */
function bothOf(one: Alternative, other: Alternative): Alternative[] {
  const demands = new Map(one.demands);
  let isAll = one.isAll && other.isAll;
  for (const [attribute, values] of other.demands) {
    const known = demands.get(attribute);
    if (known === undefined) demands.set(attribute, values);
    else if (attribute.isList) isAll = false;
    else {
      const shared = known.filter((value) => values.includes(value));
      if (shared.length === 0) return [];
      demands.set(attribute, shared);
    }
  }
  return [{ demands, isAll }];
}

export interface PredicateIndex<R> {
  add(rule: R, alternatives: readonly Alternative[]): void;
  remove(rule: R): void;
  /**
   * Shows the rules that an event may concern, each once, in no order.
   * @param show `isSure` when the rule need not be asked any more
   */
  candidates(data: Data, show: (rule: R, isSure: boolean) => void): void;
}

interface Entry<R> {
  rule: R;
  places: { place: number; demands: Alternative['demands'] }[];
  /** The question that it was last given as an answer to. */
  asked: number;
}

/** Places as bits, 32 in a word; grown as they are set. */
interface Bits {
  words: Int32Array;
}
const createBits = (words = new Int32Array(1)): Bits => ({ words });

/** The places that look at one attribute, by the values they accept. */
interface Column {
  attribute: Attribute;
  /** The places that do not look at it. */
  free: Bits;
  /** Most values have few places: only words that have any, as pairs of the word's number and its bits. */
  byValue: Map<Fixed, number[]>;
  users: number;
}

export function createPredicateIndex<R>(): PredicateIndex<R> {
  const entries = new Map<R, Entry<R>>();
  const byPlace: (Entry<R> | undefined)[] = [];
  const emptyPlaces: number[] = [];
  const live = createBits();
  const sure = createBits();
  let columns: Column[] = [];
  // What is worked on while a question is answered.
  let left = new Int32Array(1);
  const accepted: number[] = [];
  let asked = 0;

  function columnOf(attribute: Attribute): Column {
    const known = columns.find((column) => column.attribute === attribute);
    if (known !== undefined) return known;
    const column: Column = { attribute, free: createBits(live.words.slice()), byValue: new Map(), users: 0 };
    columns.push(column);
    return column;
  }

  function put(entry: Entry<R>, { demands, isAll }: Alternative): void {
    const place = emptyPlaces.pop() ?? byPlace.length;
    byPlace[place] = entry;
    entry.places.push({ place, demands });
    for (const [attribute, values] of demands) {
      const column = columnOf(attribute);
      column.users++;
      for (const value of values) {
        const pairs = column.byValue.get(value) ?? [];
        setInPairs(pairs, place);
        column.byValue.set(value, pairs);
      }
    }
    setBit(live, place, true);
    setBit(sure, place, isAll);
    for (const column of columns) setBit(column.free, place, !demands.has(column.attribute));
  }

  function takeOut({ place, demands }: Entry<R>['places'][number]): void {
    byPlace[place] = undefined;
    emptyPlaces.push(place);
    for (const bits of [live, sure, ...columns.map((column) => column.free)]) setBit(bits, place, false);
    for (const [attribute, values] of demands) {
      const column = columnOf(attribute);
      column.users--;
      for (const value of values) {
        const pairs = column.byValue.get(value) ?? [];
        clearInPairs(pairs, place);
        if (pairs.length === 0) column.byValue.delete(value);
      }
    }
  }

  /** Columns with many values come first: each of theirs has few places, and after them there is little left for the others. */
  function tidy(): void {
    columns = columns.filter((column) => column.users > 0).sort((a, b) => b.byValue.size - a.byValue.size);
  }

  /** Notes which of the places that are left accept the value. */
  function accept(byValue: Column['byValue'], value: unknown): void {
    const pairs = isFixed(value) ? byValue.get(value) : undefined;
    if (pairs === undefined) return;
    for (let at = 0; at < pairs.length; at += 2) {
      const word = pairs[at] ?? 0;
      const bits = (pairs[at + 1] ?? 0) & (left[word] ?? 0);
      if (bits !== 0) accepted.push(word, bits);
    }
  }

  /** Crosses out the places that this event's value of the column does not let through; whether any is left. */
  function sift({ attribute, byValue, free }: Column, data: Data): boolean {
    accepted.length = 0;
    const value = attribute.read(data);
    if (!attribute.isList) accept(byValue, value);
    else if (typeof value === 'object' && value !== null) for (const item in value) accept(byValue, item);
    const words = free.words;
    let any = accepted.length;
    for (let word = 0; word < left.length; word++) any |= left[word] = (left[word] ?? 0) & (words[word] ?? 0);
    for (let at = 0; at < accepted.length; at += 2) {
      const word = accepted[at] ?? 0;
      left[word] = (left[word] ?? 0) | (accepted[at + 1] ?? 0);
    }
    return any !== 0;
  }

  return {
    add(rule, alternatives) {
      const entry: Entry<R> = { rule, places: [], asked: 0 };
      entries.set(rule, entry);
      for (const alternative of alternatives) put(entry, alternative);
      tidy();
    },
    remove(rule) {
      for (const place of entries.get(rule)?.places ?? []) takeOut(place);
      entries.delete(rule);
      tidy();
    },
    candidates(data, show) {
      if (left.length < live.words.length) left = live.words.slice();
      else left.set(live.words);
      for (const column of columns) if (!sift(column, data)) return;
      asked++;
      for (let word = 0; word < left.length; word++) {
        for (let bits = left[word] ?? 0; bits !== 0; bits &= bits - 1) {
          const bit = bits & -bits;
          const entry = byPlace[word * 32 + 31 - Math.clz32(bit)];
          // One with several alternatives may be left over by more than one.
          if (entry === undefined || entry.asked === asked) continue;
          entry.asked = asked;
          show(entry.rule, ((sure.words[word] ?? 0) & bit) !== 0);
        }
      }
    },
  };
}

const isFixed = (value: unknown): value is Fixed =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function setBit(bits: Bits, place: number, isSet: boolean): void {
  const word = place >>> 5;
  if (word >= bits.words.length) {
    const grown = new Int32Array(Math.max(word + 1, bits.words.length + (bits.words.length >> 2)));
    grown.set(bits.words);
    bits.words = grown;
  }
  const bit = 1 << (place & 31);
  bits.words[word] = isSet ? (bits.words[word] ?? 0) | bit : (bits.words[word] ?? 0) & ~bit;
}

const wordIn = (pairs: readonly number[], word: number): number =>
  pairs.findIndex((one, at) => at % 2 === 0 && one === word);

function setInPairs(pairs: number[], place: number): void {
  const at = wordIn(pairs, place >>> 5);
  const bit = 1 << (place & 31);
  if (at < 0) pairs.push(place >>> 5, bit);
  else pairs[at + 1] = (pairs[at + 1] ?? 0) | bit;
}

function clearInPairs(pairs: number[], place: number): void {
  const at = wordIn(pairs, place >>> 5);
  if (at < 0) return;
  const bits = (pairs[at + 1] ?? 0) & ~(1 << (place & 31));
  if (bits === 0) pairs.splice(at, 2);
  else pairs[at + 1] = bits;
}
