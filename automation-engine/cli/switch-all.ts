/** What `larder stop all` and `larder resume all` have in common. */
import { automationStateSchema } from '../../shared/model/guards.ts';
import type { ExitCode, Io } from './define-command.ts';
import { callEngine, findEngine, troubleLines } from './engine-call.ts';

export async function switchAll(running: boolean, { json, io }: { json: boolean; io: Io }): Promise<ExitCode> {
  const engine = await findEngine();
  if ('message' in engine) {
    io.err(engine.message);
    return 2;
  }
  const answer = await callEngine(engine.control, 'PUT', '/automation', { running });
  if (!('status' in answer)) {
    troubleLines(answer).forEach(io.err);
    return 1;
  }
  const state = automationStateSchema.parse(answer.body);
  if (json) io.out(JSON.stringify(state));
  else if (state.running) io.out('Recipes run again.');
  else
    io.out(
      `All recipes are stopped since ${state.since}: nothing starts and nothing is sent until "larder resume all".`,
    );
  return 0;
}
