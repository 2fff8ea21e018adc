/** Asks the running engine one thing for a command, and tells the person when that does not work. */
import type { ExitCode, Io } from './define-command.ts';
import { callEngine, findEngine, troubleLines } from './engine-call.ts';

export async function askEngine(
  { io, json }: { io: Io; json: boolean },
  method: string,
  path: string,
  body?: unknown,
): Promise<{ body: unknown } | { failed: ExitCode }> {
  const engine = await findEngine();
  if ('message' in engine) {
    io.err(engine.message);
    return { failed: 2 };
  }
  const answer = await callEngine(engine.control, method, path, body);
  if ('status' in answer) return answer;
  if (json) io.out(JSON.stringify(answer));
  troubleLines(answer).forEach(io.err);
  return { failed: 1 };
}

/** `?a=b&c=d` of what there is. */
export const queryOf = (asked: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
};

/** `2026-03-06 10:00`, in UTC. */
export const shortTime = (at: string): string => at.slice(0, 16).replace('T', ' ');
