import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Recipe } from '../../../../automation-engine/recipe-language/recipe.ts';
import { differences } from '../../../../automation-engine/runner/simulation/compare.ts';
import { simulate } from '../../../../automation-engine/runner/simulation/simulate.ts';
import { keptVersion } from '../../../../automation-engine/runner/simulation/kept-version.ts';
import { openStorage } from '../../../../automation-engine/storage/open.ts';
import type { RunDifference } from '../../../../shared/model/simulation.ts';
import { START } from '../../make-core.ts';
import { makeFolder } from '../../temporary-folder.ts';
import { DAY, HOUR, makeStage, recipeText } from '../stage.ts';

const text = (title: string, wait: string, subject: string) =>
  recipeText(`capabilities: [send-mail]
trigger: { event: contact.created, if: 'contact.title == "${title}"' }
steps:
  - wait: ${wait}
  - send-mail: { subject: "${subject}", text: "Dear {{ contact.name }}" }`);

it('says who entered by one version alone, and whose texts or times differ', async () => {
  const file = join(await makeFolder(), 'larder.db');
  const stage = await makeStage({ recipes: [text('Buyer', '1h', 'Hello')], storage: await openStorage(file) });
  const recipe = (): Recipe => {
    const [active] = stage.library.recipes.values();
    if (active === undefined) throw new Error('there is a recipe');
    return active.recipe;
  };
  const old = recipe();
  for (const title of ['Buyer', 'Seller']) {
    await stage.contact({ name: title, title });
    await stage.pass(2 * HOUR);
  }
  const simulation = {
    databaseFile: file,
    from: START,
    until: START + DAY,
    blocks: stage.blocks,
    mailTemplates: new Map(),
    ownerZone: 'UTC',
  };
  const compare = async (changed: string): Promise<RunDifference[]> => {
    await stage.add(changed);
    const found: RunDifference[] = [];
    await simulate({ ...simulation, recipes: [old] }, (before) =>
      simulate({ ...simulation, recipes: [recipe()] }, async (now) => {
        for await (const difference of differences(before, now)) found.push(difference);
      }),
    );
    return found;
  };
  expect(await compare(text('Buyer', '1h', 'Hello'))).toEqual([]);
  expect(await compare(text('Buyer', '1h', 'Good day'))).toMatchObject([
    {
      kind: 'changed',
      what: ['texts'],
      old: { mails: [{ subject: 'Hello' }] },
      new: { mails: [{ subject: 'Good day' }] },
    },
  ]);
  expect(await compare(text('Buyer', '3h', 'Hello'))).toMatchObject([{ kind: 'changed', what: ['times'] }]);
  expect(await compare(text('Seller', '1h', 'Hello'))).toMatchObject([
    { kind: 'only-new', new: { contactName: 'Seller' } },
    { kind: 'only-old', old: { contactName: 'Buyer' } },
  ]);
  await stage.close();
  expect(keptVersion(file, 'test', '1.0.0')?.id).toBe('test');
  expect(keptVersion(file, 'test', '9.9.9')).toBeUndefined();
});
