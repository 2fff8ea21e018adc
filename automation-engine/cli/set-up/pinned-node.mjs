/** The Node that runs the project: the npm package `node`, pinned in package.json, or the running one when it is new enough. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './processes.mjs';
import { Interrupted, say, SetUpError, withProgress } from './say.mjs';

const OLDEST_MAJOR = 24;

const isNewEnough = (version) => Number.parseInt(version.replace(/^v/, ''), 10) >= OLDEST_MAJOR;

const pinnedPath = (root) =>
  join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The pinned Node if it is in its place, else the running one if it will do, else undefined. Cheap: starts nothing. */
export function nodeAtHand(root) {
  const pinned = pinnedPath(root);
  // A few bytes there are the package's placeholder, left when its install script did not run.
  if (existsSync(pinned) && statSync(pinned).size > 1_000_000) return pinned;
  return isNewEnough(process.version) ? process.execPath : undefined;
}

/** Makes sure that the pinned Node runs, with its package's own install script if npm did not run that. */
export async function ensurePinnedNode(root) {
  const pinned = pinnedPath(root);
  if (runs(pinned)) return pinned;
  const folder = join(root, 'node_modules', 'node');
  const script = join(folder, 'installArchSpecificPackage.js');
  try {
    if (!existsSync(script)) throw new SetUpError('The package `node` is not installed.');
    await withProgress(`getting Node ${OLDEST_MAJOR}`, (log) =>
      runStep('The install script of the package `node`', process.execPath, [script], { cwd: folder, log }),
    );
    if (!runs(pinned)) throw new SetUpError(`${pinned} does not run on this machine.`);
    return pinned;
  } catch (error) {
    if (!(error instanceof SetUpError) || error instanceof Interrupted) throw error;
    if (!isNewEnough(process.version)) {
      throw new SetUpError(`${error.message}\nInstall Node ${OLDEST_MAJOR} or newer, then try again.`);
    }
    say(`${error.message}\nGoing on with Node ${process.version}.`);
    return process.execPath;
  }
}

function runs(file) {
  if (!existsSync(file)) return false;
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', windowsHide: true });
  return status === 0 && isNewEnough(stdout.trim());
}
