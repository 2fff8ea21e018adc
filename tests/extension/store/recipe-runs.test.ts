import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countRuns, runsOfRecipe } from '../../../extension/store/recipe-runs.ts';
import { write } from '../../../extension/store/write.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
beforeEach(() => {
  store = makeStore();
});
afterEach(() => store.close());

const addRun = async (recipeId: string, day: number, state: string) => {
  const recordId = store.newId();
  const startedAt = `2026-03-0${day}T09:00:00Z`;
  await write(store, [{ kind: 'run', recordId, fields: { recipeId, state, startedAt } }]);
  return recordId;
};

describe('the runs of a recipe', () => {
  it('are its own, the latest first, however many they are', async () => {
    const second = await addRun('follow-up', 2, 'done');
    await addRun('follow-up', 1, 'done');
    const third = await addRun('follow-up', 3, 'waiting');
    await addRun('follow-up-more', 4, 'done');
    expect((await runsOfRecipe(store, 'follow-up', 2)).map(({ id }) => id)).toEqual([third, second]);
  });

  it('are counted by their state as it is now', async () => {
    const run = await addRun('follow-up', 1, 'waiting');
    await addRun('follow-up', 2, 'waiting');
    await addRun('other', 2, 'waiting');
    store.pass(1);
    await write(store, [{ kind: 'run', recordId: run, fields: { state: 'failed' } }]);
    expect(await countRuns(store, 'follow-up', 'waiting')).toBe(1);
    expect(await countRuns(store, 'follow-up', 'failed')).toBe(1);
  });
});
