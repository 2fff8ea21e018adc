/** The input of the commands that read pages and messages: one file, or `-` for standard input, and the options before or after it. */
import { readFile, stat } from 'node:fs/promises';
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
  const bytes = await readBytes(file);
  return typeof bytes === 'string' ? { problem: bytes } : { file, bytes, options };
}

/** No page and no message is larger: reading it would only take memory. */
const BYTES_MAX = 100_000_000;

/** @returns the problem, in words, when the file cannot be what these commands read */
async function readBytes(file: string): Promise<Uint8Array | string> {
  try {
    if (file !== '-') {
      const about = await stat(file);
      if (about.isDirectory()) return `${file} is a folder`;
      if (about.size > BYTES_MAX) return tooLarge(file);
    }
    const bytes = file === '-' ? await buffer(process.stdin) : await readFile(file);
    if (bytes.length === 0) return `${file === '-' ? 'standard input' : file} is empty`;
    if (bytes.length > BYTES_MAX) return tooLarge(file);
    return isBinary(bytes) ? `${file} is neither a page nor a message: it holds binary data` : bytes;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? `there is no file ${file}` : `cannot read ${file}: ${String(error)}`;
  }
}

const tooLarge = (file: string) => `${file} is too large: at most ${BYTES_MAX / 1_000_000} MB are read`;

/** More than a few of the control bytes that no text has; UTF-16, which is full of zeros, says so with its first two bytes. */
function isBinary(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return false;
  const start = bytes.subarray(0, 4_096);
  return start.filter((byte) => byte < 8 || (byte > 13 && byte < 27)).length * 100 > start.length;
}
