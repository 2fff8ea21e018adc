/**
 * The engine's recipes: read from folders, with the person's switch for each. Versions are kept for ever in the database, because runs are
 * pinned to the one they started with; all of them are held in memory, so that a run never waits for its recipe.
 */
import { basename, isAbsolute, relative } from 'node:path';
import type { FieldValue } from '../../shared/model/record.ts';
import { recipeInputSchema, type RecipeSummary } from '../../shared/model/wire.ts';
import type { Core, Tx } from '../core.ts';
import { timeText } from '../schedule/clock.ts';
import type { Blocks } from './blocks.ts';
import { hashRecipe } from './canonical.ts';
import { checkInputs, inputMisfit, type InputProblem } from './check-inputs.ts';
import { findLoops, type Loop } from './loops.ts';
import type { MailTemplate } from './mail-templates.ts';
import { segmentConditions } from '../records/segment-store.ts';
import { jsonMapSchema } from './parse-params.ts';
import type { Recipe, RecipeProblem } from './recipe.ts';
import { readRecipeFolders, type Loaded, type RecipeFile } from './recipe-files.ts';

/** A recipe that is switched on. */
export interface ActiveRecipe {
  recipe: Recipe;
  hash: string;
  /** Events recorded up to here start nothing. */
  enabledAfterSeq: number;
  /** The value of every input: the person's, or its default. */
  inputs: Record<string, FieldValue>;
}

/** What there is of a recipe, switched on or not. */
export interface Found extends Setting {
  /** Missing when its file has problems. */
  recipe?: Recipe;
  problems: readonly RecipeProblem[];
}

export type SwitchedBy = { name: string } | { reason: string };

export type Switched = { summary: RecipeSummary } | { refused: 'not-found' | 'has-problems'; message: string };

export interface Library {
  /**
   * Reads the folders and the switches again. Nothing is kept of a file that has problems, and a recipe whose file got problems rests until
   * they are solved; its runs go on with the version they are pinned to.
   */
  load(): Promise<void>;
  /** Every recipe there is, with its problems, sorted by id. */
  list(): RecipeSummary[];
  active(): readonly ActiveRecipe[];
  find(id: string): Found | undefined;
  versionByHash(hash: string): Recipe | undefined;
  /**
   * Switching on counts from now: events that were recorded before start nothing.
   * @param by the person's device, or what the engine does it for
   * @param also what is to be written together with the switch, or not at all
   */
  setEnabled(id: string, enabled: boolean, by?: SwitchedBy, also?: (tx: Tx) => Promise<void>): Promise<Switched>;
  /** Sets values of a recipe's inputs; `null` brings a default back. Either all of them are set or none. */
  setInputs(id: string, given: Record<string, FieldValue>): Promise<{ problems: InputProblem[] }>;
  /** Problems in mail templates, by file. */
  templateProblems(): { file: string; problems: RecipeProblem[] }[];
  readonly mailTemplates: ReadonlyMap<string, MailTemplate>;
}

interface Setting {
  /** The person's switch. */
  enabled: boolean;
  broken?: { at: string; reason: string };
  enabledAfterSeq: number;
  /** When it was switched or its inputs were set last. */
  changedAt?: string;
  inputs: Record<string, FieldValue>;
}

