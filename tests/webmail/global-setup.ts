/** Before and after a run of vitest: names the folder of the webmail that its tests share, and stops it if one of them started it. */
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHARED_DIR, stopWebmail } from './start.ts';

const PREFIX = 'larder-webmail-of-';

export async function setup(): Promise<() => Promise<void>> {
  if (process.platform !== 'linux') return async () => {};
  await stopLeftOvers();
  const dir = join(tmpdir(), `${PREFIX}${process.pid}`);
  process.env[SHARED_DIR] = dir;
  return async () => {
    if (existsSync(dir)) await stopWebmail(dir);
  };
}

/** A run that was killed could not stop its servers. */
async function stopLeftOvers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(PREFIX))) {
    const owner = Number(name.slice(PREFIX.length));
    if (!isAlive(owner)) await stopWebmail(join(tmpdir(), name));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
