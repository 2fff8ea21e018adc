/** What `larder recipe release` and `drop` have in common. */
import { heldDecidedSchema, heldSchema } from '../../shared/model/guards.ts';
import type { ExitCode, Io } from './define-command.ts';
import { callEngine, findEngine, troubleLines } from './engine-call.ts';

/** Says first for whom the runs are. */
export async function decideHeld(
  [id, ...others]: readonly string[],
  decision: 'release' | 'drop',
  { json, io }: { json: boolean; io: Io },
): Promise<ExitCode> {
  if (id === undefined || others.length > 0) {
    io.err(`larder recipe ${decision} ID: which recipe? One at a time.`);
    return 2;
  }
  const engine = await findEngine();
  if ('message' in engine) {
    io.err(engine.message);
    return 2;
  }
  const path = `/recipes/${encodeURIComponent(id)}/held`;
  const asked = await callEngine(engine.control, 'GET', path);
  const answer = 'status' in asked ? await callEngine(engine.control, 'POST', path, { decision }) : asked;
  if (!('status' in asked) || !('status' in answer)) {
    if (!('status' in answer)) troubleLines(answer).forEach(io.err);
    return 1;
  }
  const { who, since } = heldSchema.parse(asked.body);
  const { runs } = heldDecidedSchema.parse(answer.body);
  if (json) io.out(JSON.stringify({ recipeId: id, decision, runs, since, who }));
  else if (runs === 0) io.out(`No run of ${id} was held.`);
  else {
    const names = who.map(({ name }) => name).join(', ');
    io.out(
      `${runs} run(s) ${decision === 'release' ? 'begin' : 'were dropped'}: ${names}${runs > who.length ? ', …' : ''}`,
    );
  }
  return 0;
}
