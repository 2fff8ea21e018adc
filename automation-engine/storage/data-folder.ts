/**
 * The engine's data folder: made when it is not there, tried before it is used, and held by one engine at a time. The hold is a lock of
 * the operating system's on a database of its own, so it ends with the process, however that ends; a file with a pid would outlive it.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartRefused } from '../start-refused.ts';
import { storageTroubleOf } from './errors.ts';

export interface DataFolder {
  path: string;
  databaseFile: string;
  /** Recipes of the owner's own. */
  recipeFolder: string;
  /** Lets another engine have it. */
  release(): void;
}

/** Enough to notice a full disk before the database does. */
const PROBE_BYTES = 64 * 1024;
const OTHER_FOLDER = 'or give the engine another folder with LARDER_DATA';

/**
 * @param holder says who has the folder, when somebody has: told to the person who started this engine
 * @throws StartRefused with a sentence that says what is wrong and what to do
 */
export async function openDataFolder(path: string, holder: () => Promise<string | undefined>): Promise<DataFolder> {
  const recipeFolder = join(path, 'recipes');
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await mkdir(recipeFolder, { recursive: true, mode: 0o700 });
    const probe = join(path, '.probe');
    await writeFile(probe, Buffer.alloc(PROBE_BYTES));
    await rm(probe);
  } catch (error) {
    throw new StartRefused('data-folder', messageFor(path, error), { cause: error });
  }
  const release = await hold(path, holder);
  return { path, databaseFile: join(path, 'larder.db'), recipeFolder, release };
}

async function hold(path: string, holder: () => Promise<string | undefined>): Promise<() => void> {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(path, 'engine.lock'), { timeout: 0 });
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    if (storageTroubleOf(error) !== 'busy')
      throw new StartRefused('data-folder', messageFor(path, error), { cause: error });
    const who = await holder();
    throw new StartRefused(
      'folder-in-use',
      `the data folder ${path} is in use by another Larder engine${who === undefined ? '' : ` (${who})`}: stop that one, ${OTHER_FOLDER}`,
      { cause: error },
    );
  }
  const held = lock;
  return () => held.close();
}

function messageFor(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const trouble = storageTroubleOf(error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || trouble === 'read-only') {
    return `the data folder ${path} cannot be written: change its permissions, ${OTHER_FOLDER}`;
  }
  if (code === 'ENOSPC' || code === 'EDQUOT' || trouble === 'full') {
    return `the disk of the data folder ${path} is full: make room, ${OTHER_FOLDER}`;
  }
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    return `the data folder ${path} cannot be made, because there is a file in its place: move the file away, ${OTHER_FOLDER}`;
  }
  const detail = error instanceof Error ? error.message : String(error);
  return `the data folder ${path} cannot be used (${detail}): put it right, ${OTHER_FOLDER}`;
}
