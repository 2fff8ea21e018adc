/** Over a real socket: a request in chunks says no length, and the server's request objects are not those of the tests' app. */
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../../automation-engine/config.ts';
import type { Engine } from '../../../automation-engine/engine.ts';
import { startEngine } from '../../../automation-engine/main.ts';
import { readControl } from '../../../automation-engine/pairing/control-file.ts';
import { problemSchema } from '../../../shared/model/wire.ts';
import { makeFolder } from '../temporary-folder.ts';

let engine: Engine;
let token: string;
beforeAll(async () => {
  const folder = join(await makeFolder(), 'data');
  const read = readConfig({ LARDER_DATA: folder, LARDER_PORT: '0', LARDER_LOG_LEVEL: 'silent' });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  engine = await startEngine(read.config, { libraryFolder: await makeFolder() });
  token = (await readControl(folder))?.token ?? '';
});
afterAll(() => engine.stop());

const send = (method: string, path: string, chunks: readonly string[]) =>
  new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const asked = request(engine.url + path, { method, headers, agent: false }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode, body: JSON.parse(body) }), reject);
    });
    asked.on('error', reject);
    for (const chunk of chunks) asked.write(chunk);
    asked.end();
  });

it('reads a body in chunks', async () => {
  expect(await send('POST', '/mutations', ['{"mutations"', ':[]}'])).toEqual({ status: 200, body: { results: [] } });
  expect(await send('PUT', '/automation', ['{"running":', 'true}'])).toMatchObject({ status: 200 });
});

it.each(['POST', 'PUT'])('refuses one of more than 5 MB with %s', async (method) => {
  const chunks = Array.from({ length: 6 }, () => 'x'.repeat(1024 * 1024));
  const { status, body } = await send(method, method === 'POST' ? '/mutations' : '/automation', ['{"a":"', ...chunks]);
  expect(status).toBe(413);
  expect(problemSchema.parse(body).code).toBe('too-large');
});
