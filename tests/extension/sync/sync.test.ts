// First of all: Dexie's live queries do nothing where it found no global IndexedDB.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyMutation } from '../../../shared/model/mutation.ts';
import { contactById } from '../../../extension/store/contacts.ts';
import { readFact } from '../../../extension/store/device.ts';
import { countOutbox, refusedOnes, sendAgain } from '../../../extension/store/outbox.ts';
import { write } from '../../../extension/store/write.ts';
import { follow } from '../../../extension/sync/follow.ts';
import { pairWith, unpair } from '../../../extension/sync/pairing.ts';
import { syncOnce } from '../../../extension/sync/pass.ts';
import { makeStore, type TestStore } from '../store/make-store.ts';
import { ENGINE_ID, startFakeEngine, type FakeEngine } from './fake-engine.ts';
import { makeLocks } from './locks.ts';

let store: TestStore;
let engine: FakeEngine;
let stop: AbortController;
let following: Promise<void>;
beforeEach(async () => {
  store = makeStore();
  engine = await startFakeEngine();
  stop = new AbortController();
  following = Promise.resolve();
});
afterEach(async () => {
  stop.abort();
  await following;
  await engine.stop();
  store.close();
});

const pair = (target = store, url = engine.url) =>
  pairWith(target, { engine: url, code: 'ABCD', deviceName: 'Test', fetch });
