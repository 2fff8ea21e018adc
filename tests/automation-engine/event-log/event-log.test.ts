import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendEvent } from '../../../automation-engine/event-log/append.ts';
import { lastSeq, moveCursor, readCursor, readEvents } from '../../../automation-engine/event-log/read.ts';
import type { NewEvent } from '../../../shared/model/event.ts';
import { makeCore, START, type TestCore } from '../make-core.ts';

let core: TestCore;
beforeEach(async () => {
  core = await makeCore();
});
afterEach(() => core.close());

const due = (recipeId: string): NewEvent<'schedule.due'> => ({
  id: core.newId(),
  type: 'schedule.due',
  at: new Date(START).toISOString(),
  cause: { depth: 0 },
  data: { recipeId, dueAt: new Date(START).toISOString(), zone: 'Europe/Stockholm' },
});
const append = (event: NewEvent) => core.db.transaction().execute((tx) => appendEvent(tx, core, event));

describe('the event log', () => {
  it('gives events back in the order in which they were recorded, whole', async () => {
    const events = [due('a'), due('b')];
    expect([await append(events[0]!), await append(events[1]!)]).toEqual([1, 2]);
    const recordedAt = new Date(START).toISOString();
    expect(await readEvents(core.db, { after: 0, limit: 10 })).toEqual(
      events.map((event, at) => ({ ...event, seq: at + 1, recordedAt })),
    );
    expect(await lastSeq(core.db)).toBe(2);
  });

  it('records an event once, and answers a repetition with its place', async () => {
    const event = due('a');
    await append(event);
    await append(due('b'));
    expect(await append(event)).toBe(1);
    expect(await lastSeq(core.db)).toBe(2);
  });

  it('reads on after a place, so many at most, of some types only', async () => {
    for (const id of ['a', 'b', 'c']) await append(due(id));
    const read = async (query: Parameters<typeof readEvents>[1]) =>
      (await readEvents(core.db, query)).map((event) => event.seq);
    expect(await read({ after: 1, limit: 1 })).toEqual([2]);
    expect(await read({ after: 0, limit: 9, types: ['contact.created'] })).toEqual([]);
    expect(await read({ after: 0, limit: 9, types: ['contact.created', 'schedule.due'] })).toEqual([1, 2, 3]);
  });

  it('is empty at first', async () => {
    expect(await lastSeq(core.db)).toBe(0);
  });
});

describe('a reader of the log', () => {
  it('moves on together with its work, or not at all', async () => {
    expect(await readCursor(core.db, 'match')).toBe(0);
    await core.db.transaction().execute((tx) => moveCursor(tx, 'match', 5));
    const failing = core.db.transaction().execute(async (tx) => {
      await moveCursor(tx, 'match', 9);
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    expect(await readCursor(core.db, 'match')).toBe(5);
    expect(await readCursor(core.db, 'other')).toBe(0);
  });
});
