/** What sync and pairing ask the engine. Every answer is parsed; nothing here writes to the store. */
import type { z } from 'zod';
import {
  changesSchema,
  helloSchema,
  pairedSchema,
  PROTOCOL,
  pushAnswerSchema,
  type PairRequest,
} from '../../shared/model/wire.ts';
import type { Mutation } from '../../shared/model/mutation.ts';
import { ask, EngineError, notLarder, request, type Connection } from './ask-engine.ts';
import { readEvents, type ServerEvent } from './event-stream.ts';

/** The handshake. Refuses an engine that does not speak our protocol. */
export async function hello(connection: Connection, signal?: AbortSignal): Promise<z.infer<typeof helloSchema>> {
  const answer = await ask(connection, 'GET', '/hello', helloSchema, { signal });
  const { min, max } = answer.protocol;
  if (PROTOCOL < min)
    throw new EngineError(
      'protocol',
      `The engine (${answer.version}) is newer than this extension: update the extension.`,
    );
  if (PROTOCOL > max)
    throw new EngineError(
      'protocol',
      `The engine (${answer.version}) is older than this extension: update the engine.`,
    );
  return answer;
}

export const pair = (connection: Connection, request: PairRequest) =>
  ask(connection, 'POST', '/pairings', pairedSchema, { body: request });

export const pushMutations = (connection: Connection, mutations: readonly Mutation[], signal?: AbortSignal) =>
  ask(connection, 'POST', '/mutations', pushAnswerSchema, { body: { mutations }, signal });

export const pullChanges = (connection: Connection, after: number, limit: number, signal?: AbortSignal) =>
  ask(connection, 'GET', `/changes?after=${after}&limit=${limit}`, changesSchema, { signal });

/** The feed as it grows. `opened` is called when the engine has answered. */
export async function* streamChanges(
  connection: Connection,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent[]> {
  const response = await request(connection, 'GET', `/changes/stream?after=${after}`, {
    signal,
    accept: 'text/event-stream',
  });
  if (response.body === null) throw new EngineError('stranger', notLarder(connection));
  yield [];
  yield* readEvents(response.body);
}
