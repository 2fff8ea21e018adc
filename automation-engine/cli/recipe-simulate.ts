/** `larder recipe simulate`: what a recipe would have done in the past. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FieldValue } from '../../shared/model/record.ts';
import type { PlayedRun, RunDifference, SimulationTotals } from '../../shared/model/simulation.ts';
import { readConfig } from '../config.ts';
import { loadBlocks, type Blocks } from '../recipe-language/blocks.ts';
import { checkInputs, readTyped } from '../recipe-language/check-inputs.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import type { Loaded } from '../recipe-language/recipe-files.ts';
import { differences } from '../runner/simulation/compare.ts';
import { playedRuns } from '../runner/simulation/played.ts';
import { simulate, type Simulation } from '../runner/simulation/simulate.ts';
import { keptVersion } from '../runner/simulation/kept-version.ts';
import { systemClock } from '../schedule/clock.ts';
import { defineCommand, type ExitCode, type Io } from './define-command.ts';
import { readNamed } from './recipe-paths.ts';

const DAY_MS = 86_400_000;

export const command = defineCommand({
  usage: 'FILE|ID [--days 30] [--input NAME=VALUE …] [--against VERSION|FILE] [--limit 20]',
  about:
    'Shows whom a recipe would have let in in the past, when, and every text; nothing is changed and nothing is sent.',
  details:
    'The log of the last --days is played again on a copy of the data, with what everybody else did as it was. What the recipe itself really\n' +
    'did then is left out. --against plays an older version (or another file) too, and shows what differs. --limit says how many runs are\n' +
    'printed; --json prints all of them. It works while the engine runs and while it is off.',
  async run(words, { json, io }) {
    const asked = readWords(words);
    if ('problem' in asked) {
      io.err(`larder recipe simulate: ${asked.problem}`);
      return 2;
    }
    const prepared = await prepare(asked);
    if ('problem' in prepared) {
      io.err(prepared.problem);
      return 2;
    }
    const { simulation, against } = prepared;
    return against === undefined ? show(simulation, asked, json, io) : compare(simulation, against, asked, json, io);
  },
});

interface Asked {
  recipe: string;
  days: number;
  inputs: readonly string[];
  against?: string;
  limit: number;
}

const DAYS_MAX = 3_660;

function readWords(words: string[]): Asked | { problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        days: { type: 'string', default: '30' },
        input: { type: 'string', multiple: true, default: [] },
        against: { type: 'string' },
        limit: { type: 'string', default: '20' },
      },
    });
    const [recipe, ...more] = positionals;
    const [days, limit] = [Number(values.days), Number(values.limit)];
    if (recipe === undefined || more.length > 0) return { problem: 'name one recipe, by its file or its id' };
    if (!(days > 0 && days <= DAYS_MAX))
      return { problem: `--days: expected a number up to ${DAYS_MAX}, found "${values.days}"` };
    if (!(limit >= 0)) return { problem: `--limit: expected a number, found "${values.limit}"` };
    return {
      recipe,
      days,
      inputs: values.input,
      limit,
      ...(values.against === undefined ? {} : { against: values.against }),
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

type Prepared = { simulation: Simulation; against?: Recipe } | { problem: string };

async function prepare(asked: Asked): Promise<Prepared> {
  const read = readConfig();
  if ('problems' in read)
    return { problem: read.problems.map(({ name, message }) => `${name}: ${message}`).join('\n') };
  const { dataFolder, ownerZone, mailFrom, holidays, caps } = read.config;
  const databaseFile = join(dataFolder, 'larder.db');
  if (!existsSync(databaseFile)) return { problem: `There is no data in ${dataFolder} yet to try it on.` };
  const blocks = await loadBlocks();
  const found = await findRecipe(asked.recipe, blocks);
  if (typeof found === 'string') return { problem: found };
  const { recipe, loaded } = found;
  const inputs = readInputs(recipe, asked.inputs, loaded);
  if (typeof inputs === 'string') return { problem: inputs };
  let against: Recipe | undefined;
  if (asked.against !== undefined) {
    const old = keptVersion(databaseFile, recipe.id, asked.against);
    const other = old === undefined ? await findRecipe(asked.against, blocks) : undefined;
    if (typeof other === 'string')
      return {
        problem: `${asked.against} is neither a version of ${recipe.id} that was ever loaded nor a file: ${other}`,
      };
    against = old ?? other?.recipe;
    if (against?.id !== recipe.id) return { problem: `${asked.against} is another recipe: ${against?.id}` };
  }
  const until = systemClock.now();
  return {
    ...(against === undefined ? {} : { against }),
    simulation: {
      databaseFile,
      recipes: [recipe],
      inputs,
      from: until - asked.days * DAY_MS,
      until,
      blocks,
      mailTemplates: loaded.mailTemplates,
      ownerZone,
      holidays,
      caps,
      ...(mailFrom === undefined ? {} : { mailFrom }),
    },
  };
}

/** By the name of its file, or by its id among all that the engine reads. */
async function findRecipe(name: string, blocks: Blocks): Promise<{ recipe: Recipe; loaded: Loaded } | string> {
  const isFile = existsSync(name);
  const read = await readNamed(isFile ? [name] : [], blocks);
  if ('missing' in read) return `There is no ${read.missing}.`;
  const file = read.loaded.recipes.find(({ id }) => isFile || id === name);
  if (file?.recipe === undefined)
    return `There is no recipe called "${name}", or it has problems: see larder recipe check`;
  return { recipe: file.recipe, loaded: read.loaded };
}

