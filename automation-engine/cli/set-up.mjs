/**
 * Makes the checkout ready, then runs one of its scripts. Behind every `npm start`, `npm test` and the like:
 *
 *     node automation-engine/cli/set-up.mjs [--browser[=optional]] [--extension] SCRIPT [ARGUMENT …]
 *
 * It installs the dependencies when the lock file changed, finds the Node that the project is pinned to, and, as asked by
 * the flags, makes sure of a Chrome or Chromium and builds the extension when its sources changed. When there is nothing
 * to do it only compares a few hashes. Standard output belongs to SCRIPT alone.
 *
 * Plain JavaScript without dependencies, for Node 18 or newer: it runs before anything is installed.
 */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './browser.mjs';
import { ensureDependencies } from './set-up/dependencies.mjs';
import { ensureExtension } from './set-up/extension.mjs';
import { exitLike, runChild } from './set-up/processes.mjs';
import { say, SetUpError } from './set-up/say.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Splits the command line: our own flags come before SCRIPT, everything after it belongs to SCRIPT. */
export function parseArguments(words) {
  const flags = { browser: 'no', extension: false };
  let at = 0;
  for (; words[at]?.startsWith('--'); at++) {
    if (words[at] === '--browser') flags.browser = 'required';
    else if (words[at] === '--browser=optional') flags.browser = 'optional';
    else if (words[at] === '--extension') flags.extension = true;
    else throw new SetUpError(`unknown flag ${words[at]} before the script`);
  }
  const [script, ...rest] = words.slice(at);
  if (!script)
    throw new SetUpError('which script? set-up.mjs [--browser[=optional]] [--extension] SCRIPT [ARGUMENT …]');
  return { ...flags, script, rest };
}

async function browserFor(need) {
  if (need === 'no') return {};
  try {
    return { LARDER_BROWSER: await ensureBrowser() };
  } catch (error) {
    if (need === 'required' || !(error instanceof SetUpError)) throw error;
    say(error.message);
    return {};
  }
}

async function main() {
  const { browser, extension, script, rest } = parseArguments(process.argv.slice(2));
  const node = await ensureDependencies(root);
  const environment = { ...process.env, ...(await browserFor(browser)) };
  if (extension) await ensureExtension(root, node);
  // Scripts are named from the root of the checkout, and run in the folder where the person is.
  const ended = await runChild(node, [join(root, script), ...rest], { stdio: 'inherit', env: environment });
  exitLike(ended);
}

// Compared by path, so that a test can import this file without running it.
if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    if (error instanceof SetUpError) say(error.message);
    else console.error(error);
    process.exit(error.exitCode ?? 1);
  });
}
