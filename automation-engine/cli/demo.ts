/**
 * `npm run demo`: the main job from end to end, in a real Chromium without a window. A message is opened, its sender clipped, and a recipe
 * tags, makes a task and sends a mail over SMTP. `--json` prints the result as one object on standard output; progress goes to the other.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'puppeteer';
import { changesSchema, runDetailSchema, runListSchema } from '../../shared/model/wire.ts';
import { readConfig } from '../config.ts';
import { endOnSignals } from '../end-on-signals.ts';
import type { Engine } from '../engine.ts';
import { startEngine } from '../main.ts';
import { readControl } from '../pairing/control-file.ts';
import { systemClock } from '../schedule/clock.ts';
import { DEMO_RECIPE, startDemo, type Demo } from './demo/demo.ts';
import { callEngine, troubleLines } from './engine-call.ts';
import { EXTENSION_FOLDER } from './extension-folder.ts';
import { openLarderBrowser, waitFor, type LarderBrowser } from './larder-browser.ts';
import { pairBrowser } from './pair-browser.ts';

/** What `--json` prints. */
interface DemoResult {
  contactId: string;
  runId: string;
  taskId: string;
  /** The Message-ID of the mail that arrived. */
  messageId: string;
  /** Paths of PNG files. */
  screenshots: string[];
}

/** The sender of the newest message in the sample mailbox, as Larder must read her message and signature. */
const SENDER = 'tomas@harbourlight.example';
const EXPECTED: Record<string, string> = {
  name: 'Tomas Lindqvist',
  [`emails/${SENDER}`]: SENDER,
  title: 'Sales Director',
  companyName: 'Harbourlight Optics Inc.',
  'phones/+14155550132': '+1 (415) 555-0132',
};

const tick = (text: string) => void process.stderr.write(`  ✓ ${text}\n`);

async function show(engine: Engine, demo: Demo, larder: LarderBrowser, folder: string): Promise<DemoResult> {
  const screenshots: string[] = [];
  const picture = async (page: Page, name: string) => {
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path });
    screenshots.push(path);
  };
  const call = async (path: string): Promise<unknown> => {
    const control = await readControl(demo.config.dataFolder);
    if (control === undefined) throw new Error('the engine is gone');
    const answer = await callEngine(control, 'GET', path);
    if ('status' in answer) return answer.body;
    throw new Error(troubleLines(answer).join(' '));
  };
  /** The records of a kind that the engine accepted for the contact, by the change feed. */
  const accepted = async (
    kind: string,
    belongs: (mutation: { recordId: string; fields: Record<string, unknown> }) => boolean,
  ) => {
    const { changes } = changesSchema.parse(await call('/changes?after=0&limit=500'));
    return changes.find(({ mutation }) => mutation.kind === kind && belongs(mutation))?.mutation.recordId;
  };

  await pairBrowser(larder, engine);
  tick('the extension is paired with the engine');

  const mailbox = await larder.openTab(demo.mailbox(engine));
  await Promise.all([mailbox.waitForNavigation(), mailbox.click('#messagelist tbody tr:first-child td.subject a')]);
  const panel = await larder.openPanel(mailbox);
  await panel.setViewport({ width: 400, height: 900 });
  await panel.waitForSelector('[data-person=new]');
  const read = Object.fromEntries(
    await panel.$$eval('[data-person=new] [data-path]', (fields) =>
      fields.map((field) => [field.getAttribute('data-path') ?? '', field.querySelector('input')?.value ?? '']),
    ),
  );
  for (const [path, value] of Object.entries(EXPECTED)) {
    if (read[path] !== value)
      throw new Error(`the draft should have "${value}" at ${path}; it has ${JSON.stringify(read)}`);
  }
  await picture(mailbox, '1-message');
  await picture(panel, '2-draft');
  tick(`draft read from the message and its signature: ${Object.values(EXPECTED).join(', ')}`);

  await panel.click('[data-person=new] button[type=submit]');
  await panel.waitForSelector(`[data-contact]`);
  const contactId = await panel.$eval('[data-contact]', (element) => element.getAttribute('data-contact') ?? '');
  tick(`contact saved: ${contactId}`);

  await waitFor('the contact in the engine', () => accepted('contact', ({ recordId }) => recordId === contactId));
  tick('mutation accepted by the engine');

  const runId = await waitFor('the end of the run', async () => {
    const { runs } = runListSchema.parse(await call(`/runs?contactId=${contactId}`));
    return runs.find((run) => run.recipeId === DEMO_RECIPE && run.state === 'done')?.id;
  });
  const { trace } = runDetailSchema.parse(await call(`/runs/${runId}`));
  tick(`recipe ${DEMO_RECIPE} ran:`);
  for (const line of trace) process.stderr.write(`      ${line.step}: ${line.text}\n`);

  const taskId = await waitFor('the task', () => accepted('task', ({ fields }) => fields['contactId'] === contactId));
  tick(`task made: ${taskId}`);
  const mail = await waitFor('the mail', () => Promise.resolve(demo.mails.find(({ to }) => to.includes(SENDER))));
  tick(`mail received by the SMTP server: "${mail.subject}" ${mail.messageId}`);

  await panel.waitForSelector('[data-tag=new-lead]');
  await panel.waitForSelector(`[data-task="${taskId}"]`);
  await panel.waitForSelector(`[data-run="${runId}"][data-state=done]`);
  await picture(panel, '3-result');
  tick('result shown in the side panel, without a reload');
  return { contactId, runId, taskId, messageId: mail.messageId, screenshots };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, screenshots: { type: 'string', default: 'screenshots' } },
  });
  const folder = resolve(values.screenshots);
  const scratch = await mkdtemp(join(tmpdir(), 'larder-demo-'));
  const ends: (() => Promise<unknown>)[] = [() => rm(scratch, { recursive: true, force: true, maxRetries: 5 })];
  let ending: Promise<void> | undefined;
  const endAll = () =>
    (ending ??= (async () => {
      for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end().catch(() => undefined);
    })());
  endOnSignals({ end: endAll, now: systemClock.now, exitCode: 130 });
  try {
    await mkdir(folder, { recursive: true });
    const read = readConfig();
    if ('problems' in read) throw new Error(read.problems.map(({ name, message }) => `${name}: ${message}`).join('\n'));
    // A free port and a scratch folder: the demo may run beside an engine that is in use.
    const demo = await startDemo(
      { ...read.config, port: 0, dataFolder: scratch, logLevel: 'error', logFormat: 'text' },
      { smtpPort: 0 },
    );
    ends.push(demo.stop);
    const engine = await startEngine(demo.config, demo.parts);
    ends.push(engine.stop);
    await demo.fill(engine);
    tick(`engine started at ${engine.url}`);
    const larder = await openLarderBrowser({
      extension: EXTENSION_FOLDER,
      headless: true,
      args: ['--window-size=1100,900'],
    });
    ends.push(larder.close);
    const result = await show(engine, demo, larder, folder);
    if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    else process.stdout.write(`The main job works. Screenshots: ${folder}\n`);
  } finally {
    if (ending === undefined) await endAll();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`  ✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
