/**
 * Signature lines, by ten-fold cross-validation: the lines of each tenth of the mails are told by weights that were trained on the
 * other nine tenths and on made-up mails, never on the tenth itself; how much large weights are penalised is chosen on the nine tenths
 * too. Mails with the same text are in the same tenth. `falseAlarms` are unsigned mails with a line called signature. The fields are
 * read with the weights that ship, from the mails of tests/webmail/seed, from made-up ones whose parts trained nothing, and from those of
 * signed-mails/written, whose lines are scored too.
 */
import { findSignatureBlock } from '../../../shared/reading/signature-block.ts';
import { signatureWeights } from '../../../shared/reading/signature-weights.ts';
import { ratesOf, scoreMade, scoreSeed } from '../signature-fields.ts';
import { readSignatureMails } from '../signature-mails.ts';
import {
  newVocabulary,
  PENALTIES,
  toExample,
  train,
  type Example,
  type LabelledMail,
  type Weights,
} from '../signature-training.ts';
import { makeMails } from '../signed-mails/make-mails.ts';
import { readWrittenMails } from '../signed-mails/written-mails.ts';
import { defineCorpus } from './define-corpus.ts';

const FOLDS = 10;
const INNER_FOLDS = 3;

interface Case {
  mail: LabelledMail;
  example: Example | undefined;
  fold: number;
}

export default defineCorpus({
  key: 'signatures',
  folder: 'signatures',
  async score(path, attempt) {
    const vocabulary = newVocabulary();
    const mails = readSignatureMails(path, attempt);
    const texts = mails.map(({ lines }) => lines.map(({ text }) => text).join('\n'));
    const distinct = [...new Set(texts)];
    const cases = mails.map((mail, at) => ({
      mail,
      example: toExample(mail, vocabulary),
      fold: distinct.indexOf(texts[at] ?? '') % FOLDS,
    }));
    const made = makeMails('train', 1, { withShort: true }).flatMap((mail) => toExample(mail, vocabulary) ?? []);
    const trainOn = (training: readonly Case[], penalty: number) =>
      train([...made, ...training.flatMap(({ example }) => example ?? [])], vocabulary, penalty);

    const outcomes = Array.from({ length: FOLDS }, (_, fold) => {
      const others = cases.filter((one) => one.fold !== fold);
      const penalty = choosePenalty(others, trainOn);
      return tell(
        cases.filter((one) => one.fold === fold),
        trainOn(others, penalty),
      );
    }).flat();
    return {
      ...ratesOfLines(outcomes),
      method: '10-fold cross-validation by mail',
      seedFields: await scoreSeed(),
      written: scoreLines(readWrittenMails()),
      writtenFields: await scoreMade(readWrittenMails()),
      madeFields: await scoreMade(makeMails('measure', 3, { withShort: false })),
    };
  },
});

/** The lines of mails as the weights that ship tell them. */
export const scoreLines = (mails: readonly LabelledMail[]) =>
  ratesOfLines(
    tell(
      mails.map((mail) => ({ mail })),
      signatureWeights,
    ),
  );

const ratesOfLines = (outcomes: readonly Outcome[]) => ({
  ...ratesOf(lineTally(outcomes)),
  falseAlarms: outcomes.filter(({ there, found }) => there === 0 && found > 0).length,
  signed: outcomes.filter(({ there }) => there > 0).length,
  unsigned: outcomes.filter(({ there }) => there === 0).length,
  exact: outcomes.filter(({ there, found, right }) => there > 0 && there === right && found === right).length,
});

/** The penalty with the best F1 by cross-validation inside the training mails. */
function choosePenalty(
  training: readonly Case[],
  trainOn: (cases: readonly Case[], penalty: number) => Weights,
): number {
  const scored = PENALTIES.map((penalty) => {
    const outcomes = Array.from({ length: INNER_FOLDS }, (_, fold) => {
      const weights = trainOn(
        training.filter((__, at) => at % INNER_FOLDS !== fold),
        penalty,
      );
      return tell(
        training.filter((__, at) => at % INNER_FOLDS === fold),
        weights,
      );
    }).flat();
    return { penalty, f1: ratesOf(lineTally(outcomes)).f1 };
  });
  return scored.toSorted((a, b) => b.f1 - a.f1)[0]?.penalty ?? 1;
}

interface Outcome {
  right: number;
  found: number;
  there: number;
}

/** How many lines of each mail are signature, were called so, and both; empty lines do not count. */
const tell = (cases: readonly Pick<Case, 'mail'>[], weights: Weights): Outcome[] =>
  cases.map(({ mail: { lines, sender } }) => {
    const block = findSignatureBlock(
      lines.map(({ text }) => text),
      sender,
      weights,
    );
    const outcome = { right: 0, found: 0, there: 0 };
    for (const [at, { text, sig }] of lines.entries()) {
      if (text.trim() === '') continue;
      const isFound = block !== undefined && at >= block.start && at < block.end;
      if (isFound) outcome.found++;
      if (sig) outcome.there++;
      if (isFound && sig) outcome.right++;
    }
    return outcome;
  });

const lineTally = (outcomes: readonly Outcome[]): Outcome => ({
  right: outcomes.reduce((sum, { right }) => sum + right, 0),
  found: outcomes.reduce((sum, { found }) => sum + found, 0),
  there: outcomes.reduce((sum, { there }) => sum + there, 0),
});
