/** The blocks of schema.org: one per line. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Attempt } from '../capture/define-corpus.ts';

const blockSchema = z.object({
  id: z.string(),
  text: z.string(),
  microdata: z.string().nullable(),
  rdfa: z.string().nullable(),
  jsonld: z.string(),
});
export type Block = z.infer<typeof blockSchema>;

export function readBlocks(path: string, attempt: Attempt): Block[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return [];
      return attempt(`${path}:${at + 1}`, () => blockSchema.parse(JSON.parse(line))) ?? [];
    });
}