/** @param parts.folders the recipes that ship first, the person's own after them */
export function createLibrary(core: Core, parts: { blocks: Blocks; folders: readonly string[] }): Library {
  let loaded: Loaded = { recipes: [], templateFiles: [], mailTemplates: new Map() };
  let settings = new Map<string, Setting>();
  let active: ActiveRecipe[] = [];
  /** Among the recipes that are on; found when somebody looks. */
  let loops: readonly Loop[] | undefined;
  const versions = new Map<string, Recipe>();
  const templates = new Map<string, MailTemplate>();

  async function keepVersions(recipes: readonly Recipe[]): Promise<void> {
    const now = timeText(core.clock.now());
    for (const recipe of recipes) {
      const hash = hashRecipe(recipe);
      if (versions.has(hash)) continue;
      const row = {
        hash,
        recipe_id: recipe.id,
        version: recipe.version,
        recipe_json: JSON.stringify(recipe),
        loaded_at: now,
      };
      await core.db
        .insertInto('recipe_versions')
        .values(row)
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .execute();
      versions.set(hash, recipe);
    }
  }

  async function readVersions(): Promise<void> {
    for (const row of await core.db.selectFrom('recipe_versions').select(['hash', 'recipe_json']).execute()) {
      // Written by keepVersions alone, after it was checked.
      if (!versions.has(row.hash)) versions.set(row.hash, JSON.parse(row.recipe_json) as Recipe);
    }
  }

  async function readSettings(): Promise<void> {
    const rows = await core.db.selectFrom('recipe_settings').selectAll().execute();
    settings = new Map(
      rows.map((row) => [
        row.recipe_id,
        {
          enabled: row.enabled === 1,
          ...(row.broken_at === null ? {} : { broken: { at: row.broken_at, reason: row.broken_reason ?? '' } }),
          enabledAfterSeq: row.enabled_after_seq,
          changedAt: row.changed_at,
          inputs: jsonMapSchema.safeParse(JSON.parse(row.inputs_json)).data ?? {},
        },
      ]),
    );
  }

  function refresh(): void {
    loops = undefined;
    active = loaded.recipes.flatMap(({ recipe }) => {
      const setting = recipe && settings.get(recipe.id);
      if (recipe === undefined || setting === undefined || !setting.enabled) return [];
      return [
        {
          recipe,
          hash: hashRecipe(recipe),
          enabledAfterSeq: setting.enabledAfterSeq,
          inputs: inputsOf(recipe, setting.inputs),
        },
      ];
    });
  }

  async function settingsChanged(id: string): Promise<void> {
    await readSettings();
    refresh();
    core.signals.emit('recipes-changed', { recipeIds: [id] });
  }

  /** Devices are told where a file is among the recipes, not where that is on this machine. */
  const inFolder = (file: string): string =>
    parts.folders.map((folder) => relative(folder, file)).find((path) => !path.startsWith('..') && !isAbsolute(path)) ??
    basename(file);

  function loopsOf(id: string): Pick<RecipeSummary, 'loops'> {
    loops ??= findLoops(
      active.map(({ recipe }) => recipe),
      parts.blocks,
    );
    const own = loops.filter((loop) => loop.recipes.includes(id)).map(({ message }) => message);
    return own.length === 0 ? {} : { loops: own };
  }

  const summarise = ({ id, file, recipe, problems }: RecipeFile): RecipeSummary => ({
    id: recipe?.id ?? slug(id),
    version: recipe?.version ?? '',
    title: recipe?.title ?? id,
    about: recipe?.about ?? `The file ${inFolder(file)} has problems.`,
    enabled: recipe !== undefined && (settings.get(recipe.id)?.enabled ?? false),
    ...loopsOf(id),
    ...brokenOf(recipe && settings.get(recipe.id)),
    ...(recipe === undefined ? {} : { inputs: shownInputs(recipe, settings.get(recipe.id)?.inputs ?? {}) }),
    problems: problems.map(({ path, line, message, hint }) => ({
      path,
      line,
      message: `${message} (${hint})`,
    })),
  });

  core.signals.on('recipe-broken', ({ recipeId }) => {
    settingsChanged(recipeId).catch((error: unknown) =>
      core.log.error(
        { error, recipe: recipeId },
        'a recipe was switched off and is looked at only after the next start',
      ),
    );
  });

  return {
    mailTemplates: templates,
    async load() {
      loaded = await readRecipeFolders(parts.folders, parts.blocks, new Set((await segmentConditions(core.db)).keys()));
      await readVersions();
      await keepVersions(loaded.recipes.flatMap(({ recipe }) => recipe ?? []));
      await readSettings();
      templates.clear();
      for (const [id, template] of loaded.mailTemplates) templates.set(id, template);
      refresh();
      for (const { file, problems } of [...loaded.recipes, ...loaded.templateFiles]) {
        if (problems.length > 0) core.log.warn({ file, problems }, 'this recipe file has problems and is left out');
      }
      core.signals.emit('recipes-changed', { recipeIds: loaded.recipes.map(({ id }) => id) });
    },
    list: () => loaded.recipes.map(summarise).sort((a, b) => (a.id < b.id ? -1 : 1)),
    active: () => active,
    find(id) {
      const file = loaded.recipes.find((one) => one.id === id);
      if (file === undefined) return undefined;
      const { recipe, problems } = file;
      const setting = settings.get(id) ?? { enabled: false, enabledAfterSeq: 0, inputs: {} };
      const known = { ...setting, problems };
      return recipe === undefined ? known : { ...known, recipe, inputs: inputsOf(recipe, setting.inputs) };
    },
    versionByHash: (hash) => versions.get(hash),
    templateProblems: () =>
      loaded.templateFiles
        .filter(({ problems }) => problems.length > 0)
        .map(({ file, problems }) => ({ file, problems })),
    async setEnabled(id, enabled, by, also) {
      const found = loaded.recipes.find((file) => file.id === id);
      if (found === undefined) return { refused: 'not-found', message: `There is no recipe called "${id}".` };
      if (found.recipe === undefined && enabled) {
        return {
          refused: 'has-problems',
          message: `${inFolder(found.file)} has ${found.problems.length} problem(s); solve them first.`,
        };
      }
      await core.db.transaction().execute(async (tx) => {
        const last = await tx
          .selectFrom('events')
          .select((events) => events.fn.max('seq').as('seq'))
          .executeTakeFirst();
        const before = settings.get(id);
        // Switching on what is on must not skip the events that still wait to be matched.
        const enabledAfterSeq = enabled && before?.enabled !== true ? (last?.seq ?? 0) : (before?.enabledAfterSeq ?? 0);
        const change = {
          enabled: enabled ? 1 : 0,
          enabled_after_seq: enabledAfterSeq,
          changed_at: timeText(core.clock.now()),
          broken_at: null,
          broken_reason: null,
        };
        if ((before?.enabled ?? false) !== enabled)
          await tx
            .insertInto('recipe_switches')
            .values({ recipe_id: id, at: change.changed_at, enabled: change.enabled, ...switchedBy(by) })
            .execute();
        await tx
          .insertInto('recipe_settings')
          .values({ recipe_id: id, inputs_json: '{}', ...change })
          .onConflict((conflict) => conflict.column('recipe_id').doUpdateSet(change))
          .execute();
        await also?.(tx);
      });
      await settingsChanged(id);
      return { summary: summarise(found) };
    },
    async setInputs(id, given) {
      const recipe = loaded.recipes.find((file) => file.id === id)?.recipe;
      if (recipe === undefined)
        return { problems: [{ path: 'id', message: `there is no recipe "${id}" without problems` }] };
      const entries = Object.entries(given);
      const set = Object.fromEntries(entries.filter(([, value]) => value !== null));
      const unknown = entries.filter(([name, value]) => value === null && !Object.hasOwn(recipe.inputs, name));
      const problems = checkInputs(recipe, { ...set, ...Object.fromEntries(unknown) }, loaded.mailTemplates);
      if (problems.length > 0) return { problems };
      const before = settings.get(id)?.inputs ?? {};
      const inputs = Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== null));
      const change = { inputs_json: JSON.stringify(inputs), changed_at: timeText(core.clock.now()) };
      await core.db
        .insertInto('recipe_settings')
        .values({ recipe_id: id, enabled: 0, enabled_after_seq: 0, ...change })
        .onConflict((conflict) => conflict.column('recipe_id').doUpdateSet(change))
        .execute();
      await settingsChanged(id);
      return { problems: [] };
    },
  };
}

const switchedBy = (by: SwitchedBy | undefined): { by_name: string | null; reason: string | null } => ({
  by_name: by !== undefined && 'name' in by ? by.name : null,
  reason: by !== undefined && 'reason' in by ? by.reason : null,
});
const brokenOf = (setting: Setting | undefined): Pick<RecipeSummary, 'broken'> =>
  setting?.broken === undefined ? {} : { broken: setting.broken };

/** For whoever sets them. */
function shownInputs(recipe: Recipe, given: Record<string, FieldValue>): RecipeSummary['inputs'] {
  const values = inputsOf(recipe, given);
  return Object.entries(recipe.inputs).map(([name, input]) =>
    recipeInputSchema.parse({ name, ...input, value: values[name] ?? input.default }),
  );
}

/** Values that the recipe still has an input for and that still fit it, over its defaults. */
function inputsOf(recipe: Recipe, given: Record<string, FieldValue>): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(recipe.inputs).map(([name, input]) => [
      name,
      Object.hasOwn(given, name) && inputMisfit(input, given[name] ?? null) === undefined
        ? (given[name] ?? input.default)
        : input.default,
    ]),
  );
}

/** An id that devices accept, for a file whose name is none. */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64) || 'unnamed';
