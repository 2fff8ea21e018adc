/**
 * Plays the past again with recipes as they are given, and without any effect: on a copy of the data that was taken back, with the real
 * intake, matcher and runner, a clock that is moved by hand, and channels that only remember.
 */
import type { FieldValue } from '../../../shared/model/record.ts';
import type { Cap } from '../../campaigns/read-caps.ts';
import { recordingChannels } from '../../channels/recording.ts';
import type { Blocks } from '../../recipe-language/blocks.ts';
import { hashRecipe } from '../../recipe-language/canonical.ts';
import type { Recipe } from '../../recipe-language/recipe.ts';
import type { Storage } from '../../storage/open.ts';
import { coreOverCopy, givenInputs, onCopy } from '../copied-data.ts';
import type { ActiveRecipe, MailTemplate } from '../recipe-source.ts';
import { createRepeatableChance } from '../repeatable-chance.ts';
import { createRunner } from '../runner.ts';
import { rewind, type Rewound } from './past.ts';
import { readTotals, type Played } from './played.ts';
import { replay, type Gaps } from './replay.ts';

export interface Simulation {
  databaseFile: string;
  /** They act together; what other recipes did stays as it was. */
  recipes: readonly Recipe[];
  /** Instead of what the person set; for all of the recipes that have such inputs. */
  inputs?: Record<string, FieldValue>;
  /** Unix milliseconds. */
  from: number;
  until: number;
  blocks: Blocks;
  mailTemplates: ReadonlyMap<string, MailTemplate>;
  /** IANA. */
  ownerZone: string;
  holidays?: readonly string[];
  caps?: readonly Cap[];
  mailFrom?: { name?: string; address: string };
  signal?: AbortSignal;
  /** From 0 to 1. */
  onProgress?: (share: number) => void;
}

/**
 * Simulates, and hands what was played to `read` before it is thrown away.
 * @throws the signal's reason, when it is called off
 */
export function simulate<T>(simulation: Simulation, read: (played: Played) => Promise<T>): Promise<T> {
  return onCopy(simulation.databaseFile, async (storage) => read(await play(simulation, storage)));
}

async function play(simulation: Simulation, storage: Storage): Promise<Played> {
  const { recipes, from, until, ownerZone, blocks, mailTemplates, mailFrom, holidays, caps } = simulation;
  const active: ActiveRecipe[] = [];
  for (const recipe of recipes) {
    const given = { ...(await givenInputs(storage, recipe.id)), ...simulation.inputs };
    const inputs = Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(recipe.inputs, name)));
    // Runs that were on their way only hold their keys: none is to be taken along.
    active.push({ recipe: { ...recipe, onUpdate: 'finish' }, hash: hashRecipe(recipe), enabledAfterSeq: 0, inputs });
  }
  const recipeIds = recipes.map(({ id }) => id);
  const rewound = await rewind(storage.db, { from, recipeIds, ownerZone });
  for (const one of active) one.enabledAfterSeq = rewound.lastSeq;
  const core = await coreOverCopy(storage, {
    now: from,
    random: createRepeatableChance('simulation'),
  });
  const runner = createRunner(core, {
    library: {
      active: () => active,
      versionByHash: (hash) => active.find((one) => one.hash === hash)?.recipe,
      mailTemplates,
    },
    blocks,
    channels: recordingChannels(),
    ownerZone,
    mailFrom: mailFrom ?? { address: 'nobody@larder.invalid' },
    heartbeat: false,
    ...(holidays === undefined ? {} : { holidays }),
    ...(caps === undefined ? {} : { caps }),
  });
  await runner.start();
  try {
    const { signal, onProgress } = simulation;
    const gaps = await replay({ core, runner, until, signal, onProgress });
    const totals = await readTotals(storage.db, { recipeIds, from, zone: ownerZone });
    return { db: storage.db, recipeIds, from, totals, unknown: unknownOf(rewound, gaps, totals.mails) };
  } finally {
    await runner.stop();
  }
}

/** What nobody can know, as sentences for a person. */
function unknownOf({ logBegins, underWay }: Rewound, { orphans, refused }: Gaps, mails: number): string[] {
  const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`);
  return [
    ...(logBegins === undefined ? [] : [`The log begins at ${logBegins}: what was there before is not known.`]),
    ...(mails === 0
      ? []
      : [
          'Every mail counts as taken over, and answers are those that really came: who would have answered otherwise is not known.',
        ]),
    ...(underWay === 0
      ? []
      : [
          `${count(underWay, 'run was', 'runs were')} on the way at the beginning, and only held the place of its key.`,
        ]),
    ...(orphans === 0
      ? []
      : [
          `${count(orphans, 'change', 'changes')} to things that a run had made and that were not made this time are left out.`,
        ]),
    ...(refused === 0
      ? []
      : [`${count(refused, 'change', 'changes')} would not be accepted any more and are left out.`]),
  ];
}
