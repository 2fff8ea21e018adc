/** The path of the machine's Chrome or Chromium, or undefined. Throws if LARDER_BROWSER names one that is not there. */
export function findBrowser(env?: Record<string, string | undefined>): string | undefined;

/** Like findBrowser, but installs one if it can (Debian, as root), and throws an error that says what to install if not. */
export function ensureBrowser(): Promise<string>;

/** What to do on this machine to get a browser. */
export function browserAdvice(platform?: string): string;

/** Every path where a browser may be, the best first. */
export function browserCandidates(platform?: string, env?: Record<string, string | undefined>, home?: string): string[];

/** Whether a window can be shown: always on macOS and Windows, elsewhere when there is an X or Wayland display. */
export function hasDisplay(platform?: string, env?: Record<string, string | undefined>): boolean;
