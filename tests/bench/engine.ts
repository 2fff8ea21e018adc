/**
 * `npm run bench:engine -- [--json] [--only KEY,KEY]`: how fast the engine is. Each file in engine/ is one measure; each runs in a process
 * of its own, one after the other, so that none inherits another's memory; all figures come as one object.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Figures, Measure } from './engine/define-measure.ts';

const folder = join(import.meta.dirname, 'engine');
const load = async (file: string): Promise<Measure> =>
  ((await import(join(folder, file))) as { default: Measure }).default;

if (process.send === undefined) await measureAll();
else {
  const figures = await (await load(process.argv[2] ?? '')).run();
  process.send(figures, undefined, undefined, () => process.exit(0));
}

async function measureAll(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } });
  const wanted = values.only?.split(',');
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.startsWith('define-'))
    .map(({ name }) => name)
    .sort();
  const result: Figures = {};
  for (const file of files) {
    const { keys } = await load(file);
    if (wanted !== undefined && !keys.some((key) => wanted.includes(key))) continue;
    const figures = await inOwnProcess(file);
    for (const key of keys) {
      const figure = figures[key];
      if (figure === undefined || Object.hasOwn(result, key))
        throw new Error(`${file}: "${key}" must be given, and once`);
      result[key] = figure;
      if (!values.json) console.info(key, figure);
    }
  }
  if (values.json) console.info(JSON.stringify(result, null, 2));
}

async function inOwnProcess(file: string): Promise<Figures> {
  const child = fork(import.meta.filename, [file]);
  const figures = new Promise<Figures>((resolve) => child.once('message', (message) => resolve(message as Figures)));
  const ended = once(child, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`${file} ended with ${String(code)}`);
    return figures;
  });
  return Promise.race([figures.then((value) => ended.then(() => value)), ended]);
}
