/** Segments in the built extension, with a real engine: made, filled, read and deleted. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWithEngine, type EngineAndBrowser } from './with-engine.ts';

const GREET = `id: greet
version: 1.0.0
title: Greet Swedes
about: Tags whoever comes into the segment.
capabilities: [add-tag]
trigger: { segment: swedes }
steps: [{ add-tag: { tag: greeted } }]
examples:
  - title: tags
    given: { contact: { name: Dana } }
    events: [{ at: "2026-03-06T10:00:00Z", segment.entered: { segment: swedes } }]
    expect: [{ add-tag: { tag: greeted } }]
`;

let stage: EngineAndBrowser;
beforeAll(async () => {
  stage = await startWithEngine({ greet: GREET });
});
afterAll(() => stage.close());

it('there are none at first', async () => {
  await stage.go('segments');
  await stage.see('.segments .empty', 'There is no segment yet');
});

it('says what is wrong with a condition and where, and makes the segment when it is right', async () => {
  await stage.write('contact', { name: 'Dana Whitfield', language: 'sv' });
  await stage.write('contact', { name: 'Eve Lund', language: 'de' });
  await stage.press('[data-act=new-segment]');
  await stage.app.waitForSelector('[data-new-segment]');
  await stage.app.waitForSelector('[name=name]:focus');
  await stage.app.keyboard.type('Swedes');
  expect(await stage.app.$eval('[name=slug]', (field) => 'value' in field && field.value)).toBe('swedes');
  await stage.type('[name=condition]', 'contact.langage == "sv"');
  await stage.see('[data-problem="7"]', 'contact has no field "langage"');
  await stage.see('[data-problem="7"]', 'At character 8:');
  expect(await stage.app.$('[data-act=make]:not([disabled])')).toBeNull();
  await stage.type('[name=condition]', 'contact.language == "sv"');
  await stage.see('#condition-problems', 'The condition can be used.');
  await stage.press('[data-act=make]:not([disabled])');
  await stage.app.waitForSelector('[data-segment=swedes][data-members="1"]');
  await stage.see('[data-segment=swedes]', 'contact.language == "sv"');
});

it('lists who is in it, follows its contacts, and names what uses it', async () => {
  await stage.press('[data-segment=swedes] a');
  await stage.see('[data-segment-page=swedes] [data-member]', 'Dana Whitfield');
  await stage.see('[data-segment-page=swedes]', 'Used by Greet Swedes.');
  expect(await stage.app.$('[data-act=delete-segment]:not([disabled])')).toBeNull();
  await stage.write('contact', { name: 'Finn Moe', language: 'sv' });
  await stage.app.waitForFunction(() => document.querySelectorAll('[data-member]').length === 2, { polling: 100 });
});

it('is deleted when no recipe that is on uses it, after a question', async () => {
  await stage.call('PUT', '/recipes/greet/state', { enabled: false });
  await stage.app.reload();
  stage.app.once('dialog', (dialog) => void dialog.accept());
  await stage.press('[data-act=delete-segment]:not([disabled])');
  await stage.see('.segments .empty', 'There is no segment yet');
});

it('without a condition is made too, and a name that is taken is refused', async () => {
  for (const expected of ['by hand', 'already']) {
    await stage.press('[data-act=new-segment]');
    await stage.type('[data-new-segment] [name=name]', 'Met at the fair');
    await stage.press('[name=live][value=hand]');
    await stage.press('[data-act=make]:not([disabled])');
    await stage.see('.segments', expected);
  }
});

it('may have a name in any script, and is opened by it', async () => {
  await stage.press('[data-act=cancel]');
  await stage.press('[data-act=new-segment]');
  await stage.type('[data-new-segment] [name=name]', 'לקוחות חדשים');
  await stage.press('[name=live][value=hand]');
  await stage.press('[data-act=make]:not([disabled])');
  await stage.press('[data-segment="לקוחות-חדשים"] a');
  await stage.see('[data-segment-page="לקוחות-חדשים"]', 'Nobody is in it.');
  await stage.app.reload();
  await stage.see('[data-segment-page="לקוחות-חדשים"]', 'לקוחות חדשים');
});

it('without a condition takes people in and out by hand', async () => {
  const gina = await stage.write('contact', { name: 'Gina Holm' });
  await stage.go('segment/met-at-the-fair');
  await stage.see('[data-segment-page]', 'Nobody is in it.');
  await stage.type('[data-put-in] input', 'gina');
  await stage.press(`[data-put="${gina}"]`);
  await stage.see('[data-member]', 'Gina Holm');
  await stage.press('[data-member] button');
  await stage.see('[data-segment-page]', 'Nobody is in it.');
});
