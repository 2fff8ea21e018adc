/** `larder recipe enable`: switches recipes on in the running engine, from now or also for those who match already. */
import { parseArgs } from 'node:util';
import { enrolmentSchema, type Enrolment } from '../../shared/model/enrolment.ts';
import type { Control } from '../pairing/control-file.ts';
import { parseDuration } from '../recipe-language/durations.ts';
import { defineCommand, type ExitCode, type Io } from './define-command.ts';
import { callEngine, findEngine, troubleLines } from './engine-call.ts';
import { askPreview, enrolmentLines, previewLines, SPREAD } from './enrolment-text.ts';
import { setInputs, switchRecipes } from './switch-recipe.ts';

const USAGE = 'ID … [--input NAME=VALUE …] [--enrol from-now|matching] [--spread 3d] [--yes]';

export const command = defineCommand({
  usage: USAGE,
  about: 'Switches recipes on in the running engine: from now, or also for those who match already.',
  details:
    'In a terminal it says first how many match already and what the recipe would have done lately, and asks. --enrol answers before it is\n' +
    'asked: from-now lets nobody in for what happened before; matching lets those who match already enter, spread evenly over --spread\n' +
    `(${SPREAD} unless you say otherwise; 0h for all at once), and wants --yes where nobody can be asked. See larder recipe enrolment.\n` +
    '--input sets an input of the recipe before it is switched on; there is one recipe then: see larder recipe inputs.',
  async run(words, { json, io }) {
    const asked = readWords(words);
    if (typeof asked === 'string') {
      io.err(`larder recipe enable ${USAGE}: ${asked}`);
      return 2;
    }
    const { ids, inputs, enrol, spread, isSure } = asked;
    const [id = ''] = ids;
    const mayAsk = ids.length === 1 && !json && !isSure && io.ask !== undefined;
    const isPlain = enrol === 'from-now' || (enrol === undefined && !mayAsk);
    if (isPlain && inputs.length === 0) return switchRecipes(ids, true, { json, io });
    const engine = await findEngine();
    if ('message' in engine) {
      io.err(engine.message);
      return 2;
    }
    if (inputs.length > 0) {
      const set = await setInputs(engine.control, id, inputs);
      if (!('summary' in set)) return failed('problem' in set ? [set.problem] : troubleLines(set.trouble), io);
    }
    if (isPlain) return switchRecipes(ids, true, { json, io });
    return offer({ control: engine.control, id, enrol, spread, isSure, json, io });
  },
});

const LEAVE = 'leave';

interface Asked {
  ids: string[];
  inputs: string[];
  enrol: 'from-now' | 'matching' | undefined;
  spread: string;
  isSure: boolean;
}

/** What is asked, or what is wrong with it. */
function readWords(words: string[]): Asked | string {
  try {
    const { values, positionals: ids } = parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        input: { type: 'string', multiple: true, default: [] },
        enrol: { type: 'string' },
        spread: { type: 'string', default: SPREAD },
        yes: { type: 'boolean', default: false },
      },
    });
    const { enrol, spread, input: inputs, yes: isSure } = values;
    if (ids.length === 0) return 'which recipe? See larder recipe list';
    if (enrol !== undefined && enrol !== 'from-now' && enrol !== 'matching') return `"${enrol}" is no way to enrol`;
    if (parseDuration(spread) === undefined) return `"${spread}" is no duration, such as 3d or 12h`;
    if (ids.length > 1 && inputs.length > 0) return 'which recipe has the input? Name one at a time.';
    if (ids.length > 1 && enrol === 'matching') return 'who matches which? Name one at a time.';
    return { ids, inputs, enrol, spread, isSure };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface Offer extends Omit<Asked, 'ids' | 'inputs'> {
  control: Control;
  id: string;
  json: boolean;
  io: Io;
}

/** Says what it would come to, asks where it may, and does it. */
async function offer({ control, id, enrol, spread, isSure, json, io }: Offer): Promise<ExitCode> {
  const path = `/recipes/${encodeURIComponent(id)}`;
  const previewed = await askPreview(control, path);
  if ('trouble' in previewed) return failed(troubleLines(previewed.trouble), io);
  const { preview } = previewed;
  const { count, cannot } = preview.matching;
  if (!json) previewLines(preview, parseDuration(spread) ?? 0).forEach(io.out);
  let chosen: string | undefined = enrol === 'matching' && isSure ? spread : undefined;
  if (count === 0) {
    if (enrol === 'matching' && cannot !== undefined) return failed([cannot], io);
    chosen = undefined;
  } else if (chosen === undefined) {
    if (io.ask === undefined || json) return failed([`${count} would be enrolled: say --yes`], io, 2);
    const said = await askSpread(io.ask, spread);
    if (said === LEAVE) {
      await callEngine(control, 'DELETE', `${path}/preview`);
      return failed([`"${id}" was left as it is`], io);
    }
    chosen = said;
  }
  const body = chosen === undefined ? { enrol: 'from-now' } : { enrol: 'matching', spread: chosen, count };
  const answer = await callEngine(control, 'POST', `${path}/enable`, body);
  if (!('status' in answer)) return failed(troubleLines(answer), io);
  const enrolment = enrolmentSchema.parse(answer.body);
  if (json) io.out(JSON.stringify({ preview, enrolment }));
  else told(id, chosen === undefined ? undefined : enrolment).forEach(io.out);
  return 0;
}

const told = (id: string, enrolment: Enrolment | undefined): string[] =>
  enrolment === undefined ? [`${id} is on, from now`] : [`${id} is on`, ...enrolmentLines(enrolment)];

/** How they are to enter; `undefined` for not at all. Whatever is no answer is asked again. */
async function askSpread(ask: NonNullable<Io['ask']>, spread: string): Promise<string | undefined> {
  for (;;) {
    const answer = await ask(`Enrol them, over ${spread}? yes, no (only from now), a duration such as 12h, or leave: `);
    const said = answer?.trim().toLowerCase() ?? LEAVE;
    if (['y', 'yes'].includes(said)) return spread;
    if (['n', 'no'].includes(said)) return undefined;
    if (said === LEAVE || parseDuration(said) !== undefined) return said;
  }
}

function failed(lines: readonly string[], io: Io, code: ExitCode = 1): ExitCode {
  lines.forEach(io.err);
  return code;
}
