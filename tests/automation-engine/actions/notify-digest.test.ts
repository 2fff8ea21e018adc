import { describe, expect, it } from 'vitest';
import notifyDigest from '../../../automation-engine/actions/notify-digest.ts';
import { DAY, HOUR, makeStage, recipeText } from '../runner/stage.ts';
import { planFor } from './plan.ts';

const RECIPE = recipeText(
  'capabilities: [notify-digest]\ntrigger: { event: contact.created }\nsteps: [{ notify-digest: { title: "{{ contact.name }} is new", text: "Say hello" } }]\n',
);

describe('notify-digest', () => {
  it.each([
    ['hour', '2026-03-06T12:00:00.000Z'],
    ['day', '2026-03-07T07:00:00.000Z'],
    ['week', '2026-03-09T07:00:00.000Z'],
  ] as const)('waits for the next %s of the owner', (every, due) => {
    expect(planFor(notifyDigest, { title: 'Dana\nis new', every })).toMatchObject({
      effects: [{ type: 'digest', dueAt: Date.parse(due), title: 'Dana is new', text: '' }],
    });
  });

  it('becomes one mail to the owner, across a restart too', async () => {
    const stage = await makeStage({ recipes: [RECIPE] });
    await stage.contact();
    await stage.contact({ name: 'Eli Berg' });
    await stage.settle();
    await stage.restart();
    expect(stage.channel.mails).toEqual([]);
    await stage.pass(DAY);
    await stage.pass(DAY);
    expect(stage.channel.mails.map(({ to, subject, text }) => ({ to, subject, text }))).toEqual([
      {
        to: { name: 'Lars', address: 'lars@larder.example' },
        subject: 'Your digest: 2 things',
        text: '* Dana Fox is new\n\nSay hello\n\n* Eli Berg is new\n\nSay hello',
      },
    ]);
    await stage.close();
  });

  it('says how many more there were than it tells of', async () => {
    const stage = await makeStage({ recipes: [RECIPE] });
    const line = (n: number) => ({
      id: stage.core.newId(),
      due_at: '2026-01-01T00:00:00.000Z',
      title: `Thing ${n}`,
      text: '',
    });
    for (let n = 1; n <= 203; n++) await stage.core.db.insertInto('digest_lines').values(line(n)).execute();
    await stage.restart();
    const [mail, ...others] = stage.channel.mails;
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Your digest: 203 things');
    expect(mail?.text).toMatch(/^\* Thing 1\n\n\* Thing 2\n[^]*\* Thing 200\n\n… and 3 more$/);
    await stage.close();
  });

  it('waits for a sender, and loses nothing', async () => {
    const stage = await makeStage({ recipes: [RECIPE], mailFrom: undefined });
    await stage.contact();
    await stage.pass(DAY + HOUR);
    expect(stage.channel.mails).toEqual([]);
    const kept = await stage.core.db.selectFrom('digest_lines').select('title').execute();
    expect(kept).toEqual([{ title: 'Dana Fox is new' }]);
    await stage.close();
  });
});
