/**
 * The main job on real mail: a message in a real Roundcube, its sender clipped in a real Chromium, a recipe in the engine, and its mail
 * over SMTP in the other person's Dovecot mailbox. Then the same from web pages, and with the engine away for a while.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changesSchema, type Change } from '../../shared/model/wire.ts';
import { callEngine } from '../../automation-engine/cli/engine-call.ts';
import { pairBrowser } from '../../automation-engine/cli/pair-browser.ts';
import { readConfig, type Config } from '../../automation-engine/config.ts';
import { startEngine, type Engine } from '../../automation-engine/engine.ts';
import { readControl } from '../../automation-engine/pairing/control-file.ts';
import { startWebmail, type Webmail } from '../webmail/start.ts';
import { startBrowser, type LarderBrowser } from './browser.ts';
import { press } from './press.ts';
import { startSite, type Site } from './site.ts';

const unique = randomBytes(4).toString('hex');
const seller = `sally-${unique}@acme.test`;

let webmail: Webmail | { skip: string };
let folder: string;
let config: Config;
let engine: Engine;
let larder: LarderBrowser;
let site: Site;
const pages: Record<string, string> = {};

beforeAll(async () => {
  webmail = await startWebmail();
  if ('skip' in webmail) return;
  folder = await mkdtemp(join(tmpdir(), 'larder-main-job-'));
  const read = readConfig({
    LARDER_DATA: join(folder, 'data'),
    LARDER_PORT: '0',
    LARDER_LOG_LEVEL: 'error',
    LARDER_SMTP_URL: `smtp://${webmail.smtp.host}:${webmail.smtp.port}`,
    LARDER_MAIL_FROM: `Sally Reyes <${seller}>`,
    LARDER_ZONE: 'UTC',
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  config = read.config;
  engine = await startEngine(config);
  // From here on the same port, so that the engine can go away and come back to where the extension looks for it.
  config = { ...config, port: Number(new URL(engine.url).port) };
  await call('PUT', '/recipes/welcome-new-contact/state', { enabled: true });
  site = await startSite(pages);
  larder = await startBrowser();
  await pairBrowser(larder, engine);
});

afterAll(async () => {
  if ('skip' in webmail) return;
  await larder.close();
  await engine.stop();
  site.close();
  await webmail.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

beforeEach((context) => {
  if ('skip' in webmail) context.skip(webmail.skip);
});

const running = (): Webmail => {
  if ('skip' in webmail) throw new Error(webmail.skip);
  return webmail;
};

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const control = await readControl(config.dataFolder);
  if (control === undefined) throw new Error('no engine runs');
  const answer = await callEngine(control, method, path, body);
  if (!('status' in answer)) throw new Error(JSON.stringify(answer));
  return answer.body;
}

const acceptedChanges = async (): Promise<Change[]> =>
  changesSchema.parse(await call('GET', '/changes?after=0&limit=500')).changes;

const openPage = (path: string, html: string) => {
  pages[path] = html;
  return larder.openTab(`${site.origin}${path}`);
};

/** The value of each field of the draft in the panel, by its path. */
async function draftIn(panel: Page): Promise<Record<string, string>> {
  await panel.waitForSelector('[data-person=new] button[type=submit]:not([disabled])');
  return Object.fromEntries(
    await panel.$$eval('[data-person=new] [data-path]', (fields) =>
      fields.map((field) => [field.getAttribute('data-path') ?? '', field.querySelector('input')?.value ?? '']),
    ),
  );
}

/** Saves the draft; waits for the tag, the task and the sent mail in the panel, which is never reloaded. Resolves to the contact's id. */
async function saveAndSeeResult(panel: Page): Promise<string> {
  await panel.evaluate(() => Object.assign(globalThis, { neverReloaded: true }));
  await press(panel, '[data-person=new] button[type=submit]');
  await panel.waitForSelector('[data-contact]');
  await panel.waitForSelector('[data-tag=new-lead]');
  await panel.waitForSelector('[data-task]');
  await panel.waitForSelector('[data-run][data-state=done]');
  expect(await panel.evaluate(() => 'neverReloaded' in globalThis)).toBe(true);
  return panel.$eval('[data-contact]', (element) => element.getAttribute('data-contact') ?? '');
}

const welcome = (address: string) =>
  running().arrives(
    address,
    ({ from, subject }) => from?.includes(seller) === true && subject?.startsWith('Nice to meet you') === true,
  );

async function openMessageInRoundcube(subject: string): Promise<Page> {
  const page = await larder.openTab(running().webmail);
  if ((await page.$('#rcmloginuser')) !== null) {
    await page.type('#rcmloginuser', seller);
    await page.type('#rcmloginpwd', running().users.password);
    await Promise.all([page.waitForNavigation(), page.click('#rcmloginsubmit')]);
  }
  const row = await page.waitForSelector(`#messagelist tbody tr ::-p-text(${subject})`);
  await row?.click();
  const frame = await page.waitForFrame((each) => each.name() === 'messagecontframe' && each.url().includes('_uid='));
  await frame.waitForSelector('#messagebody');
  return page;
}

