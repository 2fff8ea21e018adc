/**
 * Finds the lines of a signature, its closing included, by a linear model: of all blocks near the end of a mail, and none, the one
 * with the highest sum of weights. A log-linear model over segments, as in Sarawagi and Cohen 2004 (semi-Markov conditional
 * random fields) with one segment. tests/bench/train-signatures.ts makes the weights.
 */
import type { MailAddress } from './addresses.ts';
import { blockFeatures, blockSums, readLines, TAILS, type MailLine } from './signature-features.ts';
import { signatureWeights } from './signature-weights.ts';

/** Weights by the name of the feature. */
export type Weights = Readonly<Record<string, number>>;

export interface SignatureBlock {
  /** Indexes of lines; `end` is the first below the block. */
  start: number;
  end: number;
  /** From 0 to 1: what the model takes the block for against all others and none. */
  probability: number;
}

/** Lines that are looked at from the end, and lines that a block may have. */
const LINES_MAX = 70;
const BLOCK_MAX = 30;
const TAILS_MAX = 4;

/** One way to cut a mail: the block's place among the lines that were read, and its own features. */
export interface Cut {
  start: number;
  end: number;
  own: readonly string[];
}

/** @param lines of the sender's own words, without quotations */
export function findSignatureBlock(
  lines: readonly string[],
  sender: MailAddress,
  weights: Weights = signatureWeights,
): SignatureBlock | undefined {
  const read = readLines(lines, sender, LINES_MAX);
  const sums = [0];
  for (const { features } of read) sums.push((sums.at(-1) ?? 0) + scoreOf(features, weights));
  const scores: { cut?: Cut; score: number }[] = cutsOf(read).map((cut) => ({
    cut,
    score: (sums[cut.end] ?? 0) - (sums[cut.start] ?? 0) + scoreOf(cut.own, weights),
  }));
  // No signature scores 0.
  const best = scores.reduce((top, one) => (one.score > top.score ? one : top), { score: 0 });
  const total = scores.reduce((sum, { score }) => sum + Math.exp(score - best.score), Math.exp(-best.score));
  const first = read[best.cut?.start ?? -1];
  const last = read[(best.cut?.end ?? 0) - 1];
  if (first === undefined || last === undefined) return undefined;
  return { start: first.at, end: last.at + 1, probability: 1 / total };
}

const scoreOf = (features: readonly string[], weights: Weights) =>
  features.reduce((sum, feature) => sum + (weights[feature] ?? 0), 0);

/** Every block that ends with the mail, or above something that may stand below a signature. */
export function cutsOf(lines: readonly MailLine[]): Cut[] {
  const ends = [lines.length];
  for (let at = lines.length - 1; at > 0 && ends.length <= TAILS_MAX; at--) {
    const kinds = lines[at]?.kinds;
    // A rule above the sender's name is inside the signature.
    const isInside = kinds?.has('rule') === true && lines[at + 1]?.kinds.has('sender-name') === true;
    if (!isInside && TAILS.some((kind) => kinds?.has(kind))) ends.push(at);
  }
  const sums = blockSums(lines);
  return ends.flatMap((end) => {
    const cuts: Cut[] = [];
    for (let start = end - 1; start >= Math.max(0, end - BLOCK_MAX); start--)
      cuts.push({ start, end, own: blockFeatures(lines, start, end, sums) });
    return cuts;
  });
}

export const readForModel = (lines: readonly string[], sender: MailAddress): MailLine[] =>
  readLines(lines, sender, LINES_MAX);
