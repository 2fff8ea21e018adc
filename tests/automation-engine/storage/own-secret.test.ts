import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ownSecret } from '../../../automation-engine/storage/own-secret.ts';
import { makeFolder } from '../temporary-folder.ts';

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

it('makes a secret once, which only its owner reads', async () => {
  const folder = await makeFolder();
  const first = await ownSecret(folder, 'webhook.key', random, 'whsec_');
  expect(first).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(await ownSecret(folder, 'webhook.key', random, 'whsec_')).toBe(first);
  expect(await readFile(join(folder, 'webhook.key'), 'utf8')).toBe(`${first}\n`);
  expect((await stat(join(folder, 'webhook.key'))).mode & 0o777).toBe(0o600);
});
