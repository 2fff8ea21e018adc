/** What waits for a person's yes, in the built extension with a real engine: drafted mails, and runs that were held. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftListSchema } from '../../shared/model/wire.ts';
import { startWithEngine, type EngineAndBrowser } from './with-engine.ts';

const HELLO = `id: hello
version: 1.0.0
title: Say hello
about: Drafts a mail to whoever gets the tag new.
capabilities: [draft-mail, log-note]
trigger: { event: contact.tag-added, if: event.tag == "new" }
steps:
  - draft-mail: { subject: "Hello {{ contact.name }}", text: "How are you?" }
  - log-note: { text: The mail was decided }
examples:
  - title: drafts a mail
    given: { contact: { name: Dana, email: dana@globex.example } }
    events: [{ at: "2026-03-06T10:00:00Z", contact.tag-added: { tag: new } }]
    expect: [{ draft-mail: { subject: Hello Dana } }]
`;
const CROWD = `id: crowd
version: 1.0.0
title: Tag the crowd
about: Tags whoever gets the tag many.
capabilities: [add-tag]
guards: { blastRadius: 1 }
trigger: { event: contact.tag-added, if: event.tag == "many" }
steps: [{ add-tag: { tag: tagged } }]
examples:
  - title: tags
    given: { contact: { name: Dana } }
    events: [{ at: "2026-03-06T10:00:00Z", contact.tag-added: { tag: many } }]
    expect: [{ add-tag: { tag: tagged } }]
`;

let stage: EngineAndBrowser;
beforeAll(async () => {
  stage = await startWithEngine({ hello: HELLO, crowd: CROWD });
});
afterAll(() => stage.close());

const add = (name: string, tag = 'new') => {
  const address = `${name.split(' ')[0]?.toLowerCase()}@globex.example`;
  return stage.write('contact', { name, [`emails/${address}`]: {}, primaryEmail: address, [`tags/${tag}`]: true });
};
const arrived = async () => {
  await stage.engine.settle();
  return stage.catcher.mails.map(({ to, subject, text }) => [to[0], subject, text.trim()]);
};
describe('drafted mails', () => {
  it('are none at first', async () => {
    await stage.go('drafts');
    await stage.see('.drafts .empty', 'No mail waits for you');
  });

  it('appear by themselves, say who, what and by which recipe, and are counted as waiting', async () => {
    await add('Dana Whitfield');
    await stage.see('[data-draft]', 'Hello Dana Whitfield');
    await stage.see('[data-draft]', 'written by “Say hello”');
    const text = await stage.app.$eval('[data-draft]', (row) => row.textContent);
    expect(text).toContain('to Dana Whitfield <dana@globex.example>');
    expect(text).toContain('How are you?');
    await stage.app.waitForSelector('[data-needs="1"]');
    expect(await arrived()).toEqual([]);
  });

  it('are sent once, though the button is pressed twice, and their run goes on', async () => {
    await stage.app.$eval('[data-draft] [data-act=approve]', (button) => {
      if (!(button instanceof HTMLElement)) return;
      button.click();
      button.click();
    });
    await stage.see('.said', '“Hello Dana Whitfield” is on its way.');
    await stage.see('.drafts .empty', 'No mail waits for you');
    await stage.app.waitForSelector('.said:focus');
    expect(await arrived()).toEqual([['dana@globex.example', 'Hello Dana Whitfield', 'How are you?']]);
    expect(JSON.stringify(await stage.call('GET', '/runs?recipeId=hello'))).toContain('"state":"done"');
  });

  it('are changed on the card, kept, and sent with the keyboard', async () => {
    const eve = await add('Eve Lund');
    await stage.go(eve);
    await stage.press('[data-drafts="1"] [data-act=change]');
    await stage.app.waitForSelector('[data-words]');
    await stage.app.waitForSelector('[data-words] [name=subject]:focus');
    await stage.type('[data-words] [name=text]', 'Well?');
    await stage.press('[data-act=keep]');
    await stage.see('.said', 'is changed, and waits for you');
    await stage.app.reload();
    await stage.see('[data-draft] .draft-body', 'Well?');
    await stage.press('[data-act=change]');
    await stage.type('[data-words] [name=subject]', 'Hi');
    await stage.app.keyboard.down('Control');
    await stage.app.keyboard.press('Enter');
    await stage.app.keyboard.up('Control');
    await stage.see('.said', '“Hi” is on its way.');
    expect((await arrived()).at(-1)).toEqual(['eve@globex.example', 'Hi', 'Well?']);
  });

  it('are not sent without words, and discarded after a question', async () => {
    await stage.go('drafts');
    await add('Finn Moe');
    await stage.press('[data-act=change]');
    await stage.type('[data-words] [name=subject]', ' ');
    await stage.see('[data-words]', 'A mail needs a subject and a text.');
    expect(await stage.app.$('[data-words] [data-act=approve]:not([disabled])')).toBeNull();
    stage.app.once('dialog', (dialog) => void dialog.accept());
    await stage.press('[data-act=cancel]');
    stage.app.once('dialog', (dialog) => void dialog.accept());
    await stage.press('[data-act=discard]');
    await stage.see('.said', 'is discarded');
    expect(await arrived()).toHaveLength(2);
  });

  it('go by themselves when they are decided elsewhere', async () => {
    await add('Gina Holm');
    await stage.app.waitForSelector('[data-draft]');
    const { drafts } = draftListSchema.parse(await stage.call('GET', '/drafts'));
    await stage.call('PUT', `/drafts/${drafts[0]?.id}`, { decision: 'discard' });
    await stage.see('.drafts .empty', 'No mail waits for you');
    expect(await arrived()).toHaveLength(2);
  });
});

describe('held runs', () => {
  it('stand on the page of what needs attention, with yes and no', async () => {
    await stage.go('health');
    await stage.see('[data-health=for-you]', 'Nothing waits for you.');
    await add('Ida Berg', 'many');
    await add('Jon Dahl', 'many');
    await stage.see('[data-held-of=crowd]', 'Tag the crowd');
    await stage.see('[data-held-of=crowd]', 'Jon Dahl');
    await stage.app.waitForSelector('[data-needs="1"]');
    stage.app.once('dialog', (dialog) => void dialog.accept());
    await stage.press('[data-held-of=crowd] [data-act=release]');
    await stage.see('[data-health=for-you]', 'Nothing waits for you.');
    await stage.engine.settle();
    expect(JSON.stringify(await stage.call('GET', '/runs?recipeId=crowd'))).not.toContain('"state":"held"');
  });
});
