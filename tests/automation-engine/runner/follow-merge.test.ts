import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, makeStage, recipeText, type Stage } from './stage.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

const QUOTE = recipeText(`
capabilities: [{ send-mail: { perContact: 1 } }]
trigger: { event: interaction.logged, if: interaction.direction == "out" }
exit: { event: interaction.logged, if: interaction.direction == "in" }
steps:
  - wait: 1h
  - send-mail: { subject: Hello, text: 'Hello {{ contact.name }}', purpose: service }
`);
const ERIK = {
  name: 'Erik Berg',
  'emails/dana@globex.example': null,
  'emails/erik@globex.example': {},
  primaryEmail: 'erik@globex.example',
};

/** Dana and Erik, who will turn out to be one; `logged` writes a mail with one of them. */
async function setUp(text = QUOTE) {
  const made = (stage = await makeStage({ recipes: [text] }));
  const [dana, erik] = [await made.contact(), await made.contact(ERIK)];
  return {
    ...made,
    dana,
    erik,
    logged: (contactId: string, direction: 'in' | 'out') =>
      made.write('interaction', {
        contactId,
        channel: 'email',
        direction,
        subject: 'Quote',
        at: '2026-03-06T10:00:00Z',
      }),
    merge: () => made.write('contact', { mergedInto: dana }, erik),
    sentTo: () => made.channel.mails.map((mail) => `${mail.to.address}: ${mail.text}`),
  };
}

describe('a contact that is merged into another', () => {
  it('goes on in it with what was under way', async () => {
    const { erik, logged, merge, settle, pass, runs, sentTo, dana } = await setUp();
    await logged(erik, 'out');
    await settle();
    await merge();
    await pass(2 * HOUR);
    expect(sentTo()).toEqual(['dana@globex.example: Hello Dana Fox']);
    expect(await runs()).toMatchObject([{ state: 'done', contactId: dana }]);
    expect((await runs())[0]?.trace.map((line) => line.text)).toContain(
      'Goes on for Dana Fox, into whom the contact was merged',
    );
  });

  it.each(['dana', 'erik'] as const)('ends what was under way when an answer is logged with %s', async (whom) => {
    const all = await setUp();
    await all.logged(all.erik, 'out');
    await all.settle();
    await all.merge();
    await all.settle();
    await all.logged(all[whom], 'in');
    await all.pass(2 * HOUR);
    expect(all.sentTo()).toEqual([]);
    expect(await all.runs()).toMatchObject([{ state: 'stopped', reason: 'Ended by interaction.logged' }]);
  });

  it('gets nothing twice that was under way for both', async () => {
    const { dana, erik, logged, merge, settle, pass, runs, sentTo } = await setUp();
    await logged(erik, 'out');
    await logged(dana, 'out');
    await settle();
    await merge();
    await pass(2 * HOUR);
    expect(sentTo()).toEqual(['dana@globex.example: Hello Dana Fox']);
    expect(await runs()).toMatchObject([
      { state: 'stopped', reason: 'Merged into Dana Fox, for whom it is under way already' },
      { state: 'done' },
    ]);
  });

  it('counts what was done before for entry rules and limits', async () => {
    const once = await setUp();
    await once.logged(once.erik, 'out');
    await once.pass(2 * HOUR);
    await once.merge();
    await once.logged(once.dana, 'out');
    await once.pass(2 * HOUR);
    expect(await once.runs()).toHaveLength(1);
    await once.close();

    const again = await setUp(QUOTE.replace('exit:', 'entry: { again: { after: 1h } }\nexit:'));
    await again.logged(again.erik, 'out');
    await again.pass(3 * HOUR);
    await again.merge();
    await again.logged(again.dana, 'out');
    await again.pass(2 * HOUR);
    expect(again.sentTo()).toEqual(['erik@globex.example: Hello Erik Berg']);
    expect((await again.runs())[1]?.trace.at(-1)?.text).toContain('1 times for one contact');
  });

  it('goes on also when the run wakes before the merge was looked at', async () => {
    const { erik, logged, merge, settle, pass, core, sentTo } = await setUp(QUOTE.replace(/exit:.*\n/, ''));
    await logged(erik, 'out');
    await settle();
    await core.clock.moveTo(core.clock.now() + HOUR, () => Promise.resolve());
    await merge();
    await pass(HOUR);
    expect(sentTo()).toEqual(['dana@globex.example: Hello Dana Fox']);
  });

  it('sets recipes off for whoever was kept, with what happens to its own records', async () => {
    const { erik, dana, merge, settle, write, runs } = await setUp(
      recipeText(
        'capabilities: [log-note]\ntrigger: { event: deal.stage-changed }\nsteps: [{ log-note: { text: "{{ contact.name }}" } }]',
      ),
    );
    const deal = await write('deal', { contactId: erik, title: 'Hall', stage: 'new' });
    await merge();
    await write('deal', { stage: 'won' }, deal);
    await settle();
    expect(await runs()).toMatchObject([{ state: 'done', contactId: dana }]);
  });

  it('takes nothing along when it is deleted afterwards', async () => {
    const { dana, erik, logged, merge, settle, write, pass, sentTo } = await setUp();
    await logged(dana, 'out');
    await merge();
    await settle();
    await write('contact', { deletedAt: '2026-03-06T10:00:00Z' }, erik);
    await pass(2 * HOUR);
    expect(sentTo()).toHaveLength(1);
  });
});
