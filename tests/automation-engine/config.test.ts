import { describe, expect, it } from 'vitest';
import { configSchema, readConfig, type Config } from '../../automation-engine/config.ts';

const linux = { platform: 'linux', home: '/home/dana' } as const;

function configOf(env: Record<string, string>, machine: Parameters<typeof readConfig>[1] = linux): Config {
  const read = readConfig(env, machine);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.config;
}
function problemsOf(env: Record<string, string>): string[] {
  const read = readConfig(env, linux);
  return 'problems' in read ? read.problems.map(({ name, message }) => `${name}: ${message}`) : [];
}

describe('the settings', () => {
  it('all have a description', () => {
    for (const [name, schema] of Object.entries(configSchema.shape))
      expect(schema.description, name).toMatch(/^.{20,}\.?$/);
  });

  it('have defaults that need nothing', () => {
    expect(configOf({})).toMatchObject({
      host: '127.0.0.1',
      port: 7420,
      dataFolder: '/home/dana/.local/share/larder',
      recipeFolders: [],
      smtpUrl: undefined,
      mailFrom: undefined,
      ownerZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      logLevel: 'info',
      logFormat: 'json',
      allowedHosts: [],
    });
  });

  it('count as not set when they are empty', () => {
    expect(configOf({ LARDER_PORT: '', LARDER_DATA: ' ', LARDER_SMTP_URL: '' })).toMatchObject({ port: 7420 });
  });

  it.each<[string, Record<string, string>, Parameters<typeof readConfig>[1], string]>([
    ['XDG_DATA_HOME', { XDG_DATA_HOME: '/data' }, linux, '/data/larder'],
    ['macOS', {}, { platform: 'darwin', home: '/Users/dana' }, '/Users/dana/Library/Application Support/Larder'],
    ['Windows', { APPDATA: '/Roaming' }, { platform: 'win32', home: '/C' }, '/Roaming/Larder'],
    ['LARDER_DATA', { LARDER_DATA: '/mine', XDG_DATA_HOME: '/data' }, linux, '/mine'],
  ])('put the data where %s says', (_case, env, machine, folder) => {
    expect(configOf(env, machine).dataFolder).toBe(folder);
  });

  it('read the sender, with and without a name', () => {
    expect(configOf({ LARDER_MAIL_FROM: 'dana@globex.test' }).mailFrom).toEqual({ address: 'dana@globex.test' });
    const named = { name: 'Dana Reyes', address: 'dana@globex.test' };
    expect(configOf({ LARDER_MAIL_FROM: 'Dana Reyes <dana@globex.test>' }).mailFrom).toEqual(named);
    expect(configOf({ LARDER_MAIL_FROM: '"Dana Reyes" <dana@globex.test>' }).mailFrom).toEqual(named);
    expect(problemsOf({ LARDER_MAIL_FROM: 'Dana' })).toEqual([expect.stringContaining('expected dana@globex.test')]);
  });

  it('are reported all at once when they are wrong, and never repeated', () => {
    const problems = problemsOf({ LARDER_PORT: '99999', LARDER_ZONE: 'Mars/Olympus', LARDER_LOG_FORMAT: 'xml' });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'LARDER_PORT',
      'LARDER_ZONE',
      'LARDER_LOG_FORMAT',
    ]);
    for (const url of ['http://me:s3cret@mail.test', 'smtp://me:s3cret%@mail.test', 's3cret']) {
      const [problem, ...rest] = problemsOf({ LARDER_SMTP_URL: url });
      expect(problem).toMatch(/^LARDER_SMTP_URL: /);
      expect(problem).not.toContain('s3cret');
      expect(rest).toEqual([]);
    }
  });

  it('do not let the engine be reached from elsewhere without TLS or a stated proxy', () => {
    for (const host of ['0.0.0.0', '192.168.1.5', '::', 'crm.globex.test']) {
      expect(problemsOf({ LARDER_HOST: host })).toEqual([expect.stringContaining('LARDER_TRUSTED_PROXY')]);
      expect(configOf({ LARDER_HOST: host, LARDER_TLS_CERT: 'c', LARDER_TLS_KEY: 'k' }).tls).toEqual({
        certFile: 'c',
        keyFile: 'k',
      });
      expect(configOf({ LARDER_HOST: host, LARDER_TRUSTED_PROXY: '10.0.0.2' }).trustedProxy?.check('10.0.0.2')).toBe(
        true,
      );
    }
    for (const host of ['127.0.0.1', '127.0.0.2', '::1', 'localhost'])
      expect(problemsOf({ LARDER_HOST: host })).toEqual([]);
  });

  it('want both TLS files or none', () => {
    expect(problemsOf({ LARDER_TLS_CERT: 'c' })).toEqual([expect.stringContaining('go together')]);
  });

  it('take networks of proxies, in both families', () => {
    const { trustedProxy } = configOf({ LARDER_TRUSTED_PROXY: '10.0.0.0/8, fd00::/8' });
    expect(trustedProxy?.check('10.9.8.7')).toBe(true);
    expect(trustedProxy?.check('11.0.0.1')).toBe(false);
    expect(trustedProxy?.check('fd12::1', 'ipv6')).toBe(true);
    expect(trustedProxy?.check('::ffff:10.1.1.1', 'ipv6')).toBe(true);
    for (const wrong of ['proxy.test', '10.0.0.0/33', '10.0.0.0/8/8', ',']) {
      expect(problemsOf({ LARDER_TRUSTED_PROXY: wrong })).toEqual([expect.stringMatching(/^LARDER_TRUSTED_PROXY/)]);
    }
  });
});
