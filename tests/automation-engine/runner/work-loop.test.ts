import { describe, expect, it } from 'vitest';
import { createWorkLoop } from '../../../automation-engine/runner/work-loop.ts';
import { makeCore } from '../make-core.ts';

describe('a work loop', () => {
  it('works until there is nothing left, then sleeps until its next time', async () => {
    const core = await makeCore();
    let left = 3;
    const worked: number[] = [];
    const loop = createWorkLoop(core, {
      name: 'test',
      work: async () => (left > 0 ? (worked.push(left--), true) : false),
      nextAt: async () => (worked.length < 5 ? core.clock.now() + 1_000 : undefined),
    });
    loop.poke();
    await loop.idle();
    expect(worked).toEqual([3, 2, 1]);
    left = 2;
    await core.clock.moveTo(core.clock.now() + 1_000, () => loop.idle());
    expect(worked).toEqual([3, 2, 1, 2, 1]);
    await core.close();
  });

  it('tries again after trouble, less and less often, and forgets it when it is over', async () => {
    const core = await makeCore();
    const started = core.clock.now();
    const tries: number[] = [];
    const loop = createWorkLoop(core, {
      name: 'test',
      async work() {
        tries.push((core.clock.now() - started) / 1_000);
        if (tries.length < 4) throw new Error('disk full');
        return false;
      },
      nextAt: () => Promise.resolve(undefined),
    });
    loop.poke();
    await core.clock.moveTo(started + 60_000, () => loop.idle());
    expect(tries).toEqual([0, 1, 3, 7]);
    await core.close();
  });

  it('begins nothing after it was stopped', async () => {
    const core = await makeCore();
    let count = 0;
    const loop = createWorkLoop(core, {
      name: 'test',
      work: async () => (count++, false),
      nextAt: () => Promise.resolve(undefined),
    });
    await loop.stop();
    loop.poke();
    await loop.idle();
    expect(count).toBe(0);
    await core.close();
  });
});
