/** The input of the commands that read pages and messages: one file, or `-` for standard input, and the options before or after it. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

export interface Input {
  file: string;
  bytes: Uint8Array;
  options: Map<string, string[]>;
}

/** @param known names of options, each with a value: `url` for `--url U` */
export async function readInput(
  words: readonly string[],
  known: readonly string[],
): Promise<Input | { problem: string }> {
  const options = new Map<string, string[]>();
  const files: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('--')) {
      files.push(word);
      continue;
    }
    const [name = '', joined] = word.slice(2).split(/=(.*)/su);
    const value = joined ?? words[++at];
    if (!known.includes(name)) return { problem: `there is no option --${name}` };
    if (value === undefined) return { problem: `--${name} needs a value` };
    options.set(name, [...(options.get(name) ?? []), value]);
  }
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) return { problem: 'name one file, or - for standard input' };
  try {
    return { file, bytes: file === '-' ? await buffer(process.stdin) : await readFile(file), options };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { problem: isMissing ? `there is no file ${file}` : `cannot read ${file}: ${String(error)}` };
  }
}
