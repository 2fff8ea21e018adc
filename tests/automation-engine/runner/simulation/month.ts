/** A month of life in an engine, made up from a seed: people come, write, answer, buy, complete tasks and unsubscribe. */
import { createChance } from '../../make-core.ts';
import { DAY, HOUR, recipeText, type Stage } from '../stage.ts';

const MINUTE = 60_000;

const WELCOME = `capabilities: [add-tag, create-task, log-note, { send-mail: { perDay: 9 } }]
inputs: { wait: { type: duration, default: 2d, label: Wait } }
trigger: { event: contact.created, if: 'contact.name != "Nobody"' }
exit:
  - { event: contact.unsubscribed }
steps:
  - add-tag: { tag: welcome }
  - create-task: { title: "Call {{ contact.name }}", due: 1d }
  - split:
      - { label: short, weight: 50, then: [{ send-mail: { subject: "Hello {{ contact.name }}", text: "We have {{ contact.tags | size }} tags for you." } }] }
      - { label: long, weight: 50, then: [{ send-mail: { subject: "Good day", text: "Dear {{ contact.name }}, your title is {{ contact.title }}.", window: { from: "09:00", to: "17:00", zone: owner } } }] }
  - wait: { for: inputs.wait }
  - if: contact.title == "Buyer"
    then: [{ send-mail: { subject: "For buyers", text: "{{ contact.name }} since {{ run.startedAt }}" } }]
    else: [{ log-note: { text: "{{ contact.name }} is no buyer" } }]`;

const NUDGE = `capabilities: [send-mail, create-task]
trigger: { event: interaction.logged, if: 'interaction.direction == "out" && interaction.channel == "email"' }
entry: { key: contact.id, mode: restart, again: { after: 5d } }
exit:
  - { event: interaction.logged, if: 'interaction.direction == "in"' }
steps:
  - wait: { for: 3d, calendar: business }
  - send-mail: { subject: "Did you see it?", text: "About {{ interaction.subject }}" }
  - create-task: { title: "Look after {{ contact.name }}" }`;

const TASKS = `capabilities: [add-tag, send-mail]
trigger: { event: task.completed }
entry: { key: task.id, mode: parallel }
steps:
  - add-tag: { tag: cared-for }
  - send-mail: { subject: "Done: {{ task.title }}", text: "It is done, {{ contact.name }}.", purpose: service }`;

const ASK = `capabilities: [send-mail, log-note]
trigger: { event: contact.tag-added, if: 'event.tag == "cared-for"' }
entry: { key: contact.id, mode: queue, again: { after: 1d } }
steps:
  - wait: { for-event: interaction.logged, if: 'interaction.direction == "in"', timeout: 4d }
    then: [{ log-note: { text: "They wrote" } }]
    else: [{ send-mail: { subject: "How was it?", text: "Dear {{ contact.name }}" } }]`;

const WEEKLY = `capabilities: [notify]
trigger: { schedule: "0 9 * * 1", zone: Europe/Stockholm }
steps:
  - notify: { title: "A new week", text: "It is {{ now }}" }`;

const BUYERS = `capabilities: [add-tag]
trigger: { segment: buyers }
entry: { key: contact.id, again: { after: 1d } }
steps:
  - add-tag: { tag: buyer }`;

export const RECIPES = [
  recipeText(WELCOME, 'welcome'),
  recipeText(NUDGE, 'nudge'),
  recipeText(TASKS, 'tasks'),
  recipeText(ASK, 'ask'),
  recipeText(WEEKLY, 'weekly'),
  recipeText(BUYERS, 'buyers'),
];

/** Lives for `days`, settling after each thing that happens. */
export async function live(stage: Stage, seed: number, days: number, perDay = 6): Promise<void> {
  const bytes = createChance(seed);
  const chance = (below: number) => {
    const [high = 0, low = 0] = bytes(new Uint8Array(2));
    return (high * 256 + low) % below;
  };
  const people: string[] = [];
  await stage.write('segment', { slug: 'buyers', name: 'Buyers', condition: 'contact.title == "Buyer"' });
  const end = stage.core.clock.now() + days * DAY;
  for (let n = 0; stage.core.clock.now() < end; n++) {
    await stage.pass((1 + chance((2 * 24 * 60) / perDay)) * MINUTE);
    const who = people[chance(Math.max(1, people.length))];
    if (who === undefined || chance(4) === 0) {
      const name = `Person ${n}`;
      const address = `person-${n}@globex.example`;
      people.push(
        await stage.contact({
          name,
          [`emails/${address}`]: {},
          primaryEmail: address,
          'emails/dana@globex.example': null,
        }),
      );
    } else await happen(stage, who, chance);
    await stage.settle();
  }
  await stage.pass(HOUR);
}

async function happen({ write, core }: Stage, contactId: string, chance: (below: number) => number): Promise<void> {
  const at = new Date(core.clock.now()).toISOString();
  switch (chance(8)) {
    case 0:
    case 1:
      await write('interaction', {
        channel: 'email',
        direction: 'out',
        at,
        subject: `Quote ${chance(100)}`,
        contactId,
      });
      return;
    case 2: {
      // An answer to the latest mail that was sent.
      const last = await core.db
        .selectFrom('ledger')
        .select('message_id')
        .where('contact_id', '=', contactId)
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      const threadId = last?.message_id ?? '<none@globex.example>';
      await write('interaction', { channel: 'email', direction: 'in', at, subject: 'Re: yours', threadId, contactId });
      return;
    }
    case 3:
    case 4: {
      const tasks = await core.db
        .selectFrom('records')
        .select(['id', 'values_json'])
        .where('kind', '=', 'task')
        .where('contact_id', '=', contactId)
        .orderBy('id')
        .execute();
      const open = tasks.find(({ values_json }) => !values_json.includes('doneAt'));
      if (open !== undefined) await write('task', { doneAt: at }, open.id);
      return;
    }
    case 5:
      await write('contact', { title: chance(2) === 0 ? 'Buyer' : 'Seller' }, contactId);
      return;
    case 6:
      if (chance(3) === 0)
        await write('contact', { 'consent/email:marketing': { state: 'withdrawn', at, how: 'asked' } }, contactId);
      else await write('contact', { 'tags/welcome': null }, contactId);
      return;
    default:
      if (chance(4) === 0) await write('contact', { deletedAt: at }, contactId);
      else await write('note', { text: `Note ${chance(9)}`, at, contactId });
  }
}
