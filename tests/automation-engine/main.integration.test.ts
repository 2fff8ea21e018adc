import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { command as pairCommand } from '../../automation-engine/cli/pair.ts';
import { createHybridClock } from '../../shared/model/hybrid-clock.ts';
import { createIds } from '../../shared/model/ids.ts';
import { changesSchema, helloSchema, pairedSchema, pushAnswerSchema } from '../../shared/model/wire.ts';
import { runToEnd, startProcess } from './engine-process.ts';
import { makeFolder } from './temporary-folder.ts';

const newId = createIds({ now: () => Date.now(), random: (bytes) => crypto.getRandomValues(bytes) });
const isRoot = process.getuid?.() === 0;

async function pairWith(url: string, code: string | undefined) {
  const answer = await fetch(`${url}/pairings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, deviceName: 'a test' }),
  });
  return pairedSchema.parse(await answer.json());
}

async function pushContact(url: string, token: string, name: string) {
  const clock = createHybridClock({ now: () => Date.now(), device: newId() });
  const mutation = { id: newId(), kind: 'contact', recordId: newId(), fields: { name }, stamp: clock.tick() };
  const answer = await fetch(`${url}/mutations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ mutations: [mutation] }),
  });
  return pushAnswerSchema.parse(await answer.json()).results[0];
}

