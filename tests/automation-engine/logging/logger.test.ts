import { describe, expect, it } from 'vitest';
import { createLog, type LogOptions } from '../../../automation-engine/logging/logger.ts';

function logInto(options: Pick<LogOptions, 'level' | 'format'>) {
  const lines: string[] = [];
  return { lines, log: createLog({ ...options, write: (line) => lines.push(line) }) };
}

describe('the log', () => {
  it('cuts out what could open a door, however deep it stands', () => {
    const { lines, log } = logInto({ level: 'debug', format: 'json' });
    const secret = 's3cret';
    log.info(
      {
        token: secret,
        request: { headers: { authorization: `Bearer ${secret}`, cookie: secret } },
        code: secret,
        mail: { auth: { user: 'dana', pass: secret } },
        deviceId: 'kept',
      },
      'paired',
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain(secret);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      msg: 'paired',
      token: '[cut]',
      deviceId: 'kept',
    });
  });

  it('keeps an error with its causes', () => {
    const { lines, log } = logInto({ level: 'error', format: 'json' });
    log.error({ error: new Error('outer', { cause: new Error('inner') }) }, 'failed');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: { message: 'outer', cause: { message: 'inner' } } });
  });

  it('says no more than its level', () => {
    const { lines, log } = logInto({ level: 'warn', format: 'json' });
    log.debug({}, 'a');
    log.info({}, 'b');
    log.warn({}, 'c');
    expect(lines).toHaveLength(1);
    const quiet = logInto({ level: 'silent', format: 'json' });
    quiet.log.error({}, 'd');
    expect(quiet.lines).toEqual([]);
  });

  it('writes for people when it is asked to', () => {
    const { lines, log } = logInto({ level: 'info', format: 'text' });
    log.warn({ port: 7420, url: 'http://127.0.0.1:7420', nothing: undefined }, 'the engine is ready');
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d {2}warn {3}the engine is ready {2}port=7420 {2}url=http:\/\/127\.0\.0\.1:7420\n$/,
    );
    log.error({ error: new Error('broken') }, 'a request failed');
    expect(lines[1]).toMatch(/a request failed\nError: broken\n {4}at /);
  });
});
