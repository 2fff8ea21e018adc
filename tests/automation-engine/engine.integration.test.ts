import { spawnSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig, type Config } from '../../automation-engine/config.ts';
import type { Log } from '../../automation-engine/core.ts';
import type { Engine } from '../../automation-engine/engine.ts';
import { startEngine } from '../../automation-engine/main.ts';
import { StartRefused } from '../../automation-engine/start-refused.ts';
import { helloSchema } from '../../shared/model/wire.ts';
import { makeFolder } from './temporary-folder.ts';

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

async function configOf(env: Record<string, string>): Promise<Config> {
  const read = readConfig({ LARDER_DATA: join(await makeFolder(), 'data'), LARDER_PORT: '0', ...env });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

async function start(config: Config): Promise<Engine> {
  const libraryFolder = await makeFolder();
  const engine = await startEngine(config, { log: quiet, libraryFolder });
  onTestFinished(() => engine.stop());
  return engine;
}

describe('an engine in this process', () => {
  it('may be stopped more than once, at the same time too, and started again on the same folder', async () => {
    const config = await configOf({});
    const first = await start(config);
    await Promise.all([first.stop(), first.stop()]);
    await first.stop();
    const second = await start(config);
    expect((await fetch(`${second.url}/hello`)).status).toBe(200);
  });

  it('leaves nothing open when it could not start: the folder is free, and so is the port', async () => {
    const holder = await start(await configOf({}));
    const config = await configOf({});
    const { port } = new URL(holder.url);
    const refused = await startEngine({ ...config, port: Number(port) }, { log: quiet }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(StartRefused);
    expect(refused).toMatchObject({ reason: 'port-taken' });
    const engine = await start(config);
    await engine.stop();
    await holder.stop();
    await start({ ...config, port: Number(port) });
  });

  it('is refused a folder that another engine in this process has', async () => {
    const config = await configOf({});
    await start(config);
    await expect(startEngine(config, { log: quiet })).rejects.toMatchObject({ reason: 'folder-in-use' });
  });

  it('makes its data folder, with what lies on the way to it', async () => {
    const folder = join(await makeFolder(), 'a', 'b');
    const engine = await start(await configOf({ LARDER_DATA: folder }));
    expect(JSON.parse(await readFile(join(folder, 'control.json'), 'utf8'))).toMatchObject({
      url: engine.url,
      pid: process.pid,
    });
  });

  it('serves https with the owner’s certificate', async (ctx) => {
    const folder = await makeFolder();
    await mkdir(folder, { recursive: true });
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const subject = ['-subj', '/CN=crm.globex.test', '-addext', 'subjectAltName=DNS:crm.globex.test'];
    const made = spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      cert,
      ...subject,
    ]);
    if (made.status !== 0) return ctx.skip('there is no openssl to make a certificate with');
    const engine = await start(
      await configOf({ LARDER_TLS_CERT: cert, LARDER_TLS_KEY: key, LARDER_ALLOWED_HOSTS: 'crm.globex.test' }),
    );
    expect(engine.url).toMatch(/^https:/);
    const { port } = new URL(engine.url);
    const ca = await readFile(cert);
    const body = await new Promise<string>((resolve, reject) => {
      request(
        {
          host: '127.0.0.1',
          port,
          path: '/hello',
          servername: 'crm.globex.test',
          headers: { host: 'crm.globex.test' },
          ca,
        },
        (answer) => {
          let text = '';
          answer.on('data', (data) => (text += String(data)));
          answer.on('end', () => resolve(text));
        },
      )
        .on('error', reject)
        .end();
    });
    expect(helloSchema.parse(JSON.parse(body)).product).toBe('larder');
  });

  it('behind a proxy answers that proxy and this machine, and cuts everyone else off', async (ctx) => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal)?.address;
    if (outside === undefined) return ctx.skip('this machine has no address but its own');
    const ask = async (proxy: string) => {
      const engine = await start(
        await configOf({ LARDER_HOST: '0.0.0.0', LARDER_TRUSTED_PROXY: proxy, LARDER_ALLOWED_HOSTS: outside }),
      );
      const { port } = new URL(engine.url);
      expect((await fetch(`http://127.0.0.1:${port}/hello`)).status).toBe(200);
      return await fetch(`http://${outside}:${port}/hello`).then(
        (answer) => answer.status,
        () => 'cut off',
      );
    };
    expect(await ask('203.0.113.9')).toBe('cut off');
    expect(await ask(`203.0.113.9, ${outside}`)).toBe(200);
  });
});
