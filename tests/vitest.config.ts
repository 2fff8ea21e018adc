/**
 * Four groups of tests. A test goes where its name says: `*.browser.test.ts` and all of e2e/ and webmail/ drive a real browser or mail
 * server, one at a time and after everything else; `*.integration.test.ts` may start processes and wait; the rest are unit tests.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');
const browser = ['tests/e2e/**/*.test.ts', 'tests/webmail/**/*.test.ts', 'tests/**/*.browser.test.ts'];
const integration = ['tests/**/*.integration.test.ts'];
const extension = ['tests/extension/**/*.test.{ts,tsx}'];

export default defineConfig({
  root,
  test: {
    // The machine that checks has two cores, and one worker would leave the second idle.
    maxWorkers: 2,
    reporters: ['default', resolve(import.meta.dirname, 'count-reporter.ts')],
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...browser, ...integration, ...extension],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        root,
        // Gives the extension's code the browser API, in memory.
        plugins: existsSync(resolve(root, 'wxt.config.ts')) ? [WxtVitest()] : [],
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'extension',
          include: extension,
          // A webmail shows times of the zone that it is read in.
          env: { TZ: 'UTC' },
          exclude: [...browser, ...integration],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        root,
        test: {
          name: 'integration',
          include: integration,
          exclude: browser,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        root,
        test: {
          name: 'browser',
          include: browser,
          globalSetup: resolve(root, 'tests/webmail/global-setup.ts'),
          testTimeout: 120_000,
          // The first start of the webmail on a machine installs packages.
          hookTimeout: 600_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
