/** One set-up at a time per checkout: two would install into the same folder. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

/** Longer than any installation: by then a lock belongs to a process that merely has the old one's number. */
const OLDEST_MS = 60 * 60_000;

/** Between making the folder and writing the owner into it there is a moment without an owner. */
const UNOWNED_MS = 10_000;

/** Runs `work` while holding the lock of the checkout `root`. */
export async function withLock(root, work) {
  const lock = join(tmpdir(), `larder-set-up-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`);
  for (let tries = 0; !take(lock); tries++) {
    if (isStale(lock)) steal(lock);
    else {
      if (tries === 0) say('another set-up is at work here; waiting for it');
      await sleep(300);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(lock, 'owner'), String(process.pid));
  return true;
}

function isStale(lock) {
  try {
    const age = Date.now() - statSync(lock).mtimeMs;
    const owner = Number(read(join(lock, 'owner')));
    return age > OLDEST_MS || (owner ? !isAlive(owner) : age > UNOWNED_MS);
  } catch {
    return false; // gone: the next try takes it
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Renaming has one winner; whoever loses just tries to take the lock again. */
function steal(lock) {
  const away = `${lock}-stale-${process.pid}`;
  try {
    renameSync(lock, away);
    rmSync(away, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
