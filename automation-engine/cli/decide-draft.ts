/** What `larder draft approve` and `larder draft discard` have in common. */
import type { ExitCode, Io } from './define-command.ts';
import { askEngine } from './engine-call.ts';

export async function decideDraft(
  id: string,
  decision: { decision: 'approve' | 'discard'; subject?: string; text?: string },
  { json, io }: { json: boolean; io: Io },
): Promise<ExitCode> {
  const answer = await askEngine(io, 'PUT', `/drafts/${encodeURIComponent(id)}`, decision);
  if ('code' in answer) return answer.code;
  if (json) io.out(JSON.stringify({ id, decision: decision.decision }));
  else io.out(decision.decision === 'approve' ? 'It is on its way.' : 'It is discarded. Its run goes on without it.');
  return 0;
}
