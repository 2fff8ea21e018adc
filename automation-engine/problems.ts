/** Errors as devices see them: every error answer is a `Problem`; what only we need to know goes into the log. */
import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import type { Problem } from '../shared/model/wire.ts';
import type { AppEnv } from './app-parts.ts';
import type { Log } from './core.ts';
import { storageTroubleOf, type StorageTrouble } from './storage/errors.ts';

type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 421 | 426 | 429 | 500 | 503 | 507;

/** Throw it anywhere behind a route. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: ProblemStatus;
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: ProblemStatus, problem: Problem, headers: Record<string, string> = {}) {
    super(problem.message);
    this.status = status;
    this.problem = problem;
    this.headers = headers;
  }
}

/** A request that does not fit its schema. */
export const invalidRequest = (error: z.core.$ZodError): ProblemError =>
  new ProblemError(400, {
    code: 'bad-request',
    message: 'the request is not of the expected form',
    issues: error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })),
  });

const STORAGE_PROBLEMS: Readonly<Record<StorageTrouble, { status: ProblemStatus; problem: Problem }>> = {
  full: {
    status: 507,
    problem: {
      code: 'storage-full',
      message:
        'The disk is full: make room on the engine’s machine. Nothing was accepted; the device keeps it and tries again.',
    },
  },
  'read-only': {
    status: 503,
    problem: {
      code: 'storage-read-only',
      message:
        'The engine’s database cannot be written: check the permissions of its data folder. Nothing was accepted; the device keeps it and tries again.',
    },
  },
  busy: {
    status: 503,
    problem: {
      code: 'unavailable',
      message: 'The engine’s database is busy. Nothing was accepted; the device tries again.',
    },
  },
  broken: {
    status: 503,
    problem: {
      code: 'unavailable',
      message:
        'The engine’s database cannot be used: its log says why. Nothing was accepted; the device keeps it and tries again.',
    },
  },
};

/** The one error handler: turns whatever was thrown into a Problem, and logs what it must not say. */
export function problemHandler(log: Log): ErrorHandler<AppEnv> {
  return function answerProblem(error, c) {
    const { status, problem, headers } = problemOf(error);
    const details = { requestId: c.get('requestId'), path: c.req.path };
    const trouble = storageTroubleOf(error);
    // A full disk needs a word each time, not a stack each time: the log may be on that disk too.
    if (trouble !== undefined && trouble !== 'broken')
      log.warn({ ...details, trouble }, 'the database could not be written');
    else if (status >= 500 && !(error instanceof ProblemError)) log.error({ ...details, error }, 'a request failed');
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    return c.json(problem, status);
  };
}

export function notFound(c: Context<AppEnv>): Response {
  return c.json(
    { code: 'not-found', message: `there is nothing at ${c.req.path.slice(0, 200)}` } satisfies Problem,
    404,
  );
}

function problemOf(error: Error): Pick<ProblemError, 'status' | 'problem' | 'headers'> {
  if (error instanceof ProblemError) return error;
  if (error instanceof HTTPException && error.status < 500) {
    const code = error.status === 413 ? 'too-large' : 'bad-request';
    const message = error.status === 415 ? 'expected a body of JSON with content-type application/json' : error.message;
    return { status: error.status === 413 ? 413 : 400, problem: { code, message }, headers: {} };
  }
  const trouble = storageTroubleOf(error);
  if (trouble !== undefined) return { ...STORAGE_PROBLEMS[trouble], headers: { 'retry-after': '10' } };
  return {
    status: 500,
    problem: { code: 'internal', message: 'The engine made a mistake: its log has the details. Nothing was changed.' },
    headers: {},
  };
}
