import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const lock = (version: string) =>
  JSON.stringify({
    packages: { '': {}, 'node_modules/zod': { version }, 'node_modules/other-os': { version, optional: true } },
  });

/** Stands for npm: says that it was called, and installs what the lock file lists. */
const FAKE_NPM = `
const fs = require('node:fs');
fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
console.log('npm warn EBADENGINE Unsupported engine');
if (fs.existsSync('npm-fails')) { console.error('npm error no such package'); process.exit(1); }
const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
delete packages['node_modules/other-os'];
fs.mkdirSync('node_modules/zod', { recursive: true });
fs.mkdirSync('node_modules/node/bin', { recursive: true });
fs.rmSync('node_modules/node/bin/node', { force: true });
fs.symlinkSync(${JSON.stringify(process.execPath)}, 'node_modules/node/bin/node');
fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
`;

let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'larder-set-up-test-'));
  mkdirSync(join(checkout, 'automation-engine'));
  symlinkSync(join(root, 'automation-engine/cli'), join(checkout, 'automation-engine/cli'), 'junction');
  write('npm-cli.js', FAKE_NPM);
  write('package-lock.json', lock('1.0.0'));
  write(
    'hello.ts',
    'const words: string[] = process.argv.slice(2);\nconsole.log(JSON.stringify(words));\nprocess.exitCode = words.length;',
  );
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

const write = (name: string, content: string) => writeFileSync(join(checkout, name), content);
const npmCalls = () => {
  try {
    return readFileSync(join(checkout, 'npm-calls'), 'utf8').trim().split('\n');
  } catch {
    return []; // never called
  }
};

/** Starts set-up in the checkout; --preserve-symlinks-main keeps it from looking at where it really is. */
function start(...words: string[]): ChildProcess {
  const flags = ['--preserve-symlinks', '--preserve-symlinks-main'];
  return spawn(process.execPath, [...flags, join(checkout, 'automation-engine/cli/set-up.mjs'), ...words], {
    cwd: checkout,
    env: { ...process.env, npm_execpath: join(checkout, 'npm-cli.js'), npm_node_execpath: process.execPath },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function setUp(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(...words);
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const [out, err] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
  ]);
  return { code: await ended, out, err };
}

describe('set-up', () => {
  it('installs once, then runs the script with its words and its exit code', async () => {
    const first = await setUp('hello.ts', 'a', '--json');
    expect(first).toMatchObject({ code: 2, out: '["a","--json"]\n' });
    expect(first.err).toMatch(/^larder: installing the dependencies … done/);
    const second = await setUp('hello.ts');
    expect(second).toEqual({ code: 0, out: '[]\n', err: '' });
    expect(npmCalls()).toHaveLength(1);
  });

  it('installs again when the lock file changed', async () => {
    await setUp('hello.ts');
    write('package-lock.json', lock('2.0.0'));
    await setUp('hello.ts');
    expect(npmCalls()).toHaveLength(2);
  });

  it('takes what somebody installed by hand', async () => {
    await setUp('hello.ts');
    rmSync(join(checkout, 'node_modules/.larder-installed'));
    expect(await setUp('hello.ts')).toMatchObject({ code: 0, err: '' });
    expect(npmCalls()).toHaveLength(1);
  });

  it('shows what npm said when it fails, and leaves the next one to try again', async () => {
    write('npm-fails', '');
    const failed = await setUp('hello.ts');
    expect(failed).toMatchObject({ code: 1, out: '' });
    expect(failed.err).toContain('npm error no such package');
    expect(failed.err).not.toContain('EBADENGINE');
    rmSync(join(checkout, 'npm-fails'));
    expect(await setUp('hello.ts')).toMatchObject({ code: 0 });
  });

  it('lets one install while another waits', async () => {
    const both = await Promise.all([setUp('hello.ts'), setUp('hello.ts')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(npmCalls()).toHaveLength(1);
  });

  it('says what is wrong with its words', async () => {
    expect(await setUp('--fast', 'hello.ts')).toMatchObject({
      code: 1,
      err: 'larder: unknown flag --fast before the script\n',
    });
    expect((await setUp()).err).toContain('which script?');
  });

  it('passes signals on, and ends as the script does', async (ctx) => {
    if (process.platform === 'win32') ctx.skip('Windows ends a process without asking it');
    write(
      'wait.ts',
      "process.on('SIGTERM', () => process.exit(7));\nsetInterval(() => {}, 1000);\nconsole.log('ready');",
    );
    await setUp('hello.ts');
    const child = start('wait.ts');
    const ended = new Promise<number | null>((done) => child.once('close', done));
    await new Promise((ready) => child.stdout?.once('data', ready));
    child.kill('SIGTERM');
    expect(await ended).toBe(7);
  });
});
