/** Recipes in the built extension, with a real engine: switched on, read step by step, explained and stopped. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHybridClock } from '../../shared/model/hybrid-clock.ts';
import { createIds } from '../../shared/model/ids.ts';
import type { FieldPath, FieldValue } from '../../shared/model/record.ts';
import { callEngine } from '../../automation-engine/cli/engine-call.ts';
import { pairBrowser } from '../../automation-engine/cli/pair-browser.ts';
import { readConfig, type Config } from '../../automation-engine/config.ts';
import { startEngine, type Engine } from '../../automation-engine/engine.ts';
import { readControl } from '../../automation-engine/pairing/control-file.ts';
import { startBrowser, type LarderBrowser } from './browser.ts';

const FOLLOW_UP = `id: follow-up
version: 1.0.0
title: Follow up
about: Tags a new contact, and reminds me to call them after a while.
capabilities: [add-tag, create-task]
inputs:
  wait: { type: duration, label: How long to wait, default: 3d }
trigger: { event: contact.created, if: contact.email.endsWith("globex.example") }
steps:
  - add-tag: { tag: new-lead }
  - wait: { for: inputs.wait }
  - create-task: { title: "Call {{ contact.name }}" }
examples:
  - title: tags them at once
    given: { contact: { name: Dana, email: dana@globex.example } }
    events: [{ at: "2026-03-06T10:00:00Z", contact.created: {} }]
    expect: [{ add-tag: { tag: new-lead } }]
  - title: leaves others alone
    given: { contact: { name: Bo, email: bo@initech.example } }
    events: [{ at: "2026-03-06T10:00:00Z", contact.created: {} }]
    expect: []
`;
const PRICES = `id: prices
version: 1.0.0
title: Price list
about: Puts a button on the card that makes a task.
capabilities: [create-task]
trigger: { button: Send the price list }
steps:
  - create-task: { title: "Prices for {{ contact.name }}" }
examples:
  - title: makes a task
    given: { contact: { name: Dana } }
    events: [{ at: "2026-03-06T10:00:00Z", button.pressed: {} }]
    expect: [{ create-task: { title: Prices for Dana } }]
`;
const NEWS = `id: news
version: 1.0.0
title: News for newcomers
about: Writes to everybody who is new.
capabilities: [send-mail]
trigger: { event: contact.created }
steps:
  - send-mail: { subject: News, text: "Hello {{ contact.name }}" }
examples:
  - title: writes
    given: { contact: { name: Dana, email: dana@globex.example } }
    events: [{ at: "2026-03-06T10:00:00Z", contact.created: {} }]
    expect: [{ send-mail: { subject: News } }]
  - title: leaves tags alone
    given: { contact: { name: Dana } }
    events: [{ at: "2026-03-06T10:00:00Z", contact.tag-added: { tag: vip } }]
    expect: []
`;
const BROKEN = `id: broken
version: 1.0.0
title: Broken
about: Cannot run.
capabilities: [add-tag]
trigger: { event: contact.created }
steps:
  - add-tagg: { tag: x }
`;

const ids = createIds({ now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) });
const device = ids();
const stamps = createHybridClock({ device, now: Date.now });

let folder: string;
let config: Config;
let engine: Engine;
let larder: LarderBrowser;
let app: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-recipes-'));
  const recipes = join(folder, 'own');
  await mkdir(recipes);
  await writeFile(join(recipes, 'follow-up.yaml'), FOLLOW_UP);
  await writeFile(join(recipes, 'prices.yaml'), PRICES);
  await writeFile(join(recipes, 'broken.yaml'), BROKEN);
  await writeFile(join(recipes, 'news.yaml'), NEWS);
  const read = readConfig({
    LARDER_DATA: join(folder, 'data'),
    LARDER_PORT: '0',
    LARDER_LOG_LEVEL: 'error',
    LARDER_RECIPES: recipes,
    LARDER_ZONE: 'UTC',
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  config = read.config;
  engine = await startEngine(config);
  larder = await startBrowser();
  app = await larder.openApp('recipes');
});
afterAll(async () => {
  await larder.close();
  await engine.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const control = await readControl(config.dataFolder);
  if (control === undefined) throw new Error('no engine runs');
  const answer = await callEngine(control, method, path, body);
  if (!('status' in answer)) throw new Error(JSON.stringify(answer));
  return answer.body;
}

async function addContact(fields: Record<FieldPath, FieldValue>): Promise<string> {
  const recordId = ids();
  const mutation = { id: ids(), kind: 'contact', recordId, fields, stamp: stamps.tick() };
  await call('POST', '/mutations', { mutations: [mutation] });
  return recordId;
}

const addDana = () => addContact({ name: 'Dana Whitfield', 'emails/dana@globex.example': {} });
const textOf = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent);
/** By the element, not by its place: the card grows while the engine answers. */
const press = async (selector: string) => {
  await app.waitForSelector(selector);
  await app.$eval(selector, (element) => element instanceof HTMLElement && element.click());
};
const see = (page: Page, selector: string, text: string) =>
  page.waitForFunction(
    (wanted, words) => document.querySelector(wanted)?.textContent.includes(words) === true,
    { polling: 100 },
    selector,
    text,
  );

