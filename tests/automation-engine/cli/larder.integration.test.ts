/** The command line against a running engine, over HTTP, and as a process of its own. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../automation-engine/engine.ts';
import { pairedSchema, PROTOCOL, PROTOCOL_HEADER } from '../../../shared/model/wire.ts';
import { startQuietEngine } from '../paired-device.ts';

const script = resolve(import.meta.dirname, '../../../automation-engine/cli/larder.ts');
let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-cli-engine-'));
  engine = await startQuietEngine(folder);
});
afterAll(async () => {
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
});

async function larder(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const run = promisify(execFile)(process.execPath, [script, ...words], {
    env: { ...process.env, LARDER_DATA: folder },
  });
  try {
    const { stdout, stderr } = await run;
    return { code: 0, out: stdout.trim(), err: stderr.trim() };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('stdout' in error) || !('stderr' in error)) throw error;
    return { code: Number(error.code), out: String(error.stdout).trim(), err: String(error.stderr).trim() };
  }
}

describe('larder, while the engine runs', () => {
  it('switches a recipe on and off again, which the list shows', async () => {
    expect(await larder('recipe', 'enable', 'weekly-review')).toMatchObject({
      code: 0,
      out: 'weekly-review 1.0.0 is on',
    });
    expect((await larder('recipe', 'list')).out).toMatch(/^on +weekly-review/m);
    expect(await larder('recipe', 'disable', 'weekly-review')).toMatchObject({
      code: 0,
      out: 'weekly-review 1.0.0 is off',
    });
    const list: unknown = JSON.parse((await larder('recipe', 'list', '--json')).out);
    expect(list).toMatchObject({
      engine: engine.url,
      recipes: expect.arrayContaining([expect.objectContaining({ id: 'weekly-review', enabled: false })]),
    });
  });

  it('says which recipe there is not', async () => {
    expect(await larder('recipe', 'enable', 'nope')).toMatchObject({ code: 1, err: expect.stringContaining('nope') });
  });

  it('asks for a code that pairs a browser', async () => {
    const { code, out } = await larder('pair', '--json');
    expect(code).toBe(0);
    const answer: { code: string; engine: string } = JSON.parse(out);
    const paired = await fetch(new URL('/pairings', answer.engine), {
      method: 'POST',
      headers: { 'content-type': 'application/json', [PROTOCOL_HEADER]: String(PROTOCOL) },
      body: JSON.stringify({ code: answer.code, deviceName: 'a test' }),
    });
    expect(pairedSchema.parse(await paired.json()).role).toBe('owner');
  });

  it('ends with its exit code', async () => {
    expect(await larder('recipe', 'chek')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('recipe check'),
    });
  });
});
