/** People in the built extension: who is never captured, who is not to be contacted, many at once, and what can be taken back. */
import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, type LarderBrowser } from './browser.ts';
import { startSite, type Site } from './site.ts';
import { press } from './press.ts';

const html = (...people: [name: string, email: string][]) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${people.map(([name]) => name).join(', ')}</title>
  ${people
    .map(([name, email]) => JSON.stringify({ '@context': 'https://schema.org', '@type': 'Person', name, email }))
    .map((data) => `<script type="application/ld+json">${data}</script>`)
    .join('')}<h1>People</h1>`;

const fixture = (path: string) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8');

let server: Site;
let site: string;
let larder: LarderBrowser;
const pages: Record<string, string> = {
  '/dana': html(['Dana Whitfield', 'dana@globex.example']),
  '/bo': html(['Bo Ek', 'bo@initech.example']),
  '/team': html(
    ['Ann Berg', 'ann@team.example'],
    ['Cy Diaz', 'cy@team.example'],
    ['Bo Ek', 'bo@initech.example'],
    ['Di Fox', 'di@team.example'],
  ),
  '/gia': html(['Gia Holm', 'gia@tabs.example']),
  '/hal': html(['Hal Ito', 'hal@tabs.example']),
  '/?_task=mail&_action=show&_uid=4&_mbox=INBOX': fixture('pages/roundcube/2026-11-22-full-view.html'),
  '/?_task=mail&_action=viewsource&_uid=4&_mbox=INBOX': fixture('mail/html-reply.eml'),
};

beforeAll(async () => {
  server = await startSite(pages);
  site = server.origin;
  larder = await startBrowser();
  await larder.switchOn('http://127.0.0.1');
});
afterAll(async () => {
  await larder.close();
  server.close();
});

const textOf = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent);
const isGone = (page: Page, selector: string) =>
  page.waitForFunction((wanted) => document.querySelector(wanted) === null, { polling: 100 }, selector);

describe('who is never captured', () => {
  it('is left out at once and on other pages, with the reason, until it is taken back', async () => {
    const page = await larder.openTab(`${site}/dana`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('form[data-person=new]');
    await press(panel, '.never-menu summary');
    await press(panel, 'button[data-never="@globex.example"]');
    await panel.waitForSelector('main ::-p-text(You said never to capture @globex.example.)');
    await isGone(panel, 'form[data-person]');

    await page.goto(`${site}/bo`);
    await panel.waitForSelector('form[data-person=new]');
    await page.goto(`${site}/dana`);
    await panel.waitForSelector('main ::-p-text(You said never to capture @globex.example.)');

    const settings = await larder.openOptions();
    await settings.waitForSelector('#never [data-entry="@globex.example"]');
    await settings.type('#never input', 'Dana');
    await press(settings, '#never form button');
    await settings.waitForSelector('#never ::-p-text(This is not an address)');
    // The name is in the log once: of the reading before the rule.
    const log = await settings.$$eval('#readings li', (lines) => lines.map((line) => line.textContent));
    expect(log.filter((line) => line.includes('Dana Whitfield,') || line.endsWith('nobody'))[0]).toContain('nobody');
    await settings.close();

    await page.bringToFront();
    await panel.waitForSelector('button[data-allow="@globex.example"]');
    await press(panel, 'button[data-allow="@globex.example"]');
    await panel.waitForSelector('form[data-person=new]');
    await panel.close();
    await page.close();
  });
});

describe('do not contact', () => {
  it('is switched on the card, and shown wherever the person is read', async () => {
    const page = await larder.openTab(`${site}/dana`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('form[data-person=new]');
    await press(panel, 'form[data-person=new] button[type=submit]');
    await panel.waitForSelector('[data-person=known]');
    expect(await panel.$('[data-do-not-contact]')).toBeNull();
    await press(panel, 'input[name=do-not-contact]');
    await panel.waitForSelector('[data-do-not-contact]');
    await panel.close();
    const popup = await larder.openPopup(page);
    await popup.waitForSelector('[data-do-not-contact]');
    expect(await textOf(popup, '[role=alert]')).toContain('Do not contact');
    await popup.close();
    const again = await larder.openPanel(page);
    await again.waitForSelector('[data-do-not-contact]');
    await press(again, 'input[name=do-not-contact]');
    await isGone(again, '[data-do-not-contact]');
    await again.close();
    await page.close();
  });
});

describe('several people at once', () => {
  const keys = (panel: Page) =>
    panel.$$eval('.many label[data-key]', (labels) =>
      labels.map((label) => {
        const box = label.querySelector('input');
        const mark = box?.disabled === true ? '-' : box?.checked === true ? 'x' : 'o';
        return `${mark} ${label.dataset['key']}`;
      }),
    );
  const peopleOf = async () => {
    const app = await larder.openApp();
    await app.waitForSelector('.person-line');
    const names = await app.$$eval('.person-line .cut:first-child', (lines) => lines.map((line) => line.textContent));
    await app.close();
    return names;
  };

  it('are saved from a team page, without those who are known, and taken back with one click', async () => {
    const page = await larder.openTab(`${site}/bo`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('form[data-person=new]');
    await press(panel, 'form[data-person=new] button[type=submit]');
    await panel.waitForSelector('[data-person=known]');
    await page.goto(`${site}/team`);
    await panel.waitForSelector('.many-button');
    await press(panel, '.many-button');
    await panel.waitForSelector('.many label[data-key]');
    expect(await keys(panel)).toEqual([
      'x ann@team.example',
      'x cy@team.example',
      '- bo@initech.example',
      'x di@team.example',
    ]);
    await press(panel, 'label[data-key="cy@team.example"]');
    expect(await panel.$eval('input[name=everybody]', (box) => box.indeterminate)).toBe(true);
    await press(panel, '.many .primary');
    await panel.waitForSelector('[data-saved="2"]');
    expect((await peopleOf()).sort()).toEqual(['Ann Berg', 'Bo Ek', 'Dana Whitfield', 'Di Fox']);
    await page.bringToFront();
    await panel.waitForSelector('[data-action=undo]');
    await press(panel, '[data-action=undo]');
    await panel.waitForSelector('main ::-p-text(2 people removed again.)');
    expect((await peopleOf()).sort()).toEqual(['Bo Ek', 'Dana Whitfield']);
    await panel.close();
    await page.close();
  });

  it('are offered from an open message: who wrote and who else got it, never the reader', async () => {
    const page = await larder.openTab(`${site}/?_task=mail&_action=show&_uid=4&_mbox=INBOX`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('.many-button');
    await press(panel, '.many-button');
    await panel.waitForSelector('.many label[data-key]');
    expect(await keys(panel)).toEqual(['x tess.whitlock@harbourline.test', 'x eva.lindgren@harbourline.test']);
    await press(panel, 'input[name=everybody]');
    expect(await panel.$eval('button.primary', (button) => button.disabled)).toBe(true);
    await panel.close();
    await page.close();
  });

  it('are offered from all tabs that may be read, and says which were left out', async () => {
    const elsewhere = await larder.openTab(`${site.replace('127.0.0.1', 'localhost')}/hal`);
    const gia = await larder.openTab(`${site}/gia`);
    const nobody = await larder.openTab(`${site}/nobody`);
    const page = await larder.openTab(`${site}/dana`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('[data-person=known]');
    await press(panel, '[data-action=many-tabs]');
    await panel.waitForSelector('.many label[data-key]');
    expect(await keys(panel)).toEqual(['x gia@tabs.example', '- dana@globex.example']);
    const left = await panel.$$eval('[data-left-tab]', (lines) => lines.map((line) => line.textContent));
    expect(left.filter((line) => line.includes('not switched on')).length).toBeGreaterThan(0);
    expect(left).toContain('Nothing: nobody was found');
    await press(panel, '.many .primary');
    await panel.waitForSelector('[data-saved="1"]');
    await press(panel, '[data-action=undo]');
    await panel.waitForSelector('main ::-p-text(1 person removed again.)');
    await panel.close();
    for (const each of [elsewhere, gia, nobody, page]) await each.close();
  });
});

describe('two contacts of one person', () => {
  it('are compared side by side, merged, and separated again', async () => {
    pages['/same-1'] = html(['Ivy Jung', 'ivy@globex.example']);
    pages['/same-2'] = html(['Ivy Jung', 'ivy@private.example']);
    const page = await larder.openTab(`${site}/same-1`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('form[data-person=new]');
    await press(panel, 'form[data-person=new] button[type=submit]');
    await panel.waitForSelector('[data-person=known]');
    await page.goto(`${site}/same-2`);
    // The page's person may be somebody known: what merging keeps is shown before it is done.
    await panel.waitForSelector('[data-likely] [data-reason=name]');
    await press(panel, '.likely summary');
    const reasons = await panel.$$eval('[data-reason]', (lines) => lines.map((line) => line.textContent));
    expect(reasons.find((line) => line.startsWith('same name'))).toMatch(/speaks.* for one person, .* to 1/u);
    expect(reasons.some((line) => line.includes('stored: ivy@globex.example'))).toBe(true);
    expect(await textOf(panel, 'button[type=submit]')).toBe('Save as new person');
    await press(panel, 'button[data-same]');
    await panel.waitForSelector('[data-merge] [data-merge-field=emails]');
    expect(await textOf(panel, '[data-merge-field=emails]')).toContain('ivy@private.example');
    await press(panel, '[data-merge] button:not([data-action])');
    await isGone(panel, '[data-merge]');
    await panel.type('[data-field=name] input', ' Kim');
    await press(panel, 'form[data-person=new] button[type=submit]');
    await panel.waitForSelector('[data-person=known]');

    await press(panel, '[data-action=find-same]');
    await panel.waitForSelector('input[name=same]');
    await panel.type('input[name=same]', 'ivy');
    await panel.waitForSelector('button[data-same]');
    const otherId = await panel.$eval('button[data-same]', (button) => button.dataset['same']);
    await press(panel, 'button[data-same]');
    await panel.waitForSelector('[data-merge-field=name][data-conflict=true]');
    await press(panel, '[data-merge-field=name] label:has(input:not(:checked))');
    await press(panel, '[data-action=merge]');
    await panel.waitForSelector(`[data-merged="${otherId}"]`);
    expect(await textOf(panel, '[data-person=known] h1')).toBe('Ivy Jung');
    expect(await textOf(panel, '[data-person=known] .reach')).toContain('ivy@globex.example');
    await press(panel, '[data-action=separate]');
    await isGone(panel, '[data-merged]');
    expect(await textOf(panel, '[data-person=known] h1')).toBe('Ivy Jung Kim');

    // A third page of hers, saved as the person who is known: the name stays, the address is added.
    pages['/same-3'] = html(['Ivy Jung', 'ivy@third.example']);
    await page.goto(`${site}/same-3`);
    await panel.waitForSelector(`button[data-same="${otherId}"]`);
    await panel.type('[data-field=name] input', ' Lee');
    await press(panel, `button[data-same="${otherId}"]`);
    await panel.waitForSelector('[data-merge-field=name][data-conflict=true]');
    await press(panel, '[data-action=merge]');
    await panel.waitForSelector(`[data-contact="${otherId}"]`);
    expect(await textOf(panel, '[data-person=known] h1')).toBe('Ivy Jung');
    expect(await textOf(panel, '[data-person=known] .reach')).toContain('ivy@third.example');
    await panel.close();
    await page.close();
  });
});

describe('duplicates', () => {
  it('are searched in the whole store, and each pair is decided: two people, or merged', async () => {
    pages['/both'] = html(
      ['Mia Roth', 'mia.roth@gmail.com'],
      ['Mia M. Roth', 'miaroth+shop@googlemail.com'],
      ['Noa Sand', 'noa.sand@gmail.com'],
      ['N. Sand', 'noasand@googlemail.com'],
    );
    const page = await larder.openTab(`${site}/both`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('.many-button');
    await press(panel, '.many-button');
    await panel.waitForSelector('.many label[data-key]');
    await press(panel, '.many .primary');
    await panel.waitForSelector('[data-saved="4"]');
    await panel.close();
    await page.close();

    const app = await larder.openApp();
    await app.waitForSelector('a[href="#duplicates"]');
    await press(app, 'a[href="#duplicates"]');
    await app.waitForSelector('[data-action=find-duplicates]');
    await press(app, '[data-action=find-duplicates]');
    const pairOf = async (name: string) => {
      const pair = await app.waitForSelector(`xpath///li[@data-pair][contains(., "${name}")]`);
      if (pair === null) throw new Error(`no pair of ${name}`);
      return pair;
    };
    const mia = await pairOf('Mia Roth');
    expect(await mia.$eval('.badge', (badge) => badge.textContent)).toBe('almost surely');
    expect(
      await mia.$$eval('[data-reason]', (lines) => lines.map((line) => line.getAttribute('data-reason'))),
    ).toContain('e-mail address');
    await press(mia, '[data-action=compare]');
    await press(mia, '[data-action=merge]');
    await app.waitForSelector('[data-pair=merged]');
    const noa = await pairOf('Noa Sand');
    await press(noa, '[data-action=apart]');
    await app.waitForSelector('[data-pair=apart]');
    await press(app, '[data-action=find-duplicates]');
    await app.waitForFunction(
      () =>
        document.querySelector('[data-pairs]') !== null &&
        !/Mia Roth|Noa Sand/u.test(document.querySelector('.duplicates ul')?.textContent ?? ''),
      { polling: 100 },
    );
    await app.close();
  });
});

