/**
 * `npm run bench:capture -- --corpora FOLDER [--json]`: precision, recall and F1 of capture on public data. Each file in capture/ scores one
 * folder; a folder that is absent has no key in the result.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Corpus } from './capture/define-corpus.ts';

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

const result: Record<string, Record<string, unknown>> = {};
for (const file of files) {
  const { default: corpus }: { default: Corpus } = await import(join(folder, file));
  const path = join(root, corpus.folder);
  if (!existsSync(path)) continue;
  result[corpus.key] = await corpus.score(path);
  if (!values.json) console.info(corpus.key, result[corpus.key]);
}
if (values.json) console.info(JSON.stringify(result, null, 2));
