/**
 * Finds the Chrome or Chromium of this machine, and installs Chromium where that takes no question (Debian, as root).
 * Plain JavaScript for Node 18, as set-up runs it before anything is installed; browser.d.mts has its types.
 */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, posix, win32 } from 'node:path';
import { runStep } from './set-up/processes.mjs';
import { Interrupted, SetUpError, withProgress } from './set-up/say.mjs';

// Chromium comes first everywhere: Chrome itself no longer loads an extension that is named on its command line.
const LINUX_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable'];
const LINUX_PATHS = ['/usr/bin/chromium', '/snap/bin/chromium', '/opt/google/chrome/chrome'];
const MAC_APPS = ['Chromium', 'Google Chrome for Testing', 'Google Chrome', 'Microsoft Edge'];
const WINDOWS_PATHS = [
  ['Chromium', 'Application', 'chrome.exe'],
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** Every path where a browser may be, the best first. */
export function browserCandidates(platform = process.platform, env = process.env, home = homedir()) {
  if (platform === 'win32') {
    const roots = [env.LOCALAPPDATA, env.PROGRAMFILES, env['PROGRAMFILES(X86)']].filter(Boolean);
    return WINDOWS_PATHS.flatMap((path) => roots.map((root) => win32.join(root, ...path)));
  }
  if (platform === 'darwin') {
    return MAC_APPS.flatMap((app) =>
      ['/', home].map((root) => posix.join(root, 'Applications', `${app}.app`, 'Contents', 'MacOS', app)),
    );
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...LINUX_NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name))), ...LINUX_PATHS];
}

/** The path of the browser, or undefined. LARDER_BROWSER names one; naming one that is not there is an error. */
export function findBrowser(env = process.env) {
  const named = env.LARDER_BROWSER;
  if (named) {
    if (existsSync(named)) return named;
    throw new SetUpError(`LARDER_BROWSER names ${named}, which does not exist.`);
  }
  return browserCandidates(process.platform, env).find((path) => existsSync(path));
}

/** Like findBrowser, but installs one if it can, and throws an error that says what to install if it cannot. */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (isDebian() && process.getuid?.() === 0) {
    await installOnDebian();
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new SetUpError(browserAdvice());
}

/** What to do on this machine to get a browser. */
export function browserAdvice(platform = process.platform) {
  const how =
    platform === 'linux' && isDebian()
      ? 'run `sudo apt-get install chromium`'
      : platform === 'linux'
        ? "install your distribution's package of Chromium or Google Chrome"
        : 'install Chromium or Google Chrome';
  return `No Chrome or Chromium was found: ${how}, or set LARDER_BROWSER to the path of one.`;
}

/** Ubuntu is left out: its package of that name only points to another installer. */
function isDebian() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID=("?)debian\1$/m.test(release);
}

async function installOnDebian() {
  await withProgress("installing Debian's package chromium", async (log) => {
    const options = { log, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    const wait = ['-o', 'DPkg::Lock::Timeout=300'];
    try {
      await runStep('apt-get update', 'apt-get', [...wait, 'update'], options);
    } catch (error) {
      // One unreachable source fails the update; the lists at hand may well do.
      if (!(error instanceof SetUpError) || error instanceof Interrupted) throw error;
    }
    const install = [...wait, 'install', '-y', '--no-install-recommends', 'chromium'];
    await runStep('apt-get install chromium', 'apt-get', install, options);
  });
}

/** Whether a window can be shown: always on macOS and Windows, elsewhere when there is an X or Wayland display. */
export function hasDisplay(platform = process.platform, env = process.env) {
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
