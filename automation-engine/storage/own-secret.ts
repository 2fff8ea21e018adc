/** Secrets of the engine's own: made once, kept in files of the data folder that only its owner reads. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @param prefix of a secret that is made now
 * @throws what the file system throws
 */
export async function ownSecret(
  dataFolder: string,
  name: string,
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array,
  prefix = '',
): Promise<string> {
  const file = join(dataFolder, name);
  try {
    // Whoever comes first makes it; the others read.
    const secret = `${prefix}${Buffer.from(random(new Uint8Array(32))).toString('base64')}`;
    await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return (await readFile(file, 'utf8')).trim();
  }
}
