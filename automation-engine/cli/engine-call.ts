/** How the command line talks to the running engine: see pairing/control-file.ts. */
import { PROTOCOL, PROTOCOL_HEADER, problemSchema, type Problem } from '../../shared/model/wire.ts';
import { readConfig } from '../config.ts';
import type { ExitCode, Io } from './define-command.ts';
import { readControl, type Control } from '../pairing/control-file.ts';

export type Answer = { status: number; body: unknown } | { problem: Problem } | { unreachable: string };

/** The engine on the usual data folder, or why there is none to talk to. */
export async function findEngine(): Promise<{ control: Control } | { message: string }> {
  const read = readConfig();
  if ('problems' in read)
    return { message: read.problems.map(({ name, message }) => `${name}: ${message}`).join('\n') };
  const control = await readControl(read.config.dataFolder);
  if (control !== undefined) return { control };
  return {
    message: `The engine is not running on ${read.config.dataFolder}. Start it with "npm start", then say this again.`,
  };
}

export async function callEngine(
  { url, token }: Control,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        [PROTOCOL_HEADER]: String(PROTOCOL),
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    return { unreachable: `The engine at ${url} does not answer${cause}.` };
  }
  const isText = response.headers.get('content-type')?.startsWith('text/') === true;
  const answer: unknown = isText ? await response.text() : await response.json().catch(() => undefined);
  if (response.ok) return { status: response.status, body: answer };
  const problem = problemSchema.safeParse(answer);
  return problem.success
    ? { problem: problem.data }
    : { unreachable: `The engine at ${url} answered ${response.status}.` };
}

/** An answer that was no success, as lines for a person. */
export function troubleLines(answer: Exclude<Answer, { status: number }>): string[] {
  if ('unreachable' in answer) return [answer.unreachable];
  const { message, issues = [] } = answer.problem;
  return [message, ...issues.map((issue) => `    ${issue.path}: ${issue.message}`)];
}

/** Asks the running engine for a command that only shows or hands on what it says; trouble is told already. */
export async function askEngine(
  io: Io,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ body: unknown } | { code: ExitCode }> {
  const engine = await findEngine();
  if ('message' in engine) {
    io.err(engine.message);
    return { code: 2 };
  }
  const answer = await callEngine(engine.control, method, path, body);
  if ('status' in answer) return { body: answer.body };
  troubleLines(answer).forEach(io.err);
  return { code: 1 };
}
