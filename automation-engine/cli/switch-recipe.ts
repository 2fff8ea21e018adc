/** What `larder recipe enable`, `disable` and `inputs` have in common. */
import type { FieldValue } from '../../shared/model/record.ts';
import { recipeListSchema, recipeSummarySchema, type RecipeSummary } from '../../shared/model/wire.ts';
import type { Control } from '../pairing/control-file.ts';
import { readTyped } from '../recipe-language/check-inputs.ts';
import type { ExitCode, Io } from './define-command.ts';
import { callEngine, findEngine, troubleLines, type Answer } from './engine-call.ts';

export async function switchRecipes(
  ids: readonly string[],
  enabled: boolean,
  { json, io }: { json: boolean; io: Io },
): Promise<ExitCode> {
  const verb = enabled ? 'enable' : 'disable';
  if (ids.length === 0) {
    io.err(`larder recipe ${verb} ID …: which recipe? See larder recipe list`);
    return 2;
  }
  const engine = await findEngine();
  if ('message' in engine) {
    io.err(engine.message);
    return 2;
  }
  const done: unknown[] = [];
  let failed = false;
  for (const id of ids) {
    const answer = await callEngine(engine.control, 'PUT', `/recipes/${encodeURIComponent(id)}/state`, { enabled });
    if (!('status' in answer)) {
      failed = true;
      done.push({ id, ...answer });
      for (const line of troubleLines(answer)) io.err(line);
      continue;
    }
    const summary = recipeSummarySchema.parse(answer.body);
    done.push(summary);
    if (json) continue;
    io.out(`${summary.id} ${summary.version} is ${summary.enabled ? 'on' : 'off'}`);
    for (const loop of summary.loops ?? []) io.err(`warning: a loop: ${loop}`);
  }
  if (json) io.out(JSON.stringify(done));
  return failed ? 1 : 0;
}

export type InputsSet =
  | { summary: RecipeSummary }
  | { trouble: Exclude<Answer, { status: number }> }
  | { problem: string };

/** Sets inputs that are written as `name=value`; `name=` alone brings the default back. Without any, tells what there is. */
export async function setInputs(control: Control, id: string, words: readonly string[]): Promise<InputsSet> {
  const listed = await callEngine(control, 'GET', '/recipes');
  if (!('status' in listed)) return { trouble: listed };
  const summary = recipeListSchema.parse(listed.body).recipes.find((recipe) => recipe.id === id);
  if (summary === undefined) return { problem: `There is no recipe called "${id}": see larder recipe list` };
  if (words.length === 0) return { summary };
  const inputs: Record<string, FieldValue> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) return { problem: `"${word}" is no name=value` };
    const [name, text] = [word.slice(0, at), word.slice(at + 1)];
    const type = summary.inputs?.find((input) => input.name === name)?.type ?? 'text';
    inputs[name] = text === '' ? null : readTyped(type, text);
  }
  const answer = await callEngine(control, 'PUT', `/recipes/${encodeURIComponent(id)}/inputs`, { inputs });
  return 'status' in answer ? { summary: recipeSummarySchema.parse(answer.body) } : { trouble: answer };
}
