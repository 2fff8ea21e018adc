/** Exact comparison with the expected JSON of the microformats tests: items, relations and their links. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { decodePage } from '../../../shared/reading/decode-page.ts';
import { readMicroformats } from '../../../shared/reading/microformats.ts';
import type { Attempt } from '../capture/define-corpus.ts';
import { openPage } from './open-page.ts';

/** The address that the tests are read at, as their own README says. */
const BASE = 'http://example.com/';

export function scoreMicroformats(
  folder: string,
  attempt: Attempt,
): { microformatsPassed: number; microformatsTotal: number } {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
  const outcomes = files.flatMap((name) => {
    const isPassed = attempt(join(folder, name), () => {
      const read = readMicroformats(openPage(decodePage(readFileSync(join(folder, name)))), BASE);
      const expected: unknown = JSON.parse(readFileSync(join(folder, name.replace(/\.html$/u, '.json')), 'utf8'));
      return isDeepStrictEqual(JSON.parse(JSON.stringify(read)), expected);
    });
    return isPassed ?? [];
  });
  return { microformatsPassed: outcomes.filter(Boolean).length, microformatsTotal: outcomes.length };
}
