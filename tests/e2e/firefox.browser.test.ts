/** What is built: small where other people's pages load it, and fit for Firefox. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureExtension } from '../../automation-engine/cli/set-up/extension.mjs';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
let out: string;

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'larder-firefox-'));
});
afterAll(() => rm(out, { recursive: true, force: true }));

describe('the build for Chrome', () => {
  it('puts at most 8 KB, gzipped, into a page', async () => {
    const folder = await ensureExtension(root, process.execPath);
    const script = await readFile(join(folder, 'capture.js'));
    expect(gzipSync(script).length).toBeLessThan(8_000);
  });
});

describe('the build for Firefox', () => {
  it('passes web-ext lint without an error', async () => {
    // In a folder of its own: the one in .output may be in use.
    const build = ['--input-type=module', '--eval', BUILD, root, out];
    await run(process.execPath, build, { cwd: root, env: { ...process.env, NODE_ENV: 'production' } });
    const manifest = JSON.parse(await readFile(join(out, 'firefox-mv2', 'manifest.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(manifest['permissions']).not.toContain('http://*/*');
    expect(manifest['content_scripts']).toBeUndefined();
    const lint = [
      join(root, 'node_modules', 'web-ext', 'bin', 'web-ext.js'),
      'lint',
      '-s',
      join(out, 'firefox-mv2'),
      '-o',
      'json',
    ];
    const { stdout } = await run(process.execPath, lint, { cwd: root, maxBuffer: 20_000_000 }).catch(
      (error: { stdout: string }) => error,
    );
    const { errors } = JSON.parse(stdout) as { errors: { code: string; file?: string; message: string }[] };
    expect(errors).toEqual([]);
  });
});

/** The same as `wxt build -b firefox`, whose output folder can't be chosen. */
const BUILD = `
  const { build } = await import('wxt');
  await build({ root: process.argv[1], browser: 'firefox', outDir: process.argv[2] });
`;
