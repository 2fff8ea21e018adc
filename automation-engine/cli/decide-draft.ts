/** What `larder draft approve` and `larder draft discard` have in common. */
import type { ExitCode, Io } from './define-command.ts';
import { callEngine, findEngine, troubleLines } from './engine-call.ts';

export async function decideDraft(
  id: string,
  decision: { decision: 'approve' | 'discard'; subject?: string; text?: string },
  { json, io }: { json: boolean; io: Io },
): Promise<ExitCode> {
  const engine = await findEngine();
  if ('message' in engine) {
    io.err(engine.message);
    return 2;
  }
  const answer = await callEngine(engine.control, 'PUT', `/drafts/${encodeURIComponent(id)}`, decision);
  if (!('status' in answer)) {
    troubleLines(answer).forEach(io.err);
    return 1;
  }
  if (json) io.out(JSON.stringify({ id, decision: decision.decision }));
  else io.out(decision.decision === 'approve' ? 'It is on its way.' : 'It is discarded. Its run goes on without it.');
  return 0;
}
