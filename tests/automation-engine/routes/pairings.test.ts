import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CODE_LIFE_MS, createPairingCode } from '../../../automation-engine/pairing/pairing.ts';
import { pairedSchema } from '../../../shared/model/wire.ts';
import { CONTROL_TOKEN, EXTENSION, problemOf, startApp, type TestApp } from './start-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const tryCode = (code: string, headers?: Record<string, string>) =>
  app.ask('POST', '/pairings', { body: { code, deviceName: 'Chrome' }, ...(headers === undefined ? {} : { headers }) });
const waitAMinute = () => app.core.clock.moveTo(app.core.clock.now() + 60_000, async () => {});

describe('pairing', () => {
  it('makes codes of eight characters in two groups, without look-alikes', async () => {
    for (let at = 0; at < 50; at++)
      expect((await createPairingCode(app.core)).code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('trades a code for a token, and keeps neither', async () => {
    const { code } = await createPairingCode(app.core);
    const answer = await tryCode(code);
    expect(answer.status).toBe(201);
    const paired = pairedSchema.parse(answer.body);
    expect(paired.engineId).toBe(app.core.engineId);
    expect(Buffer.from(paired.token, 'base64url')).toHaveLength(32);
    expect((await app.ask('GET', '/changes', { token: paired.token })).status).toBe(200);
    const kept = JSON.stringify([
      await app.core.db.selectFrom('devices').selectAll().execute(),
      await app.core.db.selectFrom('pairing_codes').selectAll().execute(),
    ]);
    expect(kept).not.toContain(paired.token);
    expect(kept).not.toContain(code.replace('-', ''));
  });

  it('forgives small letters, a missing dash, and letters that look like digits', async () => {
    const { code } = await createPairingCode(app.core);
    const typed = code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await tryCode(typed)).status).toBe(201);
  });

  it('takes a code once', async () => {
    const { code } = await createPairingCode(app.core);
    expect((await tryCode(code)).status).toBe(201);
    const again = await tryCode(code);
    expect(again.status).toBe(403);
    expect(problemOf(again).message).toContain('larder pair');
  });

  it('gives one token when two devices use a code at the same moment', async () => {
    const { code } = await createPairingCode(app.core);
    const answers = await Promise.all([tryCode(code), tryCode(code), tryCode(code)]);
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([201, 403, 403]);
  });

  it('takes no code that is older than ten minutes', async () => {
    const { code } = await createPairingCode(app.core);
    await app.core.clock.moveTo(app.core.clock.now() + CODE_LIFE_MS, async () => {});
    expect((await tryCode(code)).status).toBe(403);
  });

  it('lets every code die after five wrong guesses, in whatever sessions they were made', async () => {
    const codes = [(await createPairingCode(app.core)).code, (await createPairingCode(app.core)).code];
    for (let guess = 0; guess < 5; guess++) {
      expect((await tryCode(`AAAA-AAA${guess}`)).status).toBe(403);
      await waitAMinute();
    }
    for (const code of codes) expect((await tryCode(code)).status).toBe(403);
    const { code } = await createPairingCode(app.core);
    expect((await tryCode(code)).status).toBe(201);
  });

  it('lets the right code through after four wrong guesses', async () => {
    const { code } = await createPairingCode(app.core);
    for (let guess = 0; guess < 4; guess++) await tryCode(`AAAA-AAA${guess}`);
    expect((await tryCode(code)).status).toBe(201);
  });

  it('slows down whoever tries often, whatever codes there are, and says how long to wait', async () => {
    const tries = await Promise.all(Array.from({ length: 14 }, (_, at) => tryCode(`AAAA-AA${10 + at}`)));
    const statuses = tries.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 403)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    const slow = tries.find((answer) => answer.status === 429)!;
    expect(problemOf(slow).code).toBe('too-many');
    expect(slow.headers.get('retry-after')).toBe('60');
    await waitAMinute();
    expect((await tryCode((await createPairingCode(app.core)).code)).status).toBe(201);
  });

  it('makes the first device the owner, those after it sellers, and a chosen role what was chosen', async () => {
    expect((await app.pair()).role).toBe('owner');
    expect((await app.pair()).role).toBe('seller');
    expect((await app.pair('viewer')).role).toBe('viewer');
  });

  it('makes a device the owner when the last owner was removed, so that nobody is locked out', async () => {
    const first = await app.pair();
    await app.ask('DELETE', `/devices/${first.deviceId}`, { token: first.token });
    expect((await app.pair()).role).toBe('owner');
  });
});

describe('new codes', () => {
  it('are made for owners and for the command line, and for nobody else', async () => {
    const owner = await app.pair();
    const seller = await app.pair();
    const make = (token: string, body = {}) => app.ask('POST', '/pairing-codes', { token, body });
    expect(await make(owner.token)).toMatchObject({
      status: 201,
      body: { code: expect.any(String), expiresAt: '2026-03-06T10:10:00.000Z' },
    });
    expect(problemOf(await make(seller.token))).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('owner'),
    });
    const { body } = await make(CONTROL_TOKEN, { role: 'manager' });
    expect((await tryCode((body as { code: string }).code)).body).toMatchObject({ role: 'manager' });
  });

  it('refuses the command line’s token from a browser', async () => {
    const answer = await app.ask('POST', '/pairing-codes', {
      token: CONTROL_TOKEN,
      body: {},
      headers: { origin: EXTENSION },
    });
    expect(problemOf(answer).code).toBe('foreign-origin');
  });
});

describe('a token', () => {
  it('is of no use to another extension than the one that paired', async () => {
    const { token } = await app.pair('seller', EXTENSION);
    const ask = (headers?: Record<string, string>) =>
      app.ask('GET', '/recipes', { token, ...(headers === undefined ? {} : { headers }) });
    expect((await ask({ origin: EXTENSION })).status).toBe(200);
    const other = await ask({ origin: `chrome-extension://${'p'.repeat(32)}` });
    expect(problemOf(other).code).toBe('foreign-origin');
    // Chrome leaves Origin out of an extension's GET to a site that it has leave for.
    expect((await ask()).status).toBe(200);
  });

  it('of a program is of no use in a browser', async () => {
    const { token } = await app.pair();
    expect(problemOf(await app.ask('GET', '/recipes', { token, headers: { origin: EXTENSION } })).code).toBe(
      'foreign-origin',
    );
  });
});
