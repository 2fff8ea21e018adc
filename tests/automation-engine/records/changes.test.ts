import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastChange, readChanges } from '../../../automation-engine/records/changes.ts';
import { makeCore, type TestCore } from '../make-core.ts';

let core: TestCore;
beforeEach(async () => {
  core = await makeCore();
});
afterEach(() => core.close());

async function addChanges(count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    await core.db
      .insertInto('changes')
      .values({
        mutation_id: String(n),
        device_id: 'd',
        accepted_at: '',
        mutation_json: JSON.stringify({ id: String(n) }),
      })
      .execute();
  }
}
const pull = async (after: number, limit: number) => {
  const { changes, next, more } = await readChanges(core.db, { after, limit });
  return { seqs: changes.map((change) => change.seq), next, more };
};

describe('the change feed', () => {
  it('is empty at first', async () => {
    expect(await pull(0, 10)).toEqual({ seqs: [], next: 0, more: false });
    expect(await lastChange(core.db)).toBe(0);
  });

  it('says whether there is more, and where to go on', async () => {
    await addChanges(4);
    expect(await pull(0, 2)).toEqual({ seqs: [1, 2], next: 2, more: true });
    expect(await pull(2, 2)).toEqual({ seqs: [3, 4], next: 4, more: false });
    expect(await pull(4, 2)).toEqual({ seqs: [], next: 4, more: false });
    expect(await lastChange(core.db)).toBe(4);
  });

  it('starts over for a cursor that it never gave', async () => {
    await addChanges(3);
    expect(await pull(4, 2)).toEqual({ seqs: [1, 2], next: 2, more: true });
  });
});
