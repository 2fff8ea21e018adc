/** A real runner on a database file of its own, for measures: the machine's clock, nothing switched off, mails to a channel that refuses. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import createRecordingChannel from '../../../../automation-engine/channels/recording.ts';
import type { Core } from '../../../../automation-engine/core.ts';
import { createSignals } from '../../../../automation-engine/event-log/signals.ts';
import { acceptMutations } from '../../../../automation-engine/intake/accept.ts';
import { loadBlocks } from '../../../../automation-engine/recipe-language/blocks.ts';
import { hashRecipe } from '../../../../automation-engine/recipe-language/canonical.ts';
import { parseRecipe } from '../../../../automation-engine/recipe-language/parse.ts';
import { createCrowds } from '../../../../automation-engine/runner/blast-radius.ts';
import { createMatchIndex } from '../../../../automation-engine/runner/match.ts';
import type { ActiveRecipe, RecipeSource } from '../../../../automation-engine/runner/recipe-source.ts';
import { createRunner, type Runner } from '../../../../automation-engine/runner/runner.ts';
import { startRuns } from '../../../../automation-engine/runner/start-runs.ts';
import { createVersions } from '../../../../automation-engine/runner/versions.ts';
import { systemClock } from '../../../../automation-engine/schedule/clock.ts';
import { engineIdOf } from '../../../../automation-engine/storage/meta.ts';
import { openStorage } from '../../../../automation-engine/storage/open.ts';
import { createHybridClock } from '../../../../shared/model/hybrid-clock.ts';
import { createIds } from '../../../../shared/model/ids.ts';
import type { Mutation } from '../../../../shared/model/mutation.ts';

export interface EngineStage {
  core: Core;
  /** A runner over the database, as after a start of the engine; the caller stops it. */
  newRunner(): Runner;
  /** Where the database is. */
  folder: string;
  recipe: ActiveRecipe;
  /** Pushes mutations as an owner's device does. */
  push(mutations: readonly Mutation[]): Promise<void>;
  /** The mutation of a new contact. */
  contact(n: number): Mutation;
  /** Makes contacts, each of which starts the recipe; call it while the runner is stopped. */
  makeReady(count: number): Promise<void>;
  /** @throws Error unless so many runs ended as they should, and no other is there */
  expectDone(count: number): Promise<void>;
  /** Closes the database and leaves it where it is. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/** Mutations in one push. */
const PUSHED = 500;

/** A folder for a database, in the machine's place for temporary files. */
export const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'larder-bench-'));

/**
 * @param recipeText one recipe, switched on
 * @param inFolder where a database is or is to be; `close` removes it
 */
export async function makeEngineStage(recipeText: string, inFolder?: string): Promise<EngineStage> {
  const folder = inFolder ?? (await makeFolder());
  const storage = await openStorage(join(folder, 'larder.db'));
  const random: Core['random'] = (bytes) => crypto.getRandomValues(bytes);
  const newId = createIds({ now: systemClock.now, random });
  const engineId = await engineIdOf(storage.db, newId);
  const complain = (details: object, message: string) => console.error(message, details);
  const core: Core = {
    db: storage.db,
    clock: systemClock,
    random,
    newId,
    engineId,
    stamps: createHybridClock({ now: systemClock.now, device: engineId }),
    signals: createSignals(),
    log: { debug() {}, info() {}, warn: complain, error: complain },
  };
  const blocks = await loadBlocks();
  const parsed = parseRecipe(recipeText, { blocks, mailTemplates: new Map() });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const { recipe } = parsed;
  const active: ActiveRecipe = { recipe, hash: hashRecipe(recipe), enabledAfterSeq: 0, inputs: {} };
  const library: RecipeSource = { active: () => [active], versionByHash: () => recipe, mailTemplates: new Map() };
  const newRunner = () =>
    createRunner(core, {
      library,
      blocks,
      channels: new Map([['email', createRecordingChannel()]]),
      ownerZone: 'Europe/Stockholm',
      mailFrom: { address: 'lars@larder.example' },
    });
  const device = newId();
  const stamps = createHybridClock({ now: systemClock.now, device });
  async function push(mutations: readonly Mutation[]): Promise<void> {
    const results = await acceptMutations(core, { deviceId: device, role: 'owner' }, mutations);
    const refused = results.find((result) => result.status === 'refused');
    if (refused !== undefined) throw new Error(JSON.stringify(refused));
  }
  function contact(n: number): Mutation {
    const address = `person-${n}@globex.example`;
    const fields = { name: `Dana Fox ${n}`, [`emails/${address}`]: {}, primaryEmail: address };
    return { id: newId(), kind: 'contact', recordId: newId(), fields, stamp: stamps.tick() };
  }
  return {
    core,
    newRunner,
    folder,
    recipe: active,
    push,
    contact,
    async makeReady(count) {
      for (let made = 0; made < count; made += PUSHED) {
        await push(Array.from({ length: Math.min(PUSHED, count - made) }, (_, n) => contact(made + n)));
      }
      const matching = {
        core,
        parts: { ownerZone: 'UTC', segments: { isIn: () => undefined } },
        index: createMatchIndex(blocks, [active]),
        versions: createVersions(library),
        crowds: createCrowds(),
        blastRadius: Infinity,
      };
      while (await startRuns(matching));
    },
    async expectDone(count) {
      const rows = await core.db
        .selectFrom('runs')
        .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
      const found = JSON.stringify(rows);
      if (found !== JSON.stringify([{ state: 'done', count }])) throw new Error(`not all are done: ${found}`);
    },
    leave: () => storage.close(),
    async close() {
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
