/**
 * Functions on texts that are ours: `lower` and `upper` for any script, and those of the strings extension that build what they make
 * before anyone can say that it is too much.
 */
import {
  celEnv,
  celMethod,
  CelScalar,
  isCelError,
  isCelList,
  listType,
  parse,
  plan,
  type CelList,
} from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { charge } from './meter.ts';

const FORMAT_DIGITS_MAX = 20;
const { DYN, INT, STRING } = CelScalar;
const LIST = listType(DYN);

const formatPlain = plan(celEnv({ funcs: strings }), parse('text.format(values)'));

function fail(message: string): never {
  throw new Error(message);
}

const replacedSize = (text: string, what: string, by: string): number =>
  (text.length / Math.max(1, what.length) + 1) * (by.length + 1);

function joined(list: CelList, between: string): string {
  const parts = [...list].map((part) => (typeof part === 'string' ? part : fail('join() takes a list of texts')));
  charge(parts.reduce((sum, part) => sum + part.length + between.length, 0));
  return parts.join(between);
}

/** How long what `format` writes can get: every value as often as it may be named. */
const writtenSize = (value: unknown): number => {
  if (isCelList(value)) return [...value].reduce((sum: number, item) => sum + 2 + writtenSize(item), 2);
  return typeof value === 'string' ? value.length : 32;
};

export const textFunctions = [
  celMethod('lower', STRING, [], STRING, function () {
    return this.toLowerCase();
  }),
  celMethod('upper', STRING, [], STRING, function () {
    return this.toUpperCase();
  }),
  celMethod('replace', STRING, [STRING, STRING], STRING, function (what, by) {
    charge(replacedSize(this, what, by));
    return this.replaceAll(what, () => by);
  }),
  celMethod('replace', STRING, [STRING, STRING, INT], STRING, function (what, by, times) {
    charge(replacedSize(this, what, by));
    let left = times < 0n ? Infinity : Number(times);
    return this.replaceAll(what, (found) => (left-- > 0 ? by : found));
  }),
  celMethod('join', LIST, [], STRING, function () {
    return joined(this, '');
  }),
  celMethod('join', LIST, [STRING], STRING, function (between) {
    return joined(this, between);
  }),
  celMethod('format', STRING, [LIST], STRING, function (values) {
    for (const [, digits] of this.matchAll(/%\.(\d+)/g)) {
      if (Number(digits) > FORMAT_DIGITS_MAX) throw new Error(`format() writes at most ${FORMAT_DIGITS_MAX} digits`);
    }
    charge(this.length + writtenSize(values));
    const text = formatPlain({ text: this, values: [...values] });
    return typeof text === 'string' ? text : fail(isCelError(text) ? text.message : 'format() made no text');
  }),
];
