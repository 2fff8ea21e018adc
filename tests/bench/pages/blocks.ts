/** The blocks of schema.org: one per line. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const blockSchema = z.object({
  id: z.string(),
  text: z.string(),
  microdata: z.string().nullable(),
  rdfa: z.string().nullable(),
  jsonld: z.string(),
});
export type Block = z.infer<typeof blockSchema>;

export function readBlocks(path: string): Block[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => blockSchema.parse(JSON.parse(line)));
}
