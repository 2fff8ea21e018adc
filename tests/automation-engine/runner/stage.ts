/** A runner over a database of its own, with recipes written in the test, a clock that is moved by hand and a channel that remembers. */
import type { Cap } from '../../../automation-engine/campaigns/read-caps.ts';
import type { Author } from '../../../automation-engine/intake/author.ts';
import { applyInTransaction, type ApplyResult } from '../../../automation-engine/intake/apply.ts';
import type { Channel, Outcome, OutgoingMail } from '../../../automation-engine/channels/define-channel.ts';
import createRecordingChannel, { type RecordingChannel } from '../../../automation-engine/channels/recording.ts';
import { loadBlocks, type Blocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { hashRecipe } from '../../../automation-engine/recipe-language/canonical.ts';
import type { Found } from '../../../automation-engine/recipe-language/library.ts';
import { parseRecipe } from '../../../automation-engine/recipe-language/parse.ts';
import type { Recipe } from '../../../automation-engine/recipe-language/recipe.ts';
import type { ActiveRecipe, MailTemplate, RecipeSource } from '../../../automation-engine/runner/recipe-source.ts';
import { readRun } from '../../../automation-engine/runner/run-store.ts';
import { createRunner, type Runner } from '../../../automation-engine/runner/runner.ts';
import type { Storage } from '../../../automation-engine/storage/open.ts';
import type { Cause } from '../../../shared/model/event.ts';
import type { Kind } from '../../../shared/model/kinds.ts';
import type { FieldPath, FieldValue } from '../../../shared/model/record.ts';
import type { RunDetail } from '../../../shared/model/wire.ts';
import { makeCore, START, type TestCore } from '../make-core.ts';

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface TestLibrary extends RecipeSource {
  recipes: Map<string, ActiveRecipe>;
  known: Map<string, Recipe>;
  find(id: string): Found | undefined;
}

export interface StageOptions {
  recipes?: readonly string[];
  templates?: Record<string, MailTemplate>;
  answer?: (mail: OutgoingMail) => Outcome;
  channels?: ReadonlyMap<string, Channel>;
  storage?: Storage;
  ownerZone?: string;
  caps?: readonly Cap[];
  blastRadius?: number;
  now?: number;
  mailFrom?: { name?: string; address: string } | undefined;
  blocks?: (blocks: Blocks) => Blocks;
}

export const recipeText = (body: string, id = 'test'): string =>
  `id: ${id}\nversion: 1.0.0\ntitle: Test ${id}\nabout: A recipe of a test.\n${body}`;

export interface Stage {
  core: TestCore;
  runner: Runner;
  channel: RecordingChannel;
  library: TestLibrary;
  blocks: Blocks;
  /** Applies a mutation as a device of the owner would, tells the signals, and returns its record's id. */
  write(kind: Kind, fields: Record<FieldPath, FieldValue>, recordId?: string, cause?: Cause): Promise<string>;
  contact(fields?: Record<FieldPath, FieldValue>): Promise<string>;
  settle(): Promise<void>;
  /** Moves the clock on, doing what comes due on the way. */
  pass(millis: number): Promise<void>;
  runs(): Promise<RunDetail[]>;
  /** Switches a recipe, as the library does. */
  switch(id: string, on: boolean): Promise<void>;
  add(text: string): Promise<void>;
  /** A runner like after a restart: over the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function makeStage(options: StageOptions = {}): Promise<Stage> {
  const core = await makeCore({
    now: options.now ?? START,
    ...(options.storage === undefined ? {} : { storage: options.storage }),
  });
  const loaded = await loadBlocks();
  const blocks = options.blocks?.(loaded) ?? loaded;
  const mailTemplates = new Map(Object.entries(options.templates ?? {}));
  const recipes = new Map<string, ActiveRecipe>();
  const known = new Map<string, Recipe>();
  const library: TestLibrary = {
    active: () => [...recipes.values()],
    versionByHash: (hash) => known.get(hash),
    mailTemplates,
    recipes,
    known,
    find(id) {
      const active = recipes.get(id);
      const recipe = active?.recipe ?? [...known.values()].findLast((one) => one.id === id);
      const { enabledAfterSeq = 0, inputs = {} } = active ?? {};
      return recipe && { recipe, problems: [], enabled: active !== undefined, enabledAfterSeq, inputs };
    },
  };
  const channel = createRecordingChannel(options.answer === undefined ? {} : { answer: options.answer });
  const author: Author = { deviceId: core.newId(), role: 'owner' };

  async function add(text: string): Promise<void> {
    const templates = new Map(
      [...mailTemplates].map(([id, template]) => [id, { id, title: id, about: id, ...template }] as const),
    );
    const parsed = parseRecipe(text, { blocks, mailTemplates: templates });
    if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems, null, 2));
    const { recipe } = parsed;
    const hash = hashRecipe(recipe);
    recipes.set(recipe.id, { recipe, hash, enabledAfterSeq: 0, inputs: {} });
    known.set(hash, recipe);
    const version = {
      hash,
      recipe_id: recipe.id,
      version: recipe.version,
      recipe_json: JSON.stringify(recipe),
      loaded_at: '',
    };
    await core.db
      .insertInto('recipe_versions')
      .values(version)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await setSwitch(recipe.id, true);
  }
  async function setSwitch(id: string, on: boolean): Promise<void> {
    const change = { enabled: on ? 1 : 0, enabled_after_seq: 0, changed_at: '' };
    await core.db
      .insertInto('recipe_settings')
      .values({ recipe_id: id, inputs_json: '{}', ...change })
      .onConflict((conflict) => conflict.column('recipe_id').doUpdateSet(change))
      .execute();
    core.signals.emit('recipes-changed', { recipeIds: [id] });
  }
  const newRunner = () =>
    createRunner(core, {
      library,
      blocks,
      channels: options.channels ?? new Map([['email', channel]]),
      ownerZone: options.ownerZone ?? 'UTC',
      heartbeat: false,
      ...(options.blastRadius === undefined ? {} : { blastRadius: options.blastRadius }),
      ...(options.caps === undefined ? {} : { caps: options.caps }),
      ...('mailFrom' in options
        ? options.mailFrom === undefined
          ? {}
          : { mailFrom: options.mailFrom }
        : { mailFrom: { name: 'Lars', address: 'lars@larder.example' } }),
    });
  for (const text of options.recipes ?? []) await add(text);
  let runner = newRunner();
  await runner.start();

  async function write(
    kind: Kind,
    fields: Record<FieldPath, FieldValue>,
    recordId = core.newId(),
    cause: Cause = { depth: 0 },
  ): Promise<string> {
    const mutation = { id: core.newId(), kind, recordId, fields, stamp: core.stamps.tick() };
    const applied: ApplyResult = await core.db
      .transaction()
      .execute((tx) => applyInTransaction(tx, core, { author, mutation, cause }));
    core.signals.emit('changes-accepted', { seq: applied.seq });
    const last = applied.eventSeqs.at(-1);
    if (last !== undefined) core.signals.emit('events-recorded', { seq: last });
    return recordId;
  }
  const dana = { name: 'Dana Fox', 'emails/dana@globex.example': {}, primaryEmail: 'dana@globex.example' };
  return {
    core,
    get runner() {
      return runner;
    },
    channel,
    library,
    blocks,
    write,
    contact: (fields = {}) => write('contact', { ...dana, ...fields }),
    settle: () => runner.settle(),
    pass: (millis) => core.clock.moveTo(core.clock.now() + millis, () => runner.settle()),
    async runs() {
      const rows = await core.db.selectFrom('runs').select('id').orderBy('id').execute();
      const details = await Promise.all(rows.map((row) => readRun(core.db, row.id)));
      return details.filter((detail) => detail !== undefined);
    },
    async switch(id, on) {
      const active = recipes.get(id);
      if (on && active === undefined) {
        const row = await core.db
          .selectFrom('recipe_versions')
          .selectAll()
          .where('recipe_id', '=', id)
          .executeTakeFirstOrThrow();
        recipes.set(id, {
          recipe: JSON.parse(row.recipe_json) as Recipe,
          hash: row.hash,
          enabledAfterSeq: 0,
          inputs: {},
        });
      }
      if (!on) recipes.delete(id);
      await setSwitch(id, on);
      await runner.settle();
    },
    add,
    async restart() {
      await runner.stop();
      runner = newRunner();
      await runner.start();
      await runner.settle();
    },
    async close() {
      await runner.stop();
      await core.close();
    },
  };
}
