import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../../../automation-engine/cli/larder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-test-'));
  vi.stubEnv('LARDER_DATA', join(folder, 'data'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const RECIPE = (tag: string) => `id: greet
version: 1.0.0
title: Greet
about: Tags new contacts.
capabilities: [add-tag]
trigger: { event: contact.created }
steps: [{ add-tag: { tag: met } }]
examples:
  - title: tags
    events: [{ at: "2026-03-06T10:00:00Z", contact.created: { name: Dana } }]
    expect: [{ add-tag: { tag: ${tag} } }]
`;

async function test(text: string, ...more: string[]) {
  const file = join(folder, 'greet.yaml');
  await writeFile(file, text);
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  return {
    code: await runCommandLine(['recipe', 'test', file, ...more], io),
    out: out.join('\n'),
    err: err.join('\n'),
  };
}

describe('larder recipe test', () => {
  it('ticks the examples that pass', async () => {
    expect(await test(RECIPE('met'))).toMatchObject({ code: 0, out: '✓ greet: tags\n1 passed, 0 failed' });
  });

  it('says what differs and what happened, and fails', async () => {
    const { code, out } = await test(RECIPE('known'));
    expect(code).toBe(1);
    expect(out).toContain(
      '✗ greet: tags\n    action 1, add-tag.tag: expected "known", found "met"\n    what happened:',
    );
    expect(out).toContain('0 passed, 1 failed');
  });

  it('fails for a recipe that cannot be read, with its problems', async () => {
    const { code, out } = await test(RECIPE('met').replace('add-tag: { tag: met }', 'ad-tag: { tag: met }'));
    expect(code).toBe(1);
    expect(out).toContain('greet.yaml:7');
  });

  it('prints one JSON value with --json', async () => {
    const { out } = await test(RECIPE('met'), '--json');
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      passed: 1,
      failed: 0,
      recipes: [{ id: 'greet', examples: [{ passed: true }] }],
    });
  });

  it('says which file there is not', async () => {
    const err: string[] = [];
    const io = { out: () => {}, err: (line: string) => void err.push(line) };
    expect(await runCommandLine(['recipe', 'test', join(folder, 'nope')], io)).toBe(2);
    expect(err[0]).toContain('nope');
  });
});
