/** One question to the engine and its parsed answer, or in words what went wrong. */
import type { z } from 'zod';
import { problemSchema, PROTOCOL, PROTOCOL_HEADER } from '../../shared/model/wire.ts';

/** Whom to ask, and as whom. */
export interface Connection {
  /** `http://127.0.0.1:7420` */
  engine: string;
  token?: string;
  fetch: typeof fetch;
}

/** Why the engine could not be used. */
export type Trouble =
  /** No answer, or one that will be another in a while: try again. */
  | 'away'
  /** The token is not, or no longer, good: pair again. */
  | 'unpaired'
  /** The two sides don't speak the same protocol: update one. */
  | 'protocol'
  /** The engine understood and said no. */
  | 'refused'
  /** Something answered that is no Larder engine. */
  | 'stranger';

/** An answer that is none. The message is for a person. */
export class EngineError extends Error {
  readonly trouble: Trouble;
  /** What is wrong with which part of what was sent. */
  readonly issues: readonly { path: string; message: string }[];
  constructor(
    trouble: Trouble,
    message: string,
    options: ErrorOptions & { issues?: readonly { path: string; message: string }[] } = {},
  ) {
    super(message, options);
    this.name = 'EngineError';
    this.trouble = trouble;
    this.issues = options.issues ?? [];
  }
}

/** Longer than any answer takes; a push of 500 mutations on a slow disk included. */
const TIMEOUT_MS = 20_000;

/** What a question carries. */
export interface Asked {
  body?: unknown;
  accept?: string;
  signal?: AbortSignal;
}

/** @throws EngineError, also when the answer is not of this shape */
export async function ask<T>(
  connection: Connection,
  method: string,
  path: string,
  schema: z.ZodType<T>,
  asked: Asked,
): Promise<T> {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  const signal = asked.signal === undefined ? limit : AbortSignal.any([asked.signal, limit]);
  const response = await request(connection, method, path, { ...asked, signal });
  const text = await response.text().catch((error: unknown) => {
    throw new EngineError('away', away(connection), { cause: error });
  });
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) throw new EngineError('stranger', notLarder(connection), { cause: parsed.error });
  return parsed.data;
}

/** @throws EngineError when the answer is no success */
export async function request(connection: Connection, method: string, path: string, asked: Asked): Promise<Response> {
  const headers: Record<string, string> = {
    [PROTOCOL_HEADER]: String(PROTOCOL),
    accept: asked.accept ?? 'application/json',
  };
  if (connection.token !== undefined) headers['authorization'] = `Bearer ${connection.token}`;
  if (asked.body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method, headers, cache: 'no-store', credentials: 'omit', redirect: 'error' };
  if (asked.body !== undefined) init.body = JSON.stringify(asked.body);
  if (asked.signal !== undefined) init.signal = asked.signal;
  const response = await connection.fetch(connection.engine + path, init).catch((error: unknown) => {
    throw new EngineError('away', away(connection), { cause: error });
  });
  if (!response.ok) throw await problemOf(connection, response);
  return response;
}

async function problemOf(connection: Connection, response: Response): Promise<EngineError> {
  const text = await response.text().catch(() => '');
  const parsed = problemSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    const trouble: Trouble = response.status >= 500 ? 'away' : 'stranger';
    return new EngineError(trouble, trouble === 'away' ? away(connection) : notLarder(connection));
  }
  const { code, message, issues = [] } = parsed.data;
  if (code === 'unauthorised') return new EngineError('unpaired', message);
  if (code === 'protocol') return new EngineError('protocol', message);
  const passing = response.status >= 500 || response.status === 429;
  return new EngineError(passing ? 'away' : 'refused', message, { issues });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const hostOf = ({ engine }: Connection) => new URL(engine).host;
const away = (connection: Connection) => `The engine at ${hostOf(connection)} does not answer.`;
export const notLarder = (connection: Connection) => `What answers at ${hostOf(connection)} is not a Larder engine.`;