describe('the engine as a process', () => {
  it('says where it is and how to pair, answers, and ends with 0 when it is asked to', async () => {
    const engine = await startProcess({ LARDER_DATA: await makeFolder() });
    const hello = helloSchema.parse(await (await fetch(`${engine.url}/hello`)).json());
    expect(hello.product).toBe('larder');
    const { token, role } = await pairWith(engine.url, engine.pairingCode);
    expect(role).toBe('owner');
    const stream = await fetch(`${engine.url}/changes/stream`, { headers: { authorization: `Bearer ${token}` } });
    const streamed = stream.text();
    expect(await pushContact(engine.url, token, 'Dana')).toMatchObject({ status: 'accepted' });
    engine.kill('SIGTERM');
    expect(await engine.ended).toMatchObject({ code: 0, stderr: '' });
    // The stream came to its own end, it was not cut.
    expect(await streamed).toContain('"name":"Dana"');
  });

  it('keeps what it accepted, its id and its devices through kill -9, and its folder is free at once', async () => {
    const LARDER_DATA = await makeFolder();
    const first = await startProcess({ LARDER_DATA });
    const { token, engineId } = await pairWith(first.url, first.pairingCode);
    const pushed = Promise.all(
      Array.from({ length: 30 }, (_, at) => pushContact(first.url, token, `Person ${at}`).catch(() => undefined)),
    );
    await pushContact(first.url, token, 'Dana');
    first.kill('SIGKILL');
    const accepted = (await pushed).filter((result) => result?.status === 'accepted').map((result) => result?.id);
    await first.ended;

    const second = await startProcess({ LARDER_DATA });
    expect(second.pairingCode).toBeUndefined(); // somebody is paired, so nobody is invited
    expect(helloSchema.parse(await (await fetch(`${second.url}/hello`)).json()).engineId).toBe(engineId);
    const pulled = changesSchema.parse(
      await (await fetch(`${second.url}/changes`, { headers: { authorization: `Bearer ${token}` } })).json(),
    );
    expect(pulled.changes.map((change) => change.mutation.id)).toEqual(expect.arrayContaining(accepted));
    expect(pulled.changes.map((change) => change.mutation.fields['name'])).toContain('Dana');
  });

  it('takes two signals at the same moment for one, and ends at once at a later second one', async () => {
    const both = await startProcess({ LARDER_DATA: await makeFolder() });
    both.kill('SIGINT');
    both.kill('SIGTERM');
    expect(await both.ended).toMatchObject({ code: 0, signal: null, stderr: '' });

    const held = await startProcess({ LARDER_DATA: await makeFolder() });
    // A request whose body never comes keeps the engine waiting for as long as it is patient.
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) });
    const never = fetch(`${held.url}/pairings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit).catch(() => undefined);
    await fetch(`${held.url}/hello`);
    const began = performance.now();
    held.kill('SIGTERM');
    await pause(600); // longer than what counts as one signal
    held.kill('SIGTERM');
    expect(await held.ended).toMatchObject({ code: 0 });
    expect(performance.now() - began).toBeLessThan(2_500);
    await never;
  });

  it('refuses a foreign Host on the real port', async () => {
    const engine = await startProcess({ LARDER_DATA: await makeFolder() });
    const { port } = new URL(engine.url);
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path: '/hello', headers: { host: `evil.test:${port}` } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it('lets the command line make a code, through a file that only its user can read', async () => {
    const LARDER_DATA = await makeFolder();
    const engine = await startProcess({ LARDER_DATA });
    const file = join(LARDER_DATA, 'control.json');
    const others = (await stat(file)).mode & 0o077;
    expect(process.platform === 'win32' ? 0 : others).toBe(0); // Windows keeps no such bits
    const before = process.env['LARDER_DATA'];
    process.env['LARDER_DATA'] = LARDER_DATA;
    onTestFinished(() => {
      if (before === undefined) delete process.env['LARDER_DATA'];
      else process.env['LARDER_DATA'] = before;
    });
    const said: string[] = [];
    const io = { out: (line: string) => said.push(line), err: (line: string) => said.push(line) };
    expect(await pairCommand.run(['manager'], { json: true, io })).toBe(0);
    const answer = JSON.parse(said[0] ?? '') as { code: string; engine: string };
    expect(answer.engine).toBe(engine.url);
    expect((await pairWith(engine.url, answer.code)).role).toBe('manager');
    engine.kill('SIGTERM');
    await engine.ended;
    expect(await pairCommand.run([], { json: false, io })).toBe(2);
    expect(said.at(-1)).toContain('not running');
    expect(await readFile(file, 'utf8').catch(() => 'gone')).toBe('gone');
  });
});

describe('an engine that cannot start says why and what to do', () => {
  it('when its port is taken by another engine', async () => {
    const engine = await startProcess({ LARDER_DATA: await makeFolder() });
    const end = await runToEnd({ LARDER_DATA: await makeFolder(), LARDER_PORT: new URL(engine.url).port });
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/taken by another Larder engine \(version .*LARDER_PORT/);
  });

  it('when its port is taken by another program', async () => {
    const server = createServer((_request, answer) => answer.end('hello from somebody else')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const end = await runToEnd({
      LARDER_DATA: await makeFolder(),
      LARDER_PORT: String((server.address() as AddressInfo).port),
    });
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/taken by another program.*LARDER_PORT/);
  });

  it('when another engine has the data folder', async () => {
    const LARDER_DATA = await makeFolder();
    const engine = await startProcess({ LARDER_DATA });
    const end = await runToEnd({ LARDER_DATA });
    expect(end.code).toBe(1);
    expect(end.stderr).toContain(`in use by another Larder engine (process ${engine.pid} at ${engine.url})`);
    expect(end.stderr).toContain('LARDER_DATA');
    expect((await fetch(`${engine.url}/hello`)).status).toBe(200);
  });

  it('when there is a file in the place of the data folder', async () => {
    const file = join(await makeFolder(), 'larder');
    await writeFile(file, '');
    const end = await runToEnd({ LARDER_DATA: file });
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/there is a file in its place.*LARDER_DATA/);
  });

  it('when the data folder cannot be written', async (ctx) => {
    if (process.platform === 'win32') ctx.skip('Windows has no such permissions');
    if (isRoot && process.platform !== 'linux') ctx.skip('root may write anywhere, and only Linux has setpriv');
    const folder = await makeFolder();
    await chmod(folder, 0o555);
    // Root may write anywhere, so root lays that right down. It stays root, or it might not be let into the checkout.
    const rights = '-dac_override,-dac_read_search';
    const wrap = isRoot ? ['setpriv', `--bounding-set=${rights}`, `--inh-caps=${rights}`] : [];
    const end = await runToEnd({ LARDER_DATA: folder }, { wrap });
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/cannot be written: change its permissions.*LARDER_DATA/);
  });

  it('when its database is none', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'larder.db'), 'a letter, not a database\n'.repeat(500));
    const end = await runToEnd({ LARDER_DATA: folder });
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/damaged or no database/);
  });

  it('when its settings are wrong: all of them at once, and no password in the message', async () => {
    const end = await runToEnd({ LARDER_PORT: 'http', LARDER_ZONE: 'Mars/Olympus', LARDER_LOG_LEVEL: 'loud' });
    expect(end.code).toBe(1);
    for (const name of ['LARDER_PORT', 'LARDER_ZONE', 'LARDER_LOG_LEVEL']) expect(end.stderr).toContain(name);
    const open = await runToEnd({ LARDER_HOST: '0.0.0.0', LARDER_SMTP_URL: 'smtp://me:s3cret%@mail.test' });
    expect(open.stderr).toMatch(/LARDER_HOST: .*LARDER_TLS_CERT/);
    expect(open.stderr).toContain('LARDER_SMTP_URL');
    expect(open.stderr).not.toContain('s3cret');
  });

  it('when its TLS files are not there', async () => {
    const end = await runToEnd({
      LARDER_DATA: await makeFolder(),
      LARDER_TLS_CERT: '/nowhere.pem',
      LARDER_TLS_KEY: '/nowhere.key',
    });
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/TLS files.*cannot be read/);
  });
});
