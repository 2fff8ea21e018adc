import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import exportList from '../../../automation-engine/actions/export-list.ts';
import { csvText } from '../../../automation-engine/records/csv-text.ts';
import { clearList, listLists, readList } from '../../../automation-engine/records/lists.ts';
import { makeStage, recipeText, type Stage } from '../runner/stage.ts';
import { CONTACT, planFor } from './plan.ts';

describe('export-list', () => {
  it('takes the fields that it is told to, and nothing else', () => {
    const params = { list: 'cards', fields: ['contact.name', 'contact.tags', 'deal.amount'] };
    expect(planFor(exportList, params, { tags: ['a', 'b'] })).toMatchObject({
      effects: [
        {
          type: 'list',
          list: 'cards',
          contactId: CONTACT,
          row: { 'contact.name': 'Dana', 'contact.tags': 'a, b', 'deal.amount': '' },
        },
      ],
    });
  });

  it('puts nobody into a list with nothing to say of them', () => {
    const params = { list: 'cards', fields: ['company.name', 'contact.constructor'] };
    expect(planFor(exportList, params)).toEqual({ skip: 'all its fields are empty' });
  });

  it.each([{ list: 'Cards' }, { list: 'cards', fields: [] }, { list: 'cards', fields: ['{{ x }}'] }])(
    'refuses %j',
    (params) => {
      expect(exportList.params.safeParse(params).success).toBe(false);
    },
  );
});

const CARDS = recipeText(
  'capabilities: [export-list]\ntrigger: { event: interaction.logged }\nentry: { key: interaction.id }\nsteps: [{ export-list: { list: cards } }]\n',
);

describe('a list', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await makeStage({ recipes: [CARDS] });
  });
  afterEach(() => stage.close());

  const call = (contactId: string) =>
    stage.write('interaction', { channel: 'call', direction: 'in', contactId, at: '2026-03-06T09:00:00Z' });

  it('has each contact once, with what was true the last time', async () => {
    const dana = await stage.contact();
    await call(dana);
    await stage.settle();
    await stage.contact({ name: 'Eli Berg' }).then(call);
    await stage.write('contact', { name: 'Dana Fox-Berg' }, dana);
    await call(dana);
    await stage.settle();
    expect((await readList(stage.core.db, 'cards'))?.map((row) => row['contact.name']).sort()).toEqual([
      'Dana Fox-Berg',
      'Eli Berg',
    ]);
    expect(await listLists(stage.core.db)).toMatchObject([{ name: 'cards', rows: 2 }]);
    expect(await clearList(stage.core.db, 'cards')).toBe(true);
    expect(await readList(stage.core.db, 'cards')).toBeUndefined();
  });

  it('leaves out whoever is gone or must not be contacted by the time it is read', async () => {
    const [dana, eli, fay] = [
      await stage.contact(),
      await stage.contact({ name: 'Eli' }),
      await stage.contact({ name: 'Fay' }),
    ];
    for (const one of [dana, eli, fay]) await call(one);
    await stage.settle();
    await stage.write('contact', { deletedAt: '2026-03-07T09:00:00Z' }, dana);
    await stage.write('contact', { doNotContact: true }, eli);
    const rows = (await readList(stage.core.db, 'cards')) ?? [];
    expect(csvText(rows)).toBe('\ufeffcontact.name,contact.address\r\nFay,\r\n');
  });

  it('has a contact that was merged into another once, as that one', async () => {
    const [dana, double] = [await stage.contact(), await stage.contact({ name: 'D. Fox' })];
    await call(double);
    await stage.settle();
    await stage.write('contact', { mergedInto: dana }, double);
    expect(await readList(stage.core.db, 'cards')).toMatchObject([{ 'contact.name': 'D. Fox' }]);
    await call(dana);
    await stage.settle();
    expect(await readList(stage.core.db, 'cards')).toMatchObject([{ 'contact.name': 'Dana Fox' }]);
    await stage.write('contact', { doNotContact: true }, dana);
    expect(await readList(stage.core.db, 'cards')).toEqual([]);
  });
});
