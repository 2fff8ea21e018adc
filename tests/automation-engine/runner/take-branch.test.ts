import { describe, expect, it } from 'vitest';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { parseRecipe } from '../../../automation-engine/recipe-language/parse.ts';
import { runExamples } from '../../../automation-engine/runner/examples.ts';
import { makeStage, recipeText } from './stage.ts';

const blocks = await loadBlocks();

/** The titles of the tasks that the steps make for this contact, through the real runner on a clock of its own. */
async function tasksFor(steps: string, given: string, head = ''): Promise<string[]> {
  const text = recipeText(`${head}
capabilities: [create-task]
trigger: { event: contact.tag-added }
steps:
${steps}
examples:
  - title: example
    given: { contact: ${given} }
    events: [{ at: "2026-03-06T10:00:00Z", contact.tag-added: { tag: go } }]
    advance: 2d
    expect: []`);
  const parsed = parseRecipe(text, { blocks, mailTemplates: new Map() });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const [result] = await runExamples(parsed.recipe, { blocks, mailTemplates: new Map() });
  return (result?.found ?? []).map(({ params }) => String(params['title']));
}

const task = (title: string) => `{ create-task: { title: "${title}" } }`;

describe('choose', () => {
  const steps = `  - choose:
      - if: hasTag(contact, "vip")
        then: [${task('Call')}]
      - if: contact.title == "CEO"
        then: [{ wait: 1d }, ${task('Write')}]
    else: [${task('Nothing')}]
    name: how
  - create-task: { title: "End {{ steps.how.branch }}" }`;

  it.each([
    ['the first case that is met', '{ name: A, tags: [vip], title: CEO }', ['Call', 'End 1']],
    ['a later one', '{ name: A, title: CEO }', ['Write', 'End 2']],
    ['else', '{ name: A }', ['Nothing', 'End else']],
  ])('takes %s', async (_, given, titles) => {
    expect(await tasksFor(steps, given)).toEqual(titles);
  });

  it('goes on behind it when nothing is met and there is no else', async () => {
    const only = `  - choose: [{ if: 'hasTag(contact, "vip")', then: [${task('Call')}] }]\n  - ${task('End')}`;
    expect(await tasksFor(only, '{ name: A }')).toEqual(['End']);
  });
});

describe('repeat', () => {
  it('takes its steps once for each entry, also over a wait, and mails of one step are mails of their own', async () => {
    const steps = `  - repeat: contact.tags
    name: all
    steps:
      - if: item != "b"
        then: [{ wait: 1h }, ${task('{{ item }}')}]
  - create-task: { title: "{{ steps.all.count }} tags" }`;
    expect(await tasksFor(steps, '{ name: A, tags: [a, b, c] }')).toEqual(['a', 'c', 'go', '4 tags']);
  });

  it('stands inside another one, and takes as many as it may', async () => {
    const steps = `  - repeat: inputs.rooms
    as: room
    steps:
      - repeat: contact.tags
        as: mark
        max: 2
        steps: [${task('{{ room }} {{ mark }}')}]`;
    const head = 'inputs: { rooms: { type: list, label: Rooms, default: [hall, attic] } }';
    expect(await tasksFor(steps, '{ name: A, tags: [a, b, c] }', head)).toEqual([
      'hall a',
      'hall b',
      'attic a',
      'attic b',
    ]);
  });

  it('is passed by when the list is empty', async () => {
    const steps = `  - repeat: inputs.rooms\n    steps: [${task('never')}]\n  - ${task('End')}`;
    expect(
      await tasksFor(steps, '{ name: A }', 'inputs: { rooms: { type: list, label: Rooms, default: [] } }'),
    ).toEqual(['End']);
  });

  it('sends one mail for each entry', async () => {
    const stage = await makeStage({
      recipes: [
        recipeText(
          'inputs: { subjects: { type: list, label: Subjects, default: [one, two] } }\ncapabilities: [send-mail]\ntrigger: { event: contact.created }\nsteps:\n  - repeat: inputs.subjects\n    steps: [{ send-mail: { subject: "{{ item }}", text: Hello } }]\n',
        ),
      ],
    });
    await stage.contact();
    await stage.settle();
    expect(stage.channel.mails.map(({ subject }) => subject)).toEqual(['one', 'two']);
    expect((await stage.runs())[0]).toMatchObject({ state: 'done' });
    await stage.close();
  });
});

describe('split', () => {
  const split = `capabilities: [add-tag]
trigger: { event: contact.created }
steps:
  - split:
      - { label: a, weight: 3, then: [{ add-tag: { tag: way-a } }] }
      - { label: b, weight: 1, then: [{ add-tag: { tag: way-b } }] }
    name: offer
`;

  it('takes ways as often as they weigh, and the same contact always the same way', async () => {
    const again = split
      .replace('contact.created', 'contact.updated')
      .replace('steps:', 'entry: { key: contact.id + event.at }\nsteps:');
    const stage = await makeStage({ recipes: [recipeText(split)] });
    const ids: string[] = [];
    for (let at = 0; at < 120; at++) ids.push(await stage.contact({ name: `No ${at}` }));
    await stage.settle();
    const wayOf = async () =>
      new Map(
        (await stage.runs()).flatMap(({ contactId = '', trace }) =>
          trace.filter(({ kind }) => kind === 'split').map(({ text }) => [contactId, text.slice(0, 7)] as const),
        ),
      );
    const first = await wayOf();
    const share = [...first.values()].filter((text) => text === 'Way "a"').length / ids.length;
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.9);
    await stage.add(recipeText(again));
    for (const id of ids.slice(0, 20)) await stage.write('contact', { title: 'New' }, id);
    await stage.settle();
    expect((await stage.runs()).length).toBe(140);
    expect(await wayOf()).toEqual(first);
    await stage.close();
  });
});
