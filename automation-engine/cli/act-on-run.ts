/** What `larder run retry`, `skip` and `stop` have in common. */
import { runDetailSchema } from '../../shared/model/wire.ts';
import { askEngine } from './ask-engine.ts';
import type { ExitCode, Io } from './define-command.ts';
import { writeRun } from './run-text.ts';

export async function actOnRun(
  act: 'retry' | 'skip' | 'stop',
  [id, ...more]: readonly string[],
  options: { json: boolean; io: Io },
): Promise<ExitCode> {
  if (id === undefined || more.length > 0) {
    options.io.err(`larder run ${act} ID: which run? See larder runs`);
    return 2;
  }
  const answer = await askEngine(options, 'POST', `/runs/${encodeURIComponent(id)}/${act}`);
  if ('failed' in answer) return answer.failed;
  const run = runDetailSchema.parse(answer.body);
  if (options.json) options.io.out(JSON.stringify(run));
  else writeRun(run, options.io);
  return 0;
}