describe('the recipes', () => {
  it('say how to start an engine while there is none', async () => {
    await app.waitForSelector('.recipes .empty');
    expect(await textOf(app, '.recipes .empty')).toContain('npm start');
    await pairBrowser(larder, engine);
    await app.bringToFront();
    await app.waitForSelector('[data-recipe=follow-up]');
  });

  it('are listed with their state; one with a faulty file says where and what', async () => {
    expect(await app.$eval('[data-recipe=follow-up]', (line) => line.getAttribute('data-state'))).toBe('off');
    expect(await app.$eval('[data-recipe=broken]', (line) => line.getAttribute('data-state'))).toBe('problem');
    await press('[data-recipe=broken] a');
    await app.waitForSelector('[data-problem^="steps[0]"]');
    expect(await textOf(app, '[data-problem^="steps[0]"]')).toMatch(/line 8.*add-tagg.*add-tag/s);
    await press('.foot-link[href="#recipes"]');
    await app.waitForSelector('[data-recipe=follow-up]');
  });

  it('let what can be set be set, and say what is wrong with a value', async () => {
    await press('[data-recipe=follow-up] a');
    const field = await app.waitForSelector('[data-input=wait] input');
    await field?.click({ count: 3 });
    await field?.type('soon');
    await press('.recipe-page form button');
    await see(app, '.recipe-page form [role=alert]', 'inputs.wait: expected a duration');
    await field?.click({ count: 3 });
    await field?.type('2d');
    await press('.recipe-page form button');
    await see(app, '.recipe-page form [role=status]', 'Saved.');
    expect(JSON.stringify(await call('GET', '/recipes'))).toContain('"value":"2d"');
  });

  it('are switched on, and their runs are read step by step', async () => {
    await press('.recipe-page [role=switch]');
    await see(app, '[data-enable=known]', 'Nobody matches already.');
    expect(await app.$('[data-enable] input[value=matching]:disabled')).not.toBeNull();
    expect(await app.$('.recipe-page [data-state=off]')).not.toBeNull();
    await press('[data-enable] [data-act=enable]');
    await app.waitForSelector('.recipe-page [data-state=on]');
    expect(await app.$('[data-enable], [data-enrolment]')).toBeNull();
    const dana = await addDana();
    const run = await app.waitForSelector('.recipe-page [data-run][data-state=waiting]');
    await run?.$eval('summary', (summary) => summary.click());
    await see(app, '[data-run] [data-trace]', 'Waits until');
    expect(await textOf(app, '[data-run] summary')).toContain('Dana Whitfield');
    await app.goto(`${app.url().split('#')[0]}#${dana}`);
    await app.waitForSelector('[data-contact] [data-run] [data-next]');
    // What comes then is the engine's to say: it may come a moment later than the run.
    await app.waitForFunction(
      () => document.querySelector('[data-contact] [data-next]')?.textContent.includes('Then: '),
      { polling: 100 },
    );
    expect(await textOf(app, '[data-contact] [data-next]')).toMatch(/^Goes on .+ \d\d:\d\d.*Then: create task/);
    expect(await textOf(app, '[data-contact] [data-trace]')).toContain('new-lead');
  });
});

describe('a run', () => {
  it('is skipped over its wait and goes on, and the trace says who did it', async () => {
    await press('[data-contact] [data-act=skip]');
    await app.waitForSelector('[data-contact] [data-run][data-state=done]');
    await see(app, '[data-contact] [data-trace]', 'Skipped by');
    await app.waitForSelector('[data-task]');
  });

  it('is stopped on the card, after a question', async () => {
    const eve = await addContact({ name: 'Eve Lund', 'emails/eve@globex.example': {} });
    await app.goto(`${app.url().split('#')[0]}#${eve}`);
    await app.waitForSelector('[data-contact] [data-run][data-state=waiting]');
    app.once('dialog', (dialog) => void dialog.accept());
    await press('[data-contact] [data-act=stop]');
    await app.waitForSelector('[data-contact] [data-run][data-state=stopped]');
    expect(await app.$('[data-act=stop]')).toBeNull();
  });
});

describe('a button', () => {
  it('stands on the card while its recipe is on, and starts it', async () => {
    expect(await app.$('[data-buttons]')).toBeNull();
    await call('PUT', '/recipes/prices/state', { enabled: true });
    await app.reload();
    const button = await app.waitForSelector('[data-button=prices]:not([disabled])');
    expect(await button?.evaluate((element) => element.textContent)).toContain('Send the price list');
    await press('[data-button=prices]');
    await see(app, '[data-contact]', 'Prices for Eve Lund');
    const traces = await app.$$eval('[data-trace]', (all) => all.map((one) => one.textContent).join());
    expect(traces).toContain('Prices for Eve Lund');
  });
});

