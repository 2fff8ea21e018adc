/** Reads page fixtures; `tests/fixtures/pages/README.md` tells their form. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Snapshot } from '../../../extension/capture/page.ts';

/** The command line's parser: the tests read pages as it does. */
export { parseHtml } from '../../../automation-engine/cli/parse-html.ts';

export const FIXTURES = resolve(import.meta.dirname, '../../fixtures');

const firstLine = z.strictObject({
  url: z.string(),
  title: z.string().default(''),
  language: z.string().default(''),
  selection: z.string().optional(),
  frames: z.array(z.string()).default([]),
  raw: z.string().optional(),
  own: z.array(z.string()).default([]),
});

export interface Fixture {
  snapshot: Snapshot;
  raw?: Uint8Array;
  own: string[];
}

export function readFixture(path: string): Fixture {
  const text = readFileSync(path, 'utf8');
  const end = text.indexOf('-->\n');
  const head = text.slice(0, end).replace('<!-- larder:page ', '');
  const { url, title, language, selection, frames, raw, own } = firstLine.parse(JSON.parse(head));
  return {
    snapshot: {
      url,
      title,
      language,
      html: text.slice(end + 4),
      ...(selection === undefined ? {} : { selection: { text: selection, html: '' } }),
      frames: frames.map((name) => readFixture(join(dirname(path), name)).snapshot),
      truncated: false,
    },
    ...(raw === undefined ? {} : { raw: new Uint8Array(readFileSync(join(dirname(path), raw))) }),
    own,
  };
}

export const readMail = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(FIXTURES, 'mail', `${name}.eml`)));
