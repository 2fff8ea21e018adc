/** What copying a page costs its own thread. */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer';

/** The function as it runs in a page: without types, imports and exports. */
const script = stripTypeScriptTypes(
  readFileSync(resolve(import.meta.dirname, '../../../extension/capture/take-snapshot.ts'), 'utf8'),
)
  .replaceAll(/^import .*$/gmu, '')
  .replaceAll(/^export /gmu, '');

/**
 * Copies the page twice, with its frames, and says how long the second copy took: a webmail is one long-lived page, in which the content
 * script has copied earlier messages before.
 */
export async function copyMillis(page: Page): Promise<number> {
  const millis: unknown = await page.evaluate(
    `(async () => { ${script}; await takeSnapshot(document); const start = performance.now(); await takeSnapshot(document); return performance.now() - start; })()`,
  );
  if (typeof millis !== 'number') throw new Error('the copy gave no time');
  return Math.round(millis * 10) / 10;
}
