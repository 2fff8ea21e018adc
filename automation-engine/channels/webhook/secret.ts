/** The secret that calls are signed with: made once, kept in the data folder where only its owner reads it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SECRET_PREFIX } from './sign.ts';

/** @throws what the file system throws */
export async function webhookSecret(
  dataFolder: string,
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array,
): Promise<string> {
  const file = join(dataFolder, 'webhook.key');
  try {
    // Whoever comes first makes it; the others read.
    const secret = `${SECRET_PREFIX}${Buffer.from(random(new Uint8Array(32))).toString('base64')}`;
    await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return (await readFile(file, 'utf8')).trim();
  }
}
