/** Recipes in the built extension, with a real engine: switched on, read step by step, explained and stopped. */
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pairBrowser } from '../../automation-engine/cli/pair-browser.ts';
import { startWithEngine, type EngineAndBrowser } from './with-engine.ts';

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

let stage: EngineAndBrowser;
let app: Page;
beforeAll(async () => {
  stage = await startWithEngine(
    { 'follow-up': FOLLOW_UP, prices: PRICES, broken: BROKEN, news: NEWS },
    { isFresh: true },
  );
  app = stage.app;
  await stage.go('recipes');
});
afterAll(() => stage.close());

const addDana = () => stage.write('contact', { name: 'Dana Whitfield', 'emails/dana@globex.example': {} });
const textOf = (selector: string) => app.$eval(selector, (element) => element.textContent);

describe('the recipes', () => {
  it('say how to start an engine while there is none', async () => {
    await app.waitForSelector('.recipes .empty');
    expect(await textOf('.recipes .empty')).toContain('npm start');
    await pairBrowser(stage.larder, stage.engine);
    await app.bringToFront();
    await app.waitForSelector('[data-recipe=follow-up]');
  });

  it('are listed with their state; one with a faulty file says where and what', async () => {
    expect(await app.$eval('[data-recipe=follow-up]', (line) => line.getAttribute('data-state'))).toBe('off');
    expect(await app.$eval('[data-recipe=broken]', (line) => line.getAttribute('data-state'))).toBe('problem');
    await stage.press('[data-recipe=broken] a');
    await app.waitForSelector('[data-problem^="steps[0]"]');
    expect(await textOf('[data-problem^="steps[0]"]')).toMatch(/line 8.*add-tagg.*add-tag/s);
    await stage.press('.foot-link[href="#recipes"]');
    await app.waitForSelector('[data-recipe=follow-up]');
  });

  it('let what can be set be set, and say what is wrong with a value', async () => {
    await stage.press('[data-recipe=follow-up] a');
    await stage.type('[data-input=wait] input', 'soon');
    await stage.press('.recipe-page form button');
    await stage.see('.recipe-page form [role=alert]', 'inputs.wait: expected a duration');
    await stage.type('[data-input=wait] input', '2d');
    await stage.press('.recipe-page form button');
    await stage.see('.recipe-page form [role=status]', 'Saved.');
    expect(JSON.stringify(await stage.call('GET', '/recipes'))).toContain('"value":"2d"');
  });

  it('are switched on, and their runs are read step by step', async () => {
    await stage.press('.recipe-page [role=switch]');
    await stage.see('[data-enable=known]', 'Nobody matches already.');
    expect(await app.$('[data-enable] input[value=matching]:disabled')).not.toBeNull();
    expect(await app.$('.recipe-page [data-state=off]')).not.toBeNull();
    await stage.press('[data-enable] [data-act=enable]');
    await app.waitForSelector('.recipe-page [data-state=on]');
    expect(await app.$('[data-enable], [data-enrolment]')).toBeNull();
    const dana = await addDana();
    const run = await app.waitForSelector('.recipe-page [data-run][data-state=waiting]');
    await run?.$eval('summary', (summary) => summary.click());
    await stage.see('[data-run] [data-trace]', 'Waits until');
    expect(await textOf('[data-run] summary')).toContain('Dana Whitfield');
    await stage.go(dana);
    await app.waitForSelector('[data-contact] [data-run] [data-next]');
    // What comes then is the engine's to say: it may come a moment later than the run.
    await app.waitForFunction(
      () => document.querySelector('[data-contact] [data-next]')?.textContent.includes('Then: '),
      { polling: 100 },
    );
    expect(await textOf('[data-contact] [data-next]')).toMatch(/^Goes on .+ \d\d:\d\d.*Then: create task/);
    expect(await textOf('[data-contact] [data-trace]')).toContain('new-lead');
  });
});

describe('a run', () => {
  it('is skipped over its wait and goes on, and the trace says who did it', async () => {
    await stage.press('[data-contact] [data-act=skip]');
    await app.waitForSelector('[data-contact] [data-run][data-state=done]');
    await stage.see('[data-contact] [data-trace]', 'Skipped by');
    await app.waitForSelector('[data-task]');
  });

  it('is stopped on the card, after a question', async () => {
    const eve = await stage.write('contact', { name: 'Eve Lund', 'emails/eve@globex.example': {} });
    await stage.go(eve);
    await app.waitForSelector('[data-contact] [data-run][data-state=waiting]');
    app.once('dialog', (dialog) => void dialog.accept());
    await stage.press('[data-contact] [data-act=stop]');
    await app.waitForSelector('[data-contact] [data-run][data-state=stopped]');
    expect(await app.$('[data-act=stop]')).toBeNull();
  });
});