function readInputs(recipe: Recipe, words: readonly string[], loaded: Loaded): Record<string, FieldValue> | string {
  const inputs: Record<string, FieldValue> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) return `"${word}" is no name=value`;
    const name = word.slice(0, at);
    inputs[name] = readTyped(recipe.inputs[name]?.type ?? 'text', word.slice(at + 1));
  }
  const problems = checkInputs(recipe, inputs, loaded.mailTemplates);
  return problems.length === 0 ? inputs : problems.map(({ path, message }) => `${path}: ${message}`).join('\n');
}

async function show(simulation: Simulation, { limit }: Asked, json: boolean, io: Io): Promise<ExitCode> {
  return simulate<ExitCode>(simulation, async (played) => {
    const { totals, unknown } = played;
    const runs: PlayedRun[] = [];
    for await (const run of playedRuns(played)) {
      if (!json && runs.length === limit) break;
      runs.push(run);
    }
    if (json) io.out(JSON.stringify({ totals, unknown, runs }));
    else {
      for (const run of runs) writeRun(run, io);
      if (runs.length < totals.entered) io.out(`… and ${totals.entered - runs.length} more runs (--limit)`);
      writeTotals(totals, unknown, io);
    }
    return 0;
  });
}

async function compare(
  simulation: Simulation,
  against: Recipe,
  { limit }: Asked,
  json: boolean,
  io: Io,
): Promise<ExitCode> {
  return simulate<ExitCode>({ ...simulation, recipes: [against] }, (old) =>
    simulate<ExitCode>(simulation, async (now) => {
      const found: RunDifference[] = [];
      for await (const difference of differences(old, now)) found.push(difference);
      if (json) {
        io.out(JSON.stringify({ old: old.totals, new: now.totals, unknown: now.unknown, differences: found }));
        return 0;
      }
      for (const { kind, old: before, new: after, what } of found.slice(0, limit)) {
        io.out(
          {
            'only-old': 'Only with the old version:',
            'only-new': 'Only with the new version:',
            changed: `Other ${what.join(', ')}; old, then new:`,
          }[kind],
        );
        for (const run of [before, after]) if (run !== undefined) writeRun(run, io);
      }
      if (found.length > limit) io.out(`… and ${found.length - limit} more differences (--limit)`);
      io.out(`${found.length === 0 ? 'Both versions did the same.' : `${found.length} runs differ.`}\n\nOld:`);
      writeTotals(old.totals, [], io);
      io.out('\nNew:');
      writeTotals(now.totals, now.unknown, io);
      return 0;
    }),
  );
}

const minute = (at: string) => at.slice(0, 16).replace('T', ' ');

function writeRun({ startedAt, contactName, entryKey, state, reason, steps, mails }: PlayedRun, io: Io): void {
  io.out(`${minute(startedAt)}  ${contactName ?? entryKey}: ${state}${reason === undefined ? '' : `, ${reason}`}`);
  for (const { at, kind, text } of steps) io.out(`    ${minute(at)}  ${kind.padEnd(14)} ${text}`);
  for (const { to, subject, text, state: became } of mails)
    io.out(`\n    To: ${to} (${became})\n    Subject: ${subject}\n\n${text.replace(/^/gm, '    ')}\n`);
}

function writeTotals(totals: SimulationTotals, unknown: readonly string[], io: Io): void {
  const { entered, done, stopped, failed, waiting, mails, calls, mailsPerDay } = totals;
  io.out(
    `${entered} entered: ${done} done, ${stopped} stopped, ${failed} failed, ${waiting} still waiting. ${mails} mails, ${calls} calls.`,
  );
  for (const day of mailsPerDay) io.out(`    ${day.day}  ${day.mails}`);
  for (const sentence of unknown) io.out(sentence);
}
