import { afterEach, describe, expect, it } from 'vitest';
import { createCrowds, readHeld } from '../../../automation-engine/runner/blast-radius.ts';
import { HOUR, makeStage, recipeText, type Stage } from './stage.ts';

const GREETS = recipeText(`capabilities: [create-task]
trigger: { event: contact.created }
steps:
  - create-task: { title: Call }
`);
const MINUTE = HOUR / 60;

describe('a crowd', () => {
  it('is the contacts of ten minutes, each once', () => {
    const crowds = createCrowds();
    expect(crowds.join('a', ['1', '2', '2'], 0)).toBe(2);
    expect(crowds.join('b', ['1'], 0)).toBe(1);
    expect(crowds.join('a', ['1', '3'], 5 * MINUTE)).toBe(3);
    expect(crowds.join('a', [], 10 * MINUTE)).toBe(2);
    expect(crowds.join('a', ['4'], 16 * MINUTE)).toBe(1);
    crowds.forget('a');
    expect(crowds.join('a', ['5'], 16 * MINUTE)).toBe(1);
  });
});

describe('a recipe that would begin for too many', () => {
  let stage: Stage;
  afterEach(() => stage.close());
  /** They arrive together, before anything is matched. */
  const arrive = async (count: number) => {
    await Promise.all(Array.from({ length: count }, (_, n) => stage.contact({ name: `Person ${n}` })));
    await stage.settle();
  };
  const states = async () => {
    const rows = await stage.core.db.selectFrom('runs').select('state').execute();
    return rows.map((row) => row.state).sort();
  };
  const told = async () =>
    (await stage.core.db.selectFrom('records').select('values_json').where('kind', '=', 'notification').execute()).map(
      (row) => (JSON.parse(row.values_json) as { title: string }).title,
    );

  it('holds them, names some, and begins for all of them after a yes', async () => {
    stage = await makeStage({ recipes: [GREETS], blastRadius: 3 });
    await arrive(3);
    expect(await states()).toEqual(['done', 'done', 'done']);
    await arrive(7);
    expect((await states()).filter((state) => state === 'held')).toHaveLength(7);
    const held = await readHeld(stage.core.db, 'test');
    expect(held).toMatchObject({
      count: 7,
      who: expect.arrayContaining([expect.objectContaining({ name: 'Person 0' })]),
    });
    expect(held.who).toHaveLength(5);
    expect(await told()).toEqual(['"Test test" waits for your yes']);
    await stage.restart();
    await stage.pass(HOUR);
    expect((await readHeld(stage.core.db, 'test')).count).toBe(7);
    expect(await stage.runner.decideHeld('test', 'release')).toBe(7);
    await stage.settle();
    expect(new Set(await states())).toEqual(new Set(['done']));
    const run = (await stage.runs()).at(-1);
    expect(run?.trace.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'contact.created done',
      'hold waiting',
      'hold done',
      'create-task done',
    ]);
  });

  it('drops them after a no, and counts anew', async () => {
    stage = await makeStage({ recipes: [GREETS], blastRadius: 3 });
    await arrive(5);
    expect(await states()).toEqual(['held', 'held', 'held', 'held', 'held']);
    expect(await stage.runner.decideHeld('test', 'drop')).toBe(5);
    expect(await stage.runner.decideHeld('test', 'drop')).toBe(0);
    await arrive(2);
    expect(await states()).toEqual(['done', 'done', 'stopped', 'stopped', 'stopped', 'stopped', 'stopped']);
  });

  it('may say itself how many are too many', async () => {
    stage = await makeStage({
      recipes: [GREETS.replace('steps:', 'guards: { blastRadius: 10 }\nsteps:')],
      blastRadius: 3,
    });
    await arrive(10);
    expect(new Set(await states())).toEqual(new Set(['done']));
  });

  it('lets a held contact go with its deletion', async () => {
    stage = await makeStage({ recipes: [GREETS], blastRadius: 1 });
    await arrive(2);
    const [first] = (await readHeld(stage.core.db, 'test')).who;
    await stage.write('contact', { deletedAt: '2026-03-06T10:00:00.000Z' }, first?.contactId);
    await stage.settle();
    expect(await states()).toEqual(['held', 'stopped']);
  });
});