describe('“Why not?”', () => {
  it('names the condition that failed, with what was wanted and seen', async () => {
    const bo = await addContact({ name: 'Bo Ek', 'emails/bo@initech.example': {} });
    await engine.settle();
    await app.goto(`${app.url().split('#')[0]}#${bo}`);
    await press('.why-not summary');
    await app.waitForSelector('select[name=why-not]');
    await app.select('select[name=why-not]', 'follow-up');
    await app.waitForSelector('[data-verdict=not] [data-reason=condition]');
    const said = await textOf(app, '[data-verdict=not] [data-reason=condition]');
    expect(said).toContain('endsWith("globex.example")');
    expect(said).toContain('bo@initech.example');
    await app.select('select[name=why-not]', 'weekly-review');
    await app.waitForSelector('[data-verdict=not] [data-reason=off]');
  });
});

describe('“Try on the past”', () => {
  it('shows who would have entered, with each step, and does nothing', async () => {
    const before = JSON.stringify(await call('GET', '/runs?recipeId=follow-up'));
    await app.goto(`${app.url().split('#')[0]}#recipe/follow-up`);
    await press('[data-act=simulate]:not([disabled])');
    await app.waitForSelector('[data-simulation=done] [data-entered="2"]');
    await see(app, '[data-played]', 'Dana Whitfield');
    expect(await textOf(app, '[data-played]')).toContain('new-lead');
    expect(JSON.stringify(await call('GET', '/runs?recipeId=follow-up'))).toBe(before);
  });
});

describe('switching on for those who match already', () => {
  it('says how many they are and what it comes to, with the keyboard alone', async () => {
    await press('.foot-link[href="#recipes"]');
    await press('[data-recipe=news] [role=switch]');
    await app.waitForSelector('[data-enable=known] [data-matching="3"]');
    expect(await textOf(app, '[data-matching]')).toMatch(/Also 3 people who match already.*Dana Whitfield/s);
    expect(await textOf(app, '[data-enable]')).toMatch(
      /about 0\.1 runs and 0\.1 mails a day.*at most 3 mails on one day/s,
    );
    await app.keyboard.press('ArrowDown');
    await app.waitForSelector('[data-enable] select[name=spread]');
    expect(await textOf(app, '[data-mails-per-day]')).toContain('About 1 mail a day');
    await app.select('[data-enable] select[name=spread]', '0');
    await see(app, '[data-mails-per-day]', 'About 3 mails on that day');
    await app.keyboard.press('Escape');
    await app.waitForFunction(() => document.querySelector('[data-enable]') === null, { polling: 100 });
    expect(await app.$eval('[data-recipe=news]', (line) => line.getAttribute('data-state'))).toBe('off');
    await app.waitForSelector('[role=switch]:focus');
  });

  it('lets them in one after the other, shows how far it is, and calls the rest off', async () => {
    await app.keyboard.press('Space');
    await app.waitForSelector('[data-enable] input[value=matching]:not([disabled])');
    await app.keyboard.press('ArrowDown');
    await app.waitForSelector('[data-enable] select[name=spread]');
    await app.keyboard.press('Enter');
    await app.waitForSelector(
      '[data-recipe-page=news] [data-enrolment=under-way] [data-entered="1"][data-waiting="2"]',
    );
    expect(await textOf(app, '[data-enrolment]')).toMatch(/1 entered, 2 wait\. The last of them enters/);
    await app.waitForSelector('[data-recipe-page=news] [data-run]');
    app.once('dialog', (dialog) => void dialog.accept());
    await press('[data-act=call-off-enrolment]');
    await app.waitForSelector('[data-enrolment=stopped] [data-left-out="2"]');
    expect(await textOf(app, '[data-enrolment]')).toMatch(/It ended early.*2 were left out.*Called off by/s);
    expect(await app.$('[data-act=call-off-enrolment]')).toBeNull();
  });

  it('says why nobody can be enrolled', async () => {
    await call('PUT', '/recipes/prices/state', { enabled: false });
    await app.goto(`${app.url().split('#')[0]}#recipe/prices`);
    await app.reload();
    await press('[data-recipe-page=prices] [role=switch]');
    await see(app, '[data-enable]', 'a person who presses its button starts it');
    await press('[data-act=leave]');
    await app.waitForFunction(() => document.querySelector('[data-enable]') === null, { polling: 100 });
  });
});

describe('the switch for all recipes', () => {
  it('keeps what waits, starts nothing, and says so until it is on again', async () => {
    await press('.foot-link[href="#recipes"]');
    await press('[data-act=stop-all]');
    await app.waitForSelector('[data-running=false]');
    const finn = await addContact({ name: 'Finn Moe', 'emails/finn@globex.example': {} });
    await engine.settle();
    expect(JSON.stringify(await call('GET', `/runs?contactId=${finn}`))).toBe('{"runs":[]}');
    await press('[data-act=resume-all]');
    await app.waitForSelector('[data-running=true]');
    await press('.foot-link[href="#health"]');
    await see(app, '[data-health=waiting]', 'Finn Moe');
    expect(await textOf(app, '[data-health=in-doubt]')).toContain('No mail is in doubt.');
  });
});