describe('companies', () => {
  it('are shown with their sources, saved with somebody who works there, and list their people', async () => {
    const data = {
      '@context': 'https://schema.org',
      '@type': 'Organization',
      name: 'Quillmark Ltd',
      url: 'https://quillmark.example',
      logo: 'https://quillmark.example/logo.png',
      telephone: '+44 20 7946 0120',
    };
    pages['/quill'] = html(['Pia Quist', 'pia@quillmark.example']).replace(
      '<h1>',
      `<script type="application/ld+json">${JSON.stringify(data)}</script><h1>`,
    );
    const page = await larder.openTab(`${site}/quill`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('[data-company="Quillmark Ltd"][data-known=false] [data-path=domain]');
    expect(await textOf(panel, '[data-company] [data-path=logo]')).toContain('page data');
    await panel.waitForSelector('input[name=with-company]');
    await press(panel, 'form[data-person=new] button[type=submit]');
    await panel.waitForSelector('[data-company="Quillmark Ltd"][data-known=true]');
    const link = await panel.waitForSelector('[data-person=known] a[href*="#company/"]');
    const href = await link?.evaluate((element) => element.getAttribute('href'));
    await panel.close();
    await page.close();
    const app = await larder.openApp(href?.split('#')[1]);
    await app.waitForSelector('[data-company] ::-p-text(Pia Quist)');
    expect(await textOf(app, '[data-company] h1')).toBe('Quillmark Ltd');
    await app.close();
  });
});

describe('what left no message', () => {
  it('is logged by hand: a call is offered on a click on the number, a meeting with its subject', async () => {
    pages['/kai'] = html(['Kai Lund', 'kai@globex.example']).replace(
      '"email"',
      '"telephone":"+1 415 555 0132","email"',
    );
    const page = await larder.openTab(`${site}/kai`);
    const panel = await larder.openPanel(page);
    await panel.waitForSelector('form[data-person=new]');
    await press(panel, 'form[data-person=new] button[type=submit]');
    await panel.waitForSelector('a[href^="tel:"]');
    // Without following the link: no program here takes calls.
    await panel.$eval('a[href^="tel:"]', (link) => {
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
    });
    await panel.waitForSelector('.log-form ::-p-text(Calling +14155550132)');
    await press(panel, '[data-action=log]');
    await panel.waitForSelector('[data-interaction] ::-p-text(You called)');
    await press(panel, '[data-log=meeting]');
    await panel.type('.log-form input[name=subject]', 'Terms for next year');
    await press(panel, '[data-action=log]');
    await panel.waitForSelector('[data-interaction] ::-p-text(Terms for next year)');
    expect(await panel.$$eval('[data-interaction]', (entries) => entries.length)).toBe(2);

    await panel.setViewport({ width: 300, height: 1500 });
    await press(panel, '[data-action=delete]');
    await panel.waitForSelector('[data-deleted]');
    await panel.waitForSelector('form[data-person=new]');
    await press(panel, '[data-action=restore]');
    await panel.waitForSelector('[data-person=known] [data-interaction]');
    expect(await panel.$('[data-deleted]')).toBeNull();
    await panel.close();
    await page.close();
  });
});
