/**
 * Pages with structured data: exact microformats, the same facts from JSON-LD, microdata and RDFa, plain text, and pages as they
 * are found. What each figure means stands in the file that counts it, in ../pages/.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { scoreAgreement } from '../pages/agreement.ts';
import { readBlocks } from '../pages/blocks.ts';
import { scoreExtruct } from '../pages/extruct.ts';
import { scoreMicroformats } from '../pages/microformats.ts';
import { scorePlainText } from '../pages/plain-text.ts';
import { defineCorpus, type Attempt } from './define-corpus.ts';

export default defineCorpus({
  key: 'structuredPages',
  folder: 'structured-pages',

  async score(path, attempt) {
    const part = <T extends object>(name: string, score: (path: string, attempt: Attempt) => T) =>
      existsSync(join(path, name)) ? score(join(path, name), attempt) : {};
    return {
      ...part('schemaorg/blocks.jsonl', (file) => {
        const blocks = readBlocks(file, attempt);
        return { blocks: blocks.length, ...scoreAgreement(blocks), ...scorePlainText(blocks) };
      }),
      ...part('microformats', scoreMicroformats),
      ...part('extruct', scoreExtruct),
    };
  },
});
