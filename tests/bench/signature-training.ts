/** Trains the weights of shared/reading/signature-block.ts: maximum likelihood of the labelled cuts with an L2 penalty, by Adam. */
import type { MailAddress } from '../../shared/reading/addresses.ts';
import { cutsOf, readForModel, type Weights } from '../../shared/reading/signature-block.ts';

export type { Weights };

/** A mail whose signature lines are known. */
export interface LabelledMail {
  sender: MailAddress;
  lines: readonly { text: string; sig: boolean }[];
  /** How much it counts: 1 unless said otherwise. */
  weight?: number;
}

export interface Example {
  /** Feature numbers per line. */
  lines: number[][];
  cuts: { start: number; end: number; own: number[] }[];
  /** The right cut; -1 for none. */
  gold: number;
  weight: number;
}

export interface Vocabulary {
  names: string[];
  ids: Map<string, number>;
}

export const newVocabulary = (): Vocabulary => ({ names: [], ids: new Map() });

function idOf(name: string, { names, ids }: Vocabulary): number {
  const known = ids.get(name);
  if (known !== undefined) return known;
  ids.set(name, names.length);
  return names.push(name) - 1;
}

/** @returns nothing for a mail whose labelled lines are no block that the model could choose */
export function toExample(mail: LabelledMail, vocabulary: Vocabulary): Example | undefined {
  const read = readForModel(
    mail.lines.map(({ text }) => text),
    mail.sender,
  );
  const number = (features: readonly string[]) => features.map((feature) => idOf(feature, vocabulary));
  const cuts = cutsOf(read).map(({ start, end, own }) => ({ start, end, own: number(own) }));
  const signed = read.flatMap(({ at }, index) => (mail.lines[at]?.sig === true ? [index] : []));
  const gold =
    signed.length === 0
      ? -1
      : cuts.findIndex(({ start, end }) => start === signed[0] && end === (signed.at(-1) ?? 0) + 1);
  if (signed.length > 0 && gold < 0) return undefined;
  return { lines: read.map(({ features }) => number(features)), cuts, gold, weight: mail.weight ?? 1 };
}

/** What is tried for the penalty of large weights. */
export const PENALTIES = [0.3, 1, 3] as const;

const STEPS = 250;
const RATE = 0.08;

/** @param penalty of the squares of the weights; more makes them smaller */
export function train(examples: readonly Example[], vocabulary: Vocabulary, penalty: number): Weights {
  const size = vocabulary.names.length;
  const weights = new Float64Array(size);
  const mean = new Float64Array(size);
  const spread = new Float64Array(size);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = weights.map((weight) => weight * penalty);
    for (const example of examples) addGradient(example, weights, gradient);
    const rate = RATE * (1 - (0.9 * step) / STEPS);
    for (let id = 0; id < size; id++) {
      const slope = gradient[id] ?? 0;
      mean[id] = 0.9 * (mean[id] ?? 0) + 0.1 * slope;
      spread[id] = 0.99 * (spread[id] ?? 0) + 0.01 * slope * slope;
      const unbiased = (mean[id] ?? 0) / (1 - 0.9 ** step);
      const scale = Math.sqrt((spread[id] ?? 0) / (1 - 0.99 ** step)) + 1e-8;
      weights[id] = (weights[id] ?? 0) - (rate * unbiased) / scale;
    }
  }
  return Object.fromEntries(vocabulary.names.map((name, id) => [name, weights[id] ?? 0]));
}

/** Adds what one mail wants changed: what the model expects of each feature, minus what is. */
function addGradient({ lines, cuts, gold, weight }: Example, weights: Float64Array, gradient: Float64Array): void {
  const sumOf = (ids: readonly number[]) => ids.reduce((sum, id) => sum + (weights[id] ?? 0), 0);
  const sums = [0];
  for (const ids of lines) sums.push((sums.at(-1) ?? 0) + sumOf(ids));
  const scores = cuts.map(({ start, end, own }) => (sums[end] ?? 0) - (sums[start] ?? 0) + sumOf(own));
  const top = Math.max(0, ...scores);
  const parts = scores.map((score) => Math.exp(score - top));
  const total = parts.reduce((sum, part) => sum + part, Math.exp(-top));
  const inBlock = new Float64Array(lines.length + 1);
  for (const [at, { start, end, own }] of cuts.entries()) {
    const excess = weight * ((parts[at] ?? 0) / total - (at === gold ? 1 : 0));
    for (const id of own) gradient[id] = (gradient[id] ?? 0) + excess;
    inBlock[start] = (inBlock[start] ?? 0) + excess;
    inBlock[end] = (inBlock[end] ?? 0) - excess;
  }
  let running = 0;
  for (const [at, ids] of lines.entries()) {
    running += inBlock[at] ?? 0;
    for (const id of ids) gradient[id] = (gradient[id] ?? 0) + running;
  }
}
