/** Bounds what a request may send, also where it does not say how much that is (a body in chunks, RFC 9112, section 7.1). */
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-parts.ts';
import { ProblemError } from '../problems.ts';

/** A full batch of 500 mutations is far smaller. */
const BODY_MAX_BYTES = 5 * 1024 * 1024;

export const bodyLimit: MiddlewareHandler<AppEnv> = async function limitBody(c, next) {
  const { method, headers } = c.req.raw;
  // Nobody reads a body of DELETE.
  if (method === 'DELETE' || !c.req.raw.body) return next();
  const said = headers.get('content-length');
  if (said !== null && !headers.has('transfer-encoding')) {
    if (Number(said) > BODY_MAX_BYTES) throw tooLarge();
    return next();
  }
  const body = await readAll(c.req.raw.body);
  // Of its parts: the server's request is none that another could be made of.
  c.req.raw = new Request(c.req.url, { method, headers, body });
  await next();
};

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > BODY_MAX_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = () =>
  new ProblemError(413, {
    code: 'too-large',
    message: `a request may have at most ${BODY_MAX_BYTES / 1024 / 1024} MB`,
  });
