/** A real engine with recipes of the test's own, mails that are caught, and the built extension paired with it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { createHybridClock } from '../../shared/model/hybrid-clock.ts';
import { createIds } from '../../shared/model/ids.ts';
import type { Kind } from '../../shared/model/kinds.ts';
import type { FieldPath, FieldValue } from '../../shared/model/record.ts';
import { callEngine } from '../../automation-engine/cli/engine-call.ts';
import { startMailCatcher, type MailCatcher } from '../../automation-engine/cli/demo/mail-catcher.ts';
import { pairBrowser } from '../../automation-engine/cli/pair-browser.ts';
import { readConfig } from '../../automation-engine/config.ts';
import { startEngine, type Engine } from '../../automation-engine/engine.ts';
import { readControl } from '../../automation-engine/pairing/control-file.ts';
import { startBrowser, type BrowserOptions, type LarderBrowser } from './browser.ts';

export interface EngineAndBrowser {
  engine: Engine;
  larder: LarderBrowser;
  catcher: MailCatcher;
  /** The page with all people. */
  app: Page;
  /** As the engine's own command line asks. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Writes a record as another device would, and waits until nothing is left to do. */
  write(kind: Kind, fields: Record<FieldPath, FieldValue>, recordId?: string): Promise<string>;
  /** Shows a screen of the page with all people. */
  go(place: string): Promise<void>;
  /** By the element, not by its place: screens grow while the engine answers. */
  press(selector: string): Promise<void>;
  /** In place of what stands in the field. */
  type(selector: string, text: string): Promise<void>;
  /** Waits until the text stands there. */
  see(selector: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param recipes YAML by id; all of them are switched on
 * @param options `isFresh`: the recipes are off, and the browser is not yet paired
 */
export async function startWithEngine(
  recipes: Record<string, string>,
  options: BrowserOptions & { env?: Record<string, string>; isFresh?: boolean } = {},
): Promise<EngineAndBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-with-engine-'));
  await mkdir(join(folder, 'own'));
  for (const [id, text] of Object.entries(recipes)) await writeFile(join(folder, 'own', `${id}.yaml`), text);
  const catcher = await startMailCatcher(0);
  const read = readConfig({
    LARDER_DATA: join(folder, 'data'),
    LARDER_PORT: '0',
    LARDER_LOG_LEVEL: 'error',
    LARDER_RECIPES: join(folder, 'own'),
    LARDER_ZONE: 'UTC',
    LARDER_SMTP_URL: catcher.url,
    LARDER_MAIL_FROM: 'Sally Reyes <sally@acme.example>',
    ...options.env,
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const { config } = read;
  const engine = await startEngine(config);
  const call = async (method: string, path: string, body?: unknown) => {
    const control = await readControl(config.dataFolder);
    if (control === undefined) throw new Error('no engine runs');
    const answer = await callEngine(control, method, path, body);
    if (!('status' in answer)) throw new Error(JSON.stringify(answer));
    return answer.body;
  };
  const larder = await startBrowser(options);
  if (options.isFresh !== true) {
    for (const id of Object.keys(recipes)) await call('PUT', `/recipes/${id}/state`, { enabled: true });
    await pairBrowser(larder, engine);
  }
  const app = await larder.openApp();
  const newId = createIds({ now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) });
  const stamps = createHybridClock({ device: newId(), now: Date.now });
  return {
    engine,
    larder,
    catcher,
    app,
    call,
    async write(kind, fields, recordId = newId()) {
      await call('POST', '/mutations', { mutations: [{ id: newId(), kind, recordId, fields, stamp: stamps.tick() }] });
      await engine.settle();
      return recordId;
    },
    async go(place) {
      await app.bringToFront();
      await app.goto(`${app.url().split('#')[0]}#${place}`);
    },
    async press(selector) {
      await app.waitForSelector(selector);
      await app.$eval(selector, (element) => element instanceof HTMLElement && element.click());
    },
    async type(selector, text) {
      const field = await app.waitForSelector(selector);
      await field?.evaluate((element) => {
        if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) element.select();
      });
      await field?.type(text);
    },
    async see(selector, text) {
      await app.waitForFunction(
        (wanted, words) => document.querySelector(wanted)?.textContent.includes(words) === true,
        { polling: 100 },
        selector,
        text,
      );
    },
    async close() {
      await larder.close();
      await engine.stop();
      await catcher.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
