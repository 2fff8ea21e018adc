/**
 * Signature lines, by ten-fold cross-validation: the lines of each tenth of the mails are told by weights that were trained on the
 * other nine and on mails made from templates, never on the tenth itself. Mails with the same text are in the same tenth.
 */
import { makeMails } from '../signed-mails/make-mails.ts';
import { findSignatureBlock } from '../../../shared/reading/signature-block.ts';
import { readSignatureMails } from '../signature-mails.ts';
import { scoreMade, scoreSeed } from '../signature-fields.ts';
import { newVocabulary, toExample, train, type Example } from '../signature-training.ts';
import { defineCorpus } from './define-corpus.ts';

const FOLDS = 10;
const PENALTY = Number(process.env.PEN ?? 0.5);
const T0 = Date.now();

export default defineCorpus({
  key: 'signatures',
  folder: 'signatures',
  async score(path) {
    const fieldsSeed = await scoreSeed();
    const fieldsMade = await scoreMade(makeMails('measure', 3, { withShort: false }));
    if (process.env.FIELDS) return { fieldsSeed, fieldsMade };
    const mails = readSignatureMails(path);
    const texts = [...new Set(mails.map(({ lines }) => lines.map(({ text }) => text).join('\n')))];
    const foldOf = (at: number) => texts.indexOf((mails[at]?.lines ?? []).map(({ text }) => text).join('\n')) % FOLDS;
    const vocabulary = newVocabulary();
    const examples = mails.map((mail) => toExample(mail, vocabulary));
    const made = process.env.NOMADE ? [] : makeMails('train', 1, { withShort: true }).map((mail) => { const e = toExample({ ...mail, weight: Number(process.env.W ?? 0.3) }, vocabulary); if (!e) console.info('untrainable', mail.lines.map((l) => l.sig + l.text)); return e; }).filter((e) => e !== undefined);
    const test = makeMails('measure', 3, { withShort: true });
    {
      const weights = train([...made], vocabulary, PENALTY);
      let ok = 0; const bad: Record<string, number> = {};
      for (const mail of test) { const block = findSignatureBlock(mail.lines.map(({ text }) => text), mail.sender, weights);
        if (mail.lines.every((l, i) => l.text.trim() === '' || l.sig === (block !== undefined && i >= block.start && i < block.end))) ok++; else { const k = mail.language + (mail.fields ? ' signed' : ' unsigned'); bad[k] = (bad[k] ?? 0) + 1; if (process.env.SHOWM) console.info(mail.sender, block, mail.lines.map((l, i) => (block !== undefined && i >= block.start && i < block.end ? 'P' : ' ') + (l.sig ? 'T ' : '  ') + l.text).join('\n')) } }
      console.info('made only on the other half', ok, '/', test.length, bad);
    }
    let right = 0, called = 0, labelled = 0, falseAlarms = 0, exact = 0;
    for (let fold = 0; fold < FOLDS; fold++) {
      const others = [...made, ...examples.filter((example, at): example is Example => example !== undefined && foldOf(at) !== fold)];
      const weights = train(others, vocabulary, PENALTY);
      for (const [at, mail] of mails.entries()) {
        if (foldOf(at) !== fold) continue;
        const block = findSignatureBlock(mail.lines.map(({ text }) => text), mail.sender, weights);
        const marks = mail.lines.map(({ text }, index) => text.trim() !== '' && block !== undefined && index >= block.start && index < block.end);
        const truth = mail.lines.map(({ text, sig }) => sig && text.trim() !== '');
        called += marks.filter(Boolean).length;
        labelled += truth.filter(Boolean).length;
        right += marks.filter((mark, index) => mark && truth[index]).length;
        const wrong = marks.some((mark, index) => mark !== truth[index]);
        if (!truth.some(Boolean) && marks.some(Boolean)) falseAlarms++;
        if (!wrong && truth.some(Boolean)) exact++;
        if (wrong && process.env.SHOW) { console.info('==', mail.id, mail.sender, block); for (const [i, l] of mail.lines.entries()) if (i > mail.lines.length - 9 && l.text.trim()) console.info(marks[i] ? 'P' : ' ', truth[i] ? 'T' : ' ', l.text.slice(0, 90)); }
      }
    }
    console.info(Date.now() - T0);
    const precision = right / called, recall = right / labelled;
    return { precision, recall, f1: (2 * right) / (called + labelled), falseAlarms, exact, fieldsSeed, fieldsMade };
  },
});
