/** How routes describe their answers in the OpenAPI document. */
import type { z } from '@hono/zod-openapi';
import { problemSchema } from '../../shared/model/wire.ts';

/** A JSON answer of this form; anything else is a Problem. */
export const answers = <S extends z.ZodType, const Status extends 200 | 201 = 200>(
  schema: S,
  description: string,
  status?: Status,
) => {
  const json = { description, content: { 'application/json': { schema } } };
  return { [status ?? 200]: json, default: problemAnswer } as Record<Status, typeof json> & {
    default: typeof problemAnswer;
  };
};

export const problemAnswer = {
  description: 'A problem: what happened and what to do.',
  content: { 'application/json': { schema: problemSchema } },
};

/** A JSON body that must be there. */
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

/** For routes that need the token of a device. */
export const BY_TOKEN = [{ token: [] }];