describe('the main job on a real Roundcube', () => {
  const kim = `kim-${unique}@globex.test`;
  const message = [
    `From: Kim Ortega <${kim}>`,
    `To: Sally Reyes <${seller}>`,
    'Subject: Forty seats for the spring',
    `Message-ID: <seats-${unique}@globex.test>`,
    'Date: Thu, 19 Nov 2026 09:12:00 +0100',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Hi Sally,',
    '',
    'could you send us a quote for forty seats?',
    '',
    'Best regards,',
    'Kim',
    '',
    '-- ',
    'Kim Ortega',
    'Head of Procurement',
    'Globex Corporation',
    '+1 (415) 555-0132',
    '',
  ].join('\r\n');

  it('reads sender and signature from the raw message, and the recipe answers in their mailbox', async () => {
    const file = join(folder, 'seats.eml');
    await writeFile(file, message);
    await running().seed(file, seller);
    const page = await openMessageInRoundcube('Forty seats for the spring');
    const panel = await larder.openPanel(page);
    const draft = await draftIn(panel);
    expect(draft).toMatchObject({
      name: 'Kim Ortega',
      [`emails/${kim}`]: kim,
      title: 'Head of Procurement',
      companyName: 'Globex Corporation',
      'phones/+14155550132': '+1 (415) 555-0132',
    });
    const sources = await panel.$$eval('[data-person=new] [data-path]', (fields) =>
      fields.map((field) => [
        field.getAttribute('data-path'),
        field.querySelector('[data-source]')?.getAttribute('data-source'),
      ]),
    );
    expect(Object.fromEntries(sources)).toMatchObject({
      name: 'raw-header',
      title: 'signature-line',
      'phones/+14155550132': 'signature-line',
    });

    const contactId = await saveAndSeeResult(panel);
    const mail = await welcome(kim);
    expect(mail.subject).toBe('Nice to meet you, Kim');
    expect(await panel.$eval('[data-run]', (run) => run.textContent)).toContain(`Sent to ${kim}`);
    expect(
      (await acceptedChanges()).filter(({ mutation }) => mutation.recordId === contactId && 'name' in mutation.fields),
    ).toHaveLength(1);
    await page.close();
  });

  it('knows the person when the same message is opened again', async () => {
    const page = await openMessageInRoundcube('Forty seats for the spring');
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('[data-person=known]');
    expect(await panel.$eval('[data-person=known]', (element) => element.textContent)).toContain('Kim Ortega');
    await page.close();
  });
});

describe('the main job on web pages', () => {
  const people = {
    'with JSON-LD': {
      address: `ines-${unique}@initech.test`,
      html: (address: string) => `<!doctype html><title>Inês Duarte</title><script type="application/ld+json">
        {"@context":"https://schema.org","@type":"Person","name":"Inês Duarte","jobTitle":"Head of Sales","email":"mailto:${address}",
         "worksFor":{"@type":"Organization","name":"Initech"}}</script><h1>Inês Duarte</h1>`,
      expected: { name: 'Inês Duarte', title: 'Head of Sales', companyName: 'Initech' },
    },
    'with an h-card': {
      address: `bo-${unique}@umbrella.test`,
      html: (
        address: string,
      ) => `<!doctype html><title>About</title><div class="h-card"><span class="p-name">Bo Ng</span>,
        <span class="p-job-title">Engineer</span> at <span class="p-org">Umbrella</span>
        <a class="u-email" href="mailto:${address}">write to me</a></div>`,
      expected: { name: 'Bo Ng', title: 'Engineer', companyName: 'Umbrella' },
    },
    'with neither': {
      address: `tove-${unique}@nordlys.test`,
      html: (
        address: string,
      ) => `<!doctype html><title>Contact</title><main><h1>Contact</h1><p>Tove Berg<br>Office manager<br>
        ${address}<br>+46 8 123 456 78</p></main>`,
      expected: { name: 'Tove Berg' },
    },
  };
  for (const [kind, { address, html, expected }] of Object.entries(people)) {
    it(`clips the person of a page ${kind}, and the recipe answers in their mailbox`, async () => {
      const page = await openPage(`/${kind.replaceAll(' ', '-')}`, html(address));
      const panel = await larder.openPanel(page);
      expect(await draftIn(panel)).toMatchObject({ ...expected, [`emails/${address}`]: address });
      await saveAndSeeResult(panel);
      await welcome(address);
      await page.close();
    });
  }
});

describe('the main job with the engine away', () => {
  it('keeps clipping, says how many changes wait, and hands each over once when the engine is back', async () => {
    await engine.stop();
    const names = ['Ada Lind', 'Ben Okoro', 'Cleo Marsh'];
    for (const [at, name] of names.entries()) {
      const address = `away${at}-${unique}@globex.test`;
      const page = await openPage(
        `/away-${at}`,
        `<!doctype html><title>${name}</title><div class="h-card"><span class="p-name">${name}</span>
        <a class="u-email" href="mailto:${address}">mail</a></div>`,
      );
      const panel = await larder.openPanel(page);
      await draftIn(panel);
      await press(panel, '[data-person=new] button[type=submit]');
      await panel.waitForSelector('[data-person=known]');
      if (at === names.length - 1) {
        await panel.waitForSelector('[data-sync=away]');
        await panel.waitForFunction(
          (count) => document.querySelector('[data-sync=away]')?.textContent.includes(`${count} changes`) === true,
          {},
          names.length,
        );
      }
      await page.close();
    }
    engine = await startEngine(config);
    for (const at of names.keys()) await welcome(`away${at}-${unique}@globex.test`);
    const changes = await acceptedChanges();
    for (const name of names) {
      expect(
        changes.filter(({ mutation }) => mutation.kind === 'contact' && mutation.fields['name'] === name),
      ).toHaveLength(1);
    }
    for (const at of names.keys()) {
      const inbox = await running().readMailbox(`away${at}-${unique}@globex.test`);
      expect(inbox.filter(({ from }) => from?.includes(seller))).toHaveLength(1);
    }
  });
});