const name = async (text: string, target = store) => {
  const recordId = target.newId();
  await write(target, [{ kind: 'contact', recordId, fields: { name: text } }]);
  return recordId;
};
const startFollowing = (locks = makeLocks()) => {
  following = follow({ store, fetch, locks, chance: () => 0.5 }, stop.signal);
};
const until = async (what: () => Promise<boolean> | boolean) => {
  for (const end = Date.now() + 5_000; !(await what());) {
    if (Date.now() > end) throw new Error(`not within 5 s: ${String(what)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
const isEmpty = async () => (await countOutbox(store)).waiting === 0;

describe('pairing', () => {
  it('keeps what was clipped before, and sends it', async () => {
    await name('Dana');
    await pair();
    expect(await syncOnce({ store, fetch }, makeLocks())).toBe('done');
    expect(engine.log.map(({ fields }) => fields['name'])).toEqual(['Dana']);
    expect(await countOutbox(store)).toEqual({ waiting: 0, refused: 0 });
    expect((await readFact(store, 'sync'))?.phase).toBe('live');
  });

  it('tells in words that a code is not good', async () => {
    await expect(pairWith(store, { engine: engine.url, code: 'WRONG', deviceName: 'Test', fetch })).rejects.toThrow(
      'This code is not good',
    );
    expect(await readFact(store, 'pairing')).toBeUndefined();
  });

  it('tells in words that nobody answers', async () => {
    await expect(pair(store, 'http://127.0.0.1:9')).rejects.toThrow('The engine at 127.0.0.1:9 does not answer.');
  });

  it('sends everything once more to another engine', async () => {
    await pair();
    await name('Dana');
    await syncOnce({ store, fetch }, makeLocks());
    await store.db.device.put({ name: 'engine', value: { engineId: '018f3c5a-7b2c-7000-8000-0000000000aa' } });
    await unpair(store);
    engine.log.length = 0;
    await pair();
    await syncOnce({ store, fetch }, makeLocks());
    expect(engine.log.map(({ fields }) => fields['name'])).toEqual(['Dana']);
  });
});

describe('a pass', () => {
  it('stores each mutation once, though the answer to a push was lost', async () => {
    await pair();
    await name('Dana');
    await name('Bo');
    engine.loseNextAnswer = true;
    expect(await syncOnce({ store, fetch }, makeLocks())).toBe('failed');
    expect(await countOutbox(store)).toEqual({ waiting: 2, refused: 0 });
    expect((await readFact(store, 'sync'))?.phase).toBe('away');
    expect(await syncOnce({ store, fetch }, makeLocks())).toBe('done');
    expect(engine.log).toHaveLength(2);
    expect(await isEmpty()).toBe(true);
  });

  it('keeps what was refused, with the reason, and sends the rest', async () => {
    await pair();
    const refused = await name('Refuse me');
    await name('Dana');
    expect(await syncOnce({ store, fetch }, makeLocks())).toBe('done');
    expect(engine.log).toHaveLength(1);
    const [row] = await refusedOnes(store);
    expect(row?.refused).toMatchObject({ reason: 'You may not.', issues: [{ path: 'name', message: 'no' }] });
    expect((await contactById(store, refused))?.name).toBe('Refuse me');
    await sendAgain(store, row!.order);
    expect(await countOutbox(store)).toEqual({ waiting: 1, refused: 0 });
  });

  it('pulls what others did, in many batches, and applies it as they meant it', async () => {
    await pair();
    const other = makeStore(9);
    for (let at = 0; at < 12; at++) {
      for (const mutation of await write(
        other,
        Array.from({ length: 100 }, (_, n) => ({
          kind: 'contact' as const,
          recordId: other.newId(),
          fields: { name: `P${at}-${n}` },
        })),
      )) {
        engine.accept(mutation);
      }
    }
    expect(await syncOnce({ store, fetch }, makeLocks())).toBe('done');
    expect(await store.db.contacts.count()).toBe(1_200);
    expect(await readFact(store, 'cursor')).toEqual({ engineId: ENGINE_ID, next: 1_200 });
    other.close();
  });

  it('stops, and says so, when the token was revoked or the protocol differs', async () => {
    await pair();
    engine.token = 'another';
    await syncOnce({ store, fetch }, makeLocks());
    expect(await readFact(store, 'sync')).toMatchObject({
      phase: 'stopped',
      message: 'This device is not paired any more.',
    });
    engine.protocol = { min: 7, max: 9 };
    await syncOnce({ store, fetch }, makeLocks());
    expect((await readFact(store, 'sync'))?.message).toContain('update the extension');
  });

  it('is left to the page that syncs already', async () => {
    await pair();
    const locks = makeLocks();
    startFollowing(locks);
    await until(async () => (await readFact(store, 'sync'))?.phase === 'live');
    expect(await syncOnce({ store, fetch }, locks)).toBe('busy');
  });
});

describe('following', () => {
  it('pushes at once, and shows at once what others did', async () => {
    await pair();
    startFollowing();
    await until(() => engine.asked.includes('GET /changes/stream'));
    await name('Dana');
    await until(() => engine.log.length === 1);
    await until(isEmpty);
    const other = makeStore(9);
    const recordId = other.newId();
    const [theirs] = await write(other, [{ kind: 'contact', recordId, fields: { name: 'Bo' } }]);
    engine.accept(theirs!);
    await until(async () => (await contactById(store, recordId))?.name === 'Bo');
    other.close();
  });

  it('goes on by itself when the engine comes back, with nothing lost and nothing twice', async () => {
    await pair();
    startFollowing();
    await until(async () => (await readFact(store, 'sync'))?.phase === 'live');
    const port = Number(new URL(engine.url).port);
    await engine.stop();
    await until(async () => (await readFact(store, 'sync'))?.phase === 'away');
    const id = await name('Dana');
    await name('Bo');
    expect(await countOutbox(store)).toEqual({ waiting: 2, refused: 0 });
    engine = await startFakeEngine(port, engine.log);
    await until(isEmpty);
    expect(engine.log.map(({ fields }) => fields['name'])).toEqual(['Dana', 'Bo']);
    const state = engine.log
      .filter(({ recordId }) => recordId === id)
      .reduce(
        (before, mutation) => applyMutation(before, mutation).state,
        undefined as ReturnType<typeof applyMutation>['state'] | undefined,
      );
    expect(state?.values['name']).toBe('Dana');
  });

  it('begins when the device is paired, and ends when it is unpaired', async () => {
    startFollowing();
    await pair();
    await until(async () => (await readFact(store, 'sync'))?.phase === 'live');
    await unpair(store);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await name('Dana');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(engine.log).toHaveLength(0);
    expect(await countOutbox(store)).toEqual({ waiting: 1, refused: 0 });
    expect(await readFact(store, 'sync')).toBeUndefined();
  });

  it('says nothing more of itself when the device is unpaired on the way', async () => {
    await pair();
    const unpairsFirst: typeof fetch = async (...asked) => {
      await unpair(store);
      return fetch(...asked);
    };
    await syncOnce({ store, fetch: unpairsFirst }, makeLocks());
    expect(await readFact(store, 'sync')).toBeUndefined();
  });
});