describe('a button', () => {
  it('stands on the card while its recipe is on, and starts it', async () => {
    expect(await app.$('[data-buttons]')).toBeNull();
    await stage.call('PUT', '/recipes/prices/state', { enabled: true });
    await app.reload();
    const button = await app.waitForSelector('[data-button=prices]:not([disabled])');
    expect(await button?.evaluate((element) => element.textContent)).toContain('Send the price list');
    await stage.press('[data-button=prices]');
    await stage.see('[data-contact]', 'Prices for Eve Lund');
    const traces = await app.$$eval('[data-trace]', (all) => all.map((one) => one.textContent).join());
    expect(traces).toContain('Prices for Eve Lund');
  });
});

describe('“Why not?”', () => {
  it('names the condition that failed, with what was wanted and seen', async () => {
    const bo = await stage.write('contact', { name: 'Bo Ek', 'emails/bo@initech.example': {} });
    await stage.go(bo);
    await stage.press('.why-not summary');
    await app.waitForSelector('select[name=why-not]');
    await app.select('select[name=why-not]', 'follow-up');
    await app.waitForSelector('[data-verdict=not] [data-reason=condition]');
    const said = await textOf('[data-verdict=not] [data-reason=condition]');
    expect(said).toContain('endsWith("globex.example")');
    expect(said).toContain('bo@initech.example');
    await app.select('select[name=why-not]', 'weekly-review');
    await app.waitForSelector('[data-verdict=not] [data-reason=off]');
  });
});

describe('“Try on the past”', () => {
  it('shows who would have entered, with each step, and does nothing', async () => {
    const before = JSON.stringify(await stage.call('GET', '/runs?recipeId=follow-up'));
    await stage.go('recipe/follow-up');
    await stage.press('[data-act=simulate]:not([disabled])');
    await app.waitForSelector('[data-simulation=done] [data-entered="2"]');
    await stage.see('[data-played]', 'Dana Whitfield');
    expect(await textOf('[data-played]')).toContain('new-lead');
    expect(JSON.stringify(await stage.call('GET', '/runs?recipeId=follow-up'))).toBe(before);
  });
});

describe('switching on for those who match already', () => {
  it('says how many they are and what it comes to, with the keyboard alone', async () => {
    await stage.press('.foot-link[href="#recipes"]');
    await stage.press('[data-recipe=news] [role=switch]');
    await app.waitForSelector('[data-enable=known] [data-matching="3"]');
    expect(await textOf('[data-matching]')).toMatch(/Also 3 people who match already.*Dana Whitfield/s);
    expect(await textOf('[data-enable]')).toMatch(/about 0\.1 runs and 0\.1 mails a day.*at most 3 mails on one day/s);
    await app.keyboard.press('ArrowDown');
    await app.waitForSelector('[data-enable] select[name=spread]');
    expect(await textOf('[data-mails-per-day]')).toContain('About 1 mail a day');
    await app.select('[data-enable] select[name=spread]', '0');
    await stage.see('[data-mails-per-day]', 'About 3 mails on that day');
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
    expect(await textOf('[data-enrolment]')).toMatch(/1 entered, 2 wait\. The last of them enters/);
    await app.waitForSelector('[data-recipe-page=news] [data-run]');
    app.once('dialog', (dialog) => void dialog.accept());
    await stage.press('[data-act=call-off-enrolment]');
    await app.waitForSelector('[data-enrolment=stopped] [data-left-out="2"]');
    expect(await textOf('[data-enrolment]')).toMatch(/It ended early.*2 were left out.*Called off by/s);
    expect(await app.$('[data-act=call-off-enrolment]')).toBeNull();
  });

  it('says why nobody can be enrolled', async () => {
    await stage.call('PUT', '/recipes/prices/state', { enabled: false });
    await stage.go('recipe/prices');
    await app.reload();
    await stage.press('[data-recipe-page=prices] [role=switch]');
    await stage.see('[data-enable]', 'a person who presses its button starts it');
    await stage.press('[data-act=leave]');
    await app.waitForFunction(() => document.querySelector('[data-enable]') === null, { polling: 100 });
  });
});

describe('the switch for all recipes', () => {
  it('keeps what waits, starts nothing, and says so until it is on again', async () => {
    await stage.press('.foot-link[href="#recipes"]');
    await stage.press('[data-act=stop-all]');
    await app.waitForSelector('[data-running=false]');
    const finn = await stage.write('contact', { name: 'Finn Moe', 'emails/finn@globex.example': {} });
    expect(JSON.stringify(await stage.call('GET', `/runs?contactId=${finn}`))).toBe('{"runs":[]}');
    await stage.press('[data-act=resume-all]');
    await app.waitForSelector('[data-running=true]');
    await stage.press('.foot-link[href="#health"]');
    await stage.see('[data-health=waiting]', 'Finn Moe');
    expect(await textOf('[data-health=in-doubt]')).toContain('No mail is in doubt.');
  });
});
