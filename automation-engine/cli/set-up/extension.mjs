/** Builds the extension for Chrome into .output/chrome-mv3, when its sources changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { withLock } from './lock.mjs';
import { runStep } from './processes.mjs';
import { withProgress } from './say.mjs';

const SOURCES = ['extension', 'shared', 'wxt.config.ts', 'package-lock.json', 'tsconfig.base.json'];

/** Resolves to the folder of the built extension. `node` is the Node to build with. */
export async function ensureExtension(root, node) {
  const built = join(root, '.output', 'chrome-mv3');
  const stamp = `${built}.stamp`;
  const wanted = hashOf(root, SOURCES);
  const ready = () =>
    existsSync(join(built, 'manifest.json')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (ready()) return built;
  return withLock(root, async () => {
    if (ready()) return built;
    rmSync(stamp, { force: true });
    await withProgress('building the extension', (log) =>
      runStep('wxt build', node, [join(root, 'node_modules', 'wxt', 'bin', 'wxt.mjs'), 'build'], {
        cwd: root,
        log,
        env: { ...process.env, NODE_ENV: 'production' },
      }),
    );
    mkdirSync(join(root, '.output'), { recursive: true });
    writeFileSync(stamp, wanted);
    return built;
  });
}

/** Of contents, not of times: a checkout of another branch and back changes every time and no content. */
export function hashOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesIn(join(root, path))) {
      // The separator keeps two files from hashing like one that has the contents of both.
      hash
        .update(`${relative(root, file).split(sep).join('/')}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function filesIn(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !name.startsWith('.')) // such as .wxt, which the build itself writes
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
