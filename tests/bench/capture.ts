/**
 * `npm run bench:capture -- --corpora FOLDER [--json]`: precision, recall and F1 of capture on public data. Each file in capture/ scores one
 * folder; a folder that is absent has no key in the result. What can't be read is named under `problems`, and the rest is scored.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Attempt, Corpus } from './capture/define-corpus.ts';

const { values } = parseArgs({ options: { corpora: { type: 'string' }, json: { type: 'boolean', default: false } } });
if (values.corpora === undefined) {
  console.error('Say where the corpora are: npm run bench:capture -- --corpora FOLDER [--json]');
  process.exit(2);
}
const root = resolve(values.corpora);
const folder = join(import.meta.dirname, 'capture');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.startsWith('define-'))
  .sort();

const problems: string[] = [];
const report = (file: string, error: unknown) => {
  const why =
    error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
  problems.push(`${file}: ${why.replace(/\s+/gu, ' ')}`);
  console.error(`not scored: ${problems.at(-1) ?? ''}`);
};
const attempt: Attempt = (file, read) => {
  try {
    return read();
  } catch (error) {
    report(file, error);
    return undefined;
  }
};

const result: Record<string, unknown> = {};
for (const file of files) {
  const { default: corpus }: { default: Corpus } = await import(join(folder, file));
  const path = join(root, corpus.folder);
  if (!existsSync(path)) continue;
  try {
    result[corpus.key] = await corpus.score(path, attempt);
  } catch (error) {
    report(path, error);
    continue;
  }
  if (!values.json) console.info(corpus.key, result[corpus.key]);
}
if (problems.length > 0) result['problems'] = problems;
if (values.json) console.info(JSON.stringify(result, null, 2));
