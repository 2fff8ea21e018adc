/**
 * `npm start`: the engine and a browser window with the extension, paired. Without a display it says which folder to load instead.
 * `npm start -- --demo` works on a data folder of its own, with sample people, a sample mailbox and a mail catcher.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig, type Config } from '../config.ts';
import { endOnSignals } from '../end-on-signals.ts';
import type { Engine } from '../engine.ts';
import { startEngine } from '../main.ts';
import { systemClock } from '../schedule/clock.ts';
import { hasDisplay } from './browser.mjs';
import { startDemo, type Demo } from './demo/demo.ts';
import { EXTENSION_FOLDER } from './extension-folder.ts';

const USAGE = `npm start -- [options]

  --demo         sample people, a sample mailbox and a mail catcher, in a data folder of their own
  --no-browser   only the engine; load the extension yourself
  --help         this text

Settings are environment variables; the README lists them.`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** What has begun, the last thing first; Ctrl-C ends it in this order, whenever it comes. */
const ends: (() => Promise<unknown>)[] = [];
let ending: Promise<void> | undefined;
const endAll = () =>
  (ending ??= (async () => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop())
      await end().catch((error: unknown) => say(`  ${String(error)}`));
  })());

async function main(): Promise<void> {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      demo: { type: 'boolean', default: false },
      browser: { type: 'boolean', default: true },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return say(USAGE);
  const read = readConfig();
  if ('problems' in read) throw new Error(read.problems.map(({ name, message }) => `${name}: ${message}`).join('\n'));

  let config: Config = {
    ...read.config,
    logFormat: 'text',
    logLevel: read.config.logLevel === 'info' ? 'warn' : read.config.logLevel,
  };
  let demo: Demo | undefined;
  if (values.demo) {
    demo = await startDemo(config, { smtpPort: 0 });
    ends.push(demo.stop);
    config = demo.config;
  }
  const engine = await startEngine(config, demo?.parts);
  ends.push(engine.stop);
  if (demo !== undefined) await demo.fill(engine);

  say(`Larder is running at ${engine.url} (read its API at ${engine.url}/docs)`);
  say(`Data folder: ${config.dataFolder}`);
  if (demo !== undefined) say(`Sample mailbox: ${demo.mailbox(engine)}\nMails sent: ${demo.outbox(engine)}`);
  if (values.browser && hasDisplay()) await openWindow(engine, config, demo);
  else await sayHowToLoad(engine);
  say('Press Ctrl-C to stop.');
}

async function openWindow(engine: Engine, config: Config, demo: Demo | undefined): Promise<void> {
  const { EXTENSION_ORIGIN, openLarderBrowser } = await import('./larder-browser.ts');
  const { pairBrowser } = await import('./pair-browser.ts');
  const window = await openLarderBrowser({
    extension: EXTENSION_FOLDER,
    headless: false,
    profile: join(config.dataFolder, 'browser'),
  });
  const { browser } = window;
  ends.push(window.close);
  await pairBrowser(window, engine);
  const first = (await browser.pages())[0] ?? (await browser.newPage());
  await first.goto(demo === undefined ? `${EXTENSION_ORIGIN}/app.html` : demo.mailbox(engine));
  await first.bringToFront();
  say('A browser window with Larder is open and paired.');
  // Closing the window leaves the engine running: recipes go on, and the next start opens a new window.
  browser.on('disconnected', () => {
    if (ending === undefined) say('The browser window was closed. The engine goes on; press Ctrl-C to stop it.');
  });
}

async function sayHowToLoad(engine: Engine): Promise<void> {
  const { code } = await engine.pairingCode();
  say('To use Larder in your browser:');
  say(
    `  1. Open chrome://extensions, switch on "Developer mode", choose "Load unpacked" and this folder: ${EXTENSION_FOLDER}`,
  );
  say(
    `  2. Open Larder's settings and pair with ${engine.url} and the code ${code} (good for ten minutes; "npm run larder -- pair" makes another)`,
  );
}

endOnSignals({
  end: () => {
    say('Stopping…');
    return endAll();
  },
  now: systemClock.now,
});

try {
  await main();
} catch (error) {
  process.stderr.write(`Larder did not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
  await endAll();
}
