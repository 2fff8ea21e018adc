/**
 * `node tests/bench/train-signatures.ts --corpora FOLDER`: trains the signature weights that ship on the corpus `signatures` and on the
 * made-up mails of the training half, and writes shared/reading/signature-weights.ts. bench:capture measures by cross-validation instead.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeMails } from './signed-mails/make-mails.ts';
import { readSignatureMails } from './signature-mails.ts';
import { newVocabulary, toExample, train } from './signature-training.ts';

const PENALTY = 1;
/** Smaller weights change no decision. */
const SMALLEST = 0.02;

const { values } = parseArgs({ options: { corpora: { type: 'string' } } });
if (values.corpora === undefined) {
  console.error('Say where the corpora are: node tests/bench/train-signatures.ts --corpora FOLDER');
  process.exit(2);
}
const vocabulary = newVocabulary();
const mails = [
  ...readSignatureMails(join(values.corpora, 'signatures'), (_, read) => read()),
  ...makeMails('train', 1, { withShort: true }),
];
const examples = mails.flatMap((mail) => toExample(mail, vocabulary) ?? []);
const weights = Object.entries(train(examples, vocabulary, PENALTY))
  .filter(([, weight]) => Math.abs(weight) >= SMALLEST)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, weight]) => `  '${name}': ${weight.toFixed(2)},`);
writeFileSync(
  join(import.meta.dirname, '../../shared/reading/signature-weights.ts'),
  `/** Made by tests/bench/train-signatures.ts from ${examples.length} mails: do not edit. */
export const signatureWeights: Readonly<Record<string, number>> = {
${weights.join('\n')}
};
`,
);
console.info(`${weights.length} weights from ${examples.length} of ${mails.length} mails`);
