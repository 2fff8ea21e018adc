/** The checks that are not tests. Each counts as one in the closing line. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureBrowser } from '../../automation-engine/cli/browser.mjs';
import { ensureExtension } from '../../automation-engine/cli/set-up/extension.mjs';
import { runChild } from '../../automation-engine/cli/set-up/processes.mjs';
import type { Finding } from './report.ts';

export const root = resolve(import.meta.dirname, '../..');

export interface Check {
  name: string;
  run: () => Promise<Finding>;
  /** The tests that drive a browser need it. */
  forBrowser?: boolean;
}

export const checks: Check[] = [
  {
    name: 'format',
    run: async () => {
      const finding = await tool('oxfmt/bin/oxfmt', '--list-different', '.');
      return finding && `These files are not formatted; run \`npm run format\`:\n${finding}`;
    },
  },
  { name: 'lint', run: () => tool('oxlint/bin/oxlint') },
  { name: 'types', run: types },
  {
    name: 'boundaries',
    run: () => {
      const flags = ['--config', 'tests/boundaries.cjs', '--output-type', 'err-long'];
      return tool(
        'dependency-cruiser/bin/dependency-cruiser.mjs',
        ...flags,
        'extension',
        'automation-engine',
        'shared',
      );
    },
  },
  {
    name: 'build',
    forBrowser: true,
    run: async () => {
      await ensureExtension(root, process.execPath);
      return undefined;
    },
  },
  {
    name: 'chromium',
    forBrowser: true,
    run: async () => {
      await ensureBrowser();
      return undefined;
    },
  },
];

const projects = ['shared/model', 'shared/reading', 'automation-engine', 'extension', 'tests'];

/** Each side against its own tsconfig, two at a time, the largest first. */
async function types(): Promise<Finding> {
  const queue = projects.toReversed();
  const findings: Finding[] = [];
  const work = async () => {
    for (let project = queue.shift(); project !== undefined; project = queue.shift()) {
      const memory = join('.output', 'types', `${project.replaceAll('/', '-')}.tsbuildinfo`);
      findings.push(await tool('typescript/bin/tsc', '-p', project, '--incremental', '--tsBuildInfoFile', memory));
    }
  };
  await Promise.all([work(), work()]);
  const found = findings.filter((finding) => finding !== undefined);
  return found.length > 0 ? found.join('\n') : undefined;
}

/** Runs a tool of node_modules from the root of the repository; what it prints is the finding, if it fails. */
async function tool(path: string, ...args: string[]): Promise<Finding> {
  const folder = mkdtempSync(join(tmpdir(), 'larder-check-'));
  const log = join(folder, 'output.log');
  try {
    const { code, signal } = await runChild(process.execPath, [join(root, 'node_modules', path), ...args], {
      cwd: root,
      log,
      // With CI set, oxlint paints its report, whatever else is said.
      env: { ...process.env, NO_COLOR: '1', CI: undefined },
    });
    if (code === 0) return undefined;
    return readFileSync(log, 'utf8') || `${path} ended with ${signal ?? `exit code ${code}`} and printed nothing.`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
