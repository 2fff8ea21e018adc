/** Installs what package-lock.json lists, when it lists something else than what is installed. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { withLock } from './lock.mjs';
import { ensurePinnedNode, nodeAtHand } from './pinned-node.mjs';
import { runStep } from './processes.mjs';
import { SetUpError, withProgress } from './say.mjs';

/** Resolves to the path of the Node to run the project with. */
export async function ensureDependencies(root) {
  const wanted = lockHash(root);
  const ready = () => stampOf(root) === wanted && nodeAtHand(root);
  return (
    ready() ||
    (await withLock(root, async () => {
      if (ready()) return ready();
      // Someone may have run npm by hand: then there is nothing to install, only to remember.
      if (!isInstalled(root)) await install(root);
      const node = await ensurePinnedNode(root);
      writeFileSync(stampPath(root), wanted);
      return node;
    }))
  );
}

const stampPath = (root) => join(root, 'node_modules', '.larder-installed');

function stampOf(root) {
  return existsSync(stampPath(root)) ? readFileSync(stampPath(root), 'utf8') : undefined;
}

/** The platform belongs to it: a checkout may be shared between two, and some packages are compiled. */
function lockHash(root) {
  const path = join(root, 'package-lock.json');
  if (!existsSync(path)) throw new SetUpError(`${path} is missing: restore it from the repository.`);
  return createHash('sha256').update(`${process.platform} ${process.arch}\n`).update(readFileSync(path)).digest('hex');
}

/** Compares the lock file with the record that npm keeps of what it installed. */
export function isInstalled(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const there = found[path];
    // Optional packages for other platforms are listed and rightly not installed.
    return there ? there.version === entry.version && existsSync(join(root, path)) : Boolean(entry.optional);
  });
}

async function install(root) {
  moveRunningNodeAway(root);
  const [file, ...args] = npmCommand();
  // `npm ci` refuses a lock file that lacks the optional packages of platforms other than the one it was made on, which is
  // what npm writes where these cannot be had. `npm install` takes the versions in it just the same; --no-save keeps it as
  // it is. The rest is for a machine on which npm was told to be strict about engines or to leave things out.
  const flags = ['--no-save', '--package-lock', '--engine-strict=false', '--include=dev', '--include=optional'];
  const quiet = ['--no-audit', '--no-fund', '--no-progress'];
  await withProgress('installing the dependencies', (log) =>
    runStep('npm install', file, [...args, 'install', ...flags, ...quiet], { cwd: root, log }),
  );
}

/** How to run npm without a shell, which Windows would need for npm.cmd. */
function npmCommand() {
  const { npm_execpath: cli, npm_node_execpath: npmNode } = process.env;
  const node = npmNode && existsSync(npmNode) ? npmNode : process.execPath;
  if (cli && basename(cli) === 'npm-cli.js') return [node, cli];
  const bundled = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (existsSync(bundled)) return [process.execPath, bundled];
  if (process.platform === 'win32')
    throw new SetUpError('npm was not found: start this with `npm start` or `npm test`.');
  return ['npm'];
}

/**
 * npm scripts run on the Node in node_modules, once it is there; npm is about to delete it. Windows does not delete the file
 * of a running program, but lets it be renamed.
 */
function moveRunningNodeAway(root) {
  if (process.platform !== 'win32' || !process.execPath.startsWith(join(root, 'node_modules') + sep)) return;
  try {
    renameSync(process.execPath, join(tmpdir(), `larder-old-node-${process.pid}.exe`));
  } catch {
    // Another volume, say. npm names the file if it cannot go on.
  }
}
