/**
 * Duplicates: precision, recall and F1 over pairs of records. `datasetN.csv` is one file to deduplicate, `datasetNa.csv` with `datasetNb.csv` are
 * two to link. The truth is in `rec_id` (`rec-<entity>-…`), which the matcher never sees, nor a social security number: a CRM has none.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePage } from '../../../shared/reading/decode-page.ts';
import { inferFields } from '../../../shared/reading/matching/field-kinds.ts';
import { dedupeRecords, linkRecords } from '../../../shared/reading/matching/match-records.ts';
import { defineCorpus } from './define-corpus.ts';
import { readCsv } from '../../../shared/reading/csv.ts';

interface File {
  headings: string[];
  rows: string[][];
  entities: string[];
}

export default defineCorpus({
  key: 'entityResolution',
  folder: 'entity-resolution',
  score: async (path, attempt) => {
    const files = readdirSync(path).filter((name) => name.endsWith('.csv'));
    const result: Record<string, unknown> = {};
    for (const file of files.sort()) {
      const name = file.replace(/\.csv$/u, '');
      const base = name.slice(0, -1);
      const isPair = /\d[ab]$/u.test(name) && files.includes(`${base}a.csv`) && files.includes(`${base}b.csv`);
      if (isPair && name.endsWith('b')) continue;
      const figures = attempt(join(path, file), () =>
        isPair ? link(read(join(path, file)), read(join(path, `${base}b.csv`))) : dedupe(read(join(path, file))),
      );
      if (figures !== undefined) result[isPair ? base : name] = figures;
    }
    return result;
  },
});

function read(path: string): File {
  const [headings = [], ...rows] = readCsv(decodePage(readFileSync(path)));
  const truth = headings.findIndex((heading) => heading.toLowerCase() === 'rec_id');
  if (truth === -1) throw new Error('it has no column rec_id');
  const entities = rows.map((row) => /^rec-(.+?)-/u.exec(row[truth] ?? '')?.[1] ?? '');
  const unmarked = entities.indexOf('');
  if (unmarked !== -1) throw new Error(`record ${unmarked + 1} has no rec_id of the form rec-<entity>-…`);
  return { headings, rows, entities };
}

function dedupe({ headings, rows, entities }: File) {
  const start = performance.now();
  const fields = inferFields(headings, rows);
  const { pairs, candidates } = dedupeRecords(
    fields,
    rows.map((row) => fields.map(({ at }) => row[at])),
  );
  const seconds = (performance.now() - start) / 1_000;
  const sizes = new Map<string, number>();
  for (const entity of entities) sizes.set(entity, (sizes.get(entity) ?? 0) + 1);
  const truth = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const right = pairs.filter(([one, other]) => entities[one] === entities[other]).length;
  return { ...figures(right, pairs.length, truth), seconds: round(seconds), candidates };
}

function link(a: File, b: File) {
  const start = performance.now();
  const fields = inferFields(a.headings, [...a.rows, ...b.rows]);
  const toRecords = ({ headings, rows }: File) => {
    const columns = fields.map(({ name }) => headings.indexOf(name));
    return rows.map((row) => columns.map((at) => row[at]));
  };
  const { pairs, candidates } = linkRecords(fields, toRecords(a), toRecords(b));
  const seconds = (performance.now() - start) / 1_000;
  const sizes = new Map<string, number>();
  for (const entity of b.entities) sizes.set(entity, (sizes.get(entity) ?? 0) + 1);
  const truth = a.entities.reduce((sum, entity) => sum + (sizes.get(entity) ?? 0), 0);
  const right = pairs.filter(([one, other]) => a.entities[one] === b.entities[other]).length;
  return { ...figures(right, pairs.length, truth), seconds: round(seconds), candidates };
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;

function figures(right: number, found: number, truth: number) {
  const precision = found === 0 ? 1 : right / found;
  const recall = truth === 0 ? 1 : right / truth;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision: round(precision), recall: round(recall), f1: round(f1) };
}
