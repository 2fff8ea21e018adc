import { describe, expect, it } from 'vitest';
import assignOwner from '../../../automation-engine/actions/assign-owner.ts';
import { makeStage, recipeText } from '../runner/stage.ts';
import { CONTACT, planFor, RUN } from './plan.ts';

describe('assign-owner', () => {
  it('leaves the choice among several to the runner', () => {
    expect(planFor(assignOwner, { to: ['anna', 'bo', 'anna'] })).toEqual({
      effects: [{ type: 'assign', kind: 'contact', recordId: CONTACT, among: ['anna', 'bo'], by: 'rotation' }],
      text: 'Gave the contact to anna or bo',
    });
  });

  it('takes nothing from whoever has it, unless it is told to', () => {
    expect(planFor(assignOwner, { to: 'bo' }, { owner: 'anna' })).toEqual({ skip: 'anna looks after it already' });
    expect(planFor(assignOwner, { to: 'bo', again: true }, { owner: 'anna' })).toHaveProperty('effects');
  });

  it('gives deals too, where there is one', () => {
    expect(planFor(assignOwner, { to: 'bo', on: 'deal' })).toEqual({ skip: 'there is no deal here' });
    expect(planFor(assignOwner, { to: 'bo', on: 'deal' }, {}, { deal: { id: RUN } })).toMatchObject({
      effects: [{ kind: 'deal', recordId: RUN }],
    });
  });

  it.each([{ to: '' }, { to: [] }, { to: ['a\nb'] }, { to: 'bo', by: 'chance' }])('refuses %j', (params) => {
    expect(assignOwner.params.safeParse(params).success).toBe(false);
  });
});

const recipe = (by: string) =>
  recipeText(
    `capabilities: [assign-owner]\ntrigger: { event: contact.created }\nsteps: [{ assign-owner: { to: [anna, bo, cem], by: ${by} } }]\n`,
  );

async function ownersAfter(by: string, already: readonly string[]): Promise<(string | undefined)[]> {
  const stage = await makeStage({ recipes: [recipe(by)] });
  try {
    for (const owner of already) await stage.contact({ owner });
    for (let n = 0; n < 4; n++) await stage.contact();
    await stage.settle();
    const rows = await stage.core.db
      .selectFrom('records')
      .select('values_json')
      .where('kind', '=', 'contact')
      .execute();
    return rows.map((row) => (JSON.parse(row.values_json) as { owner?: string }).owner).slice(already.length);
  } finally {
    await stage.close();
  }
}

describe('the choice of an owner', () => {
  it('takes everyone in turn, within one batch too', async () => {
    expect(await ownersAfter('rotation', ['anna', 'anna'])).toEqual(['anna', 'bo', 'cem', 'anna']);
  });

  it('takes whoever has the fewest', async () => {
    expect(await ownersAfter('load', ['anna', 'anna', 'cem'])).toEqual(['bo', 'bo', 'cem', 'anna']);
  });
});
