/** The real Roundcube in a real Chromium: what the panel shows of each mail, in three languages, beside the list and on a page of its own. */
import { randomBytes } from 'node:crypto';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Language } from '../webmail/language.ts';
import { startWebmail, type Webmail } from '../webmail/start.ts';
import { startBrowser, type LarderBrowser } from './browser.ts';
import { copyMillis } from './roundcube/copy-time.ts';
import { newUser, type RoundcubeUser } from './roundcube/mailbox.ts';
import { mails, type Mail } from './roundcube/mails.ts';
import { readsMessage, rowsOf, shows } from './roundcube/panel.ts';
import { press } from './press.ts';

const unique = randomBytes(4).toString('hex');
const inbox = mails.filter(({ folder }) => folder === 'INBOX');
const sent = mails.filter(({ folder }) => folder === 'Sent');
const named = (list: Mail[]) => list.map((mail): [string, Mail] => [mail.file, mail]);
const the = (file: string): Mail => {
  const found = mails.find((mail) => mail.file === file);
  if (found === undefined) throw new Error(`there is no mail ${file}`);
  return found;
};

let webmail: Webmail | { skip: string };
let larder: LarderBrowser;
let page: Page;
let panel: Page;
let user: RoundcubeUser;
const dialogs: string[] = [];
/** Of each message beside the list: what the copy of the page costs, and how often its source was fetched. */
const costs: Record<string, { copyMs: number; fetched: number }> = {};
let fetched = 0;

beforeAll(async () => {
  webmail = await startWebmail();
  if ('skip' in webmail) return;
  larder = await startBrowser();
  await larder.switchOn('http://127.0.0.1');
  page = await larder.openTab(webmail.webmail);
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().includes('_action=viewsource')) fetched++;
  });
  panel = await larder.openPanel(page);
});

afterAll(async () => {
  if ('skip' in webmail) return;
  await larder.close();
  await webmail.stop();
});

beforeEach((context) => {
  if ('skip' in webmail) context.skip(webmail.skip);
});

/** Logs a new user in. */
function inLanguage(language: Language, lang: string, inboxName: string): void {
  it('is what the interface is in', async () => {
    if ('skip' in webmail) return;
    user = await newUser(webmail, `sally-${unique}-${lang}@acme.test`, language);
    await user.logIn(page);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang);
    expect(await page.$eval('#mailboxlist .inbox a', (link) => link.firstChild?.textContent)).toBe(inboxName);
  });
}

async function previewed(mail: Mail, byClick = false): Promise<void> {
  await isRead(mail, () => user.preview(page, mail, byClick));
  await shows(panel, mail.shown);
}

async function openedInFull(mail: Mail): Promise<void> {
  await isRead(mail, () => user.openFull(page, mail));
  await shows(panel, mail.shown);
}

async function isRead(mail: Mail, open: () => Promise<void>): Promise<void> {
  const since = new Date().toISOString();
  await open();
  await readsMessage(panel, user.uid(mail), mail.folder, since);
}

describe('English', () => {
  inLanguage('en_US', 'en', 'Inbox');
  it.each(named(inbox))('beside the list: %s', async (file, mail) => {
    fetched = 0;
    await previewed(mail, file.startsWith('01'));
    costs[file] = { copyMs: await copyMillis(page), fetched };
  });

  it('costs the page little, and the server hardly more than one source per message', () => {
    const sources = Object.values(costs).reduce((sum, cost) => sum + cost.fetched, 0);
    const sorted = Object.values(costs)
      .map(({ copyMs }) => copyMs)
      .toSorted((a, b) => a - b);
    console.info('Copy of the page, in ms, and fetches of its source:', JSON.stringify(costs));
    console.info(`Median ${sorted[Math.floor(sorted.length / 2)]} ms, longest ${sorted.at(-1)} ms`);
    // The aim is 5 ms on an idle machine; this one may be busy.
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(20);
    // A change of the list while a message is open makes the panel read once more.
    expect(sources).toBeLessThan(inbox.length * 1.3);
  });

  it('offers the people whom she wrote to', async () => {
    await user.openList(page, 'Sent');
    for (const mail of sent) await previewed(mail);
  });

  it('runs nothing of a hostile mail, in the page or in the panel', async () => {
    await openedInFull(the('23-html-payloads'));
    const isSet = () => typeof (globalThis as unknown as { pwned?: unknown }).pwned === 'string';
    for (const frame of [...page.frames(), ...panel.frames()]) expect(await frame.evaluate(isSet)).toBe(false);
    expect(dialogs).toEqual([]);
    expect(await panel.$$eval('main img, main script, main iframe', (elements) => elements.length)).toBe(0);
  });
});

describe('German', () => {
  inLanguage('de_DE', 'de', 'Posteingang');
  it.each(named(mails))('on a page of its own: %s', (_, mail) => openedInFull(mail));
});

describe('Hebrew', () => {
  inLanguage('he_IL', 'he', 'נכנס');
  it.each(named(inbox))('in the other view than the mail before: %s', async (_, mail) => {
    if (inbox.indexOf(mail) % 2 === 0) return openedInFull(mail);
    if ((await page.$('#messagecontframe')) === null) await user.openList(page, 'INBOX');
    await previewed(mail);
  });
});

/** At the end: the panel shows people who are saved otherwise. */
describe('Saving', () => {
  it('saves a message once, though it is opened in two views', async () => {
    const mail = the('01-plain-signature');
    await openedInFull(mail);
    await press(panel, 'form[data-person=new] button[type=submit]');
    await panel.waitForSelector('[data-person=known]');
    const [saved, ...others] = await rowsOf(panel, 'interactions');
    expect(others).toEqual([]);
    await user.openList(page, 'INBOX');
    await isRead(mail, () => user.preview(page, mail, true));
    await panel.waitForSelector('.found ::-p-text(on the timeline)');
    expect((await rowsOf(panel, 'interactions')).map(({ id }) => id)).toEqual([saved?.['id']]);
  });

  it('saves her own message as one that went out', async () => {
    await openedInFull(the('42-own-to-three'));
    await press(panel, 'form[data-person=new] button[type=submit]');
    await panel.waitForSelector('[data-person=known]');
    const values = (await rowsOf(panel, 'interactions')).map((row) => row['values']);
    expect(values).toContainEqual(expect.objectContaining({ subject: 'Agenda for Monday', direction: 'out' }));
  });
});
