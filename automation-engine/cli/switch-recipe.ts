/** What `larder recipe enable` and `larder recipe disable` have in common. */
import { recipeSummarySchema } from '../../shared/model/wire.ts';
import type { ExitCode, Io } from './define-command.ts';
import { callEngine, findEngine, troubleLines } from './engine-call.ts';

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
    if (!json) io.out(`${summary.id} ${summary.version} is ${summary.enabled ? 'on' : 'off'}`);
  }
  if (json) io.out(JSON.stringify(done));
  return failed ? 1 : 0;
}
