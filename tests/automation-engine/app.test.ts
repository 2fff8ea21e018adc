import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { helloSchema } from '../../shared/model/wire.ts';
import { EXTENSION, problemOf, startApp, type TestApp } from './routes/start-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

describe('who is answered', () => {
  it('greets anyone who uses one of its own names', async () => {
    for (const host of ['127.0.0.1:7420', 'localhost:7420', '[::1]:7420', 'CRM.globex.test']) {
      const answer = await app.ask('GET', '/hello', { headers: { host } });
      expect(helloSchema.parse(answer.body).engineId).toBe(app.core.engineId);
    }
  });

  it.each(['evil.test:7420', '127.0.0.1:80', '127.0.0.1', 'localhost.evil.test:7420'])(
    'refuses the foreign host %s',
    async (host) => {
      const answer = await app.ask('GET', '/hello', { headers: { host } });
      expect(answer.status).toBe(421);
      expect(problemOf(answer).code).toBe('foreign-host');
      expect(problemOf(answer).message).toContain('LARDER_ALLOWED_HOSTS');
    },
  );

  it.each([
    'https://evil.test',
    'null',
    'http://127.0.0.1:8080',
    'chrome-extension://short',
    'http://localhost:7420.evil.test',
  ])('refuses the foreign origin %s, and lets it read nothing', async (origin) => {
    const answer = await app.ask('GET', '/hello', { headers: { origin } });
    expect(answer.status).toBe(403);
    expect(problemOf(answer).code).toBe('foreign-origin');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('lets a page of its own read, but change nothing', async () => {
    const headers = { origin: 'http://127.0.0.1:7420' };
    expect((await app.ask('GET', '/openapi.json', { headers })).status).toBe(200);
    expect(
      problemOf(await app.ask('POST', '/pairings', { headers, body: { code: 'AAAA-AAAA', deviceName: 'x' } })).code,
    ).toBe('foreign-origin');
  });

  it('answers the preflight of an extension, private network included', async () => {
    const answer = await app.fetch('/mutations', {
      method: 'OPTIONS',
      headers: {
        origin: EXTENSION,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, content-type, larder-protocol',
        'access-control-request-private-network': 'true',
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(EXTENSION);
    expect(answer.headers.get('access-control-allow-headers')).toBe('authorization, content-type, larder-protocol');
    expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
    expect(answer.headers.get('access-control-allow-private-network')).toBe('true');
    expect(answer.headers.get('vary')).toBe('Origin');
  });

  it('lets an extension read errors too', async () => {
    const answer = await app.ask('GET', '/recipes', { headers: { origin: EXTENSION } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe(EXTENSION);
  });
});

describe('what is refused before it is looked at', () => {
  it('says which protocol it speaks to a device that speaks another', async () => {
    const answer = await app.ask('GET', '/hello', { headers: { 'larder-protocol': '99' } });
    expect(answer.status).toBe(426);
    expect(problemOf(answer)).toMatchObject({ code: 'protocol', protocol: { min: 1, max: 1 } });
    expect(problemOf(answer).message).toContain('update the engine');
    expect((await app.ask('GET', '/hello', { headers: { 'larder-protocol': '1' } })).status).toBe(200);
  });

  it('refuses a body of more than 5 MB', async () => {
    const { token } = await app.pair();
    const answer = await app.ask('POST', '/mutations', { token, body: { mutations: ['x'.repeat(5 * 1024 * 1024)] } });
    expect(answer.status).toBe(413);
    expect(problemOf(answer).code).toBe('too-large');
  });

  it.each([
    ['no token', undefined, 'pair the device first'],
    ['a wrong token', 'wrong', 'not known'],
  ])('refuses %s, in words', async (_case, token, words) => {
    const answer = await app.ask('GET', '/changes', token === undefined ? {} : { token });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    expect(problemOf(answer)).toMatchObject({ code: 'unauthorised' });
    expect(problemOf(answer).message).toContain(words);
  });

  it('says what is wrong with a body that is no JSON, or is of another form', async () => {
    const { token } = await app.pair();
    const broken = await app.fetch('/mutations', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"mutations": [',
    });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ code: 'bad-request' });
    const untyped = await app.fetch('/mutations', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: 'x',
    });
    expect(await untyped.json()).toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('application/json'),
    });
    const answer = await app.ask('POST', '/mutations', { token, body: { mutations: {} } });
    expect(problemOf(answer)).toMatchObject({ code: 'bad-request', issues: [{ path: 'mutations' }] });
  });

  it('needs a token even for what is not there', async () => {
    expect((await app.ask('GET', '/secrets')).status).toBe(401);
    const { token } = await app.pair();
    expect(problemOf(await app.ask('GET', '/secrets', { token })).code).toBe('not-found');
  });

  it('refuses new requests while it stops', async () => {
    app.stop.abort();
    expect(problemOf(await app.ask('GET', '/hello'))).toMatchObject({ code: 'unavailable' });
  });
});

describe('the API document', () => {
  it('is OpenAPI 3.1, and names every route', async () => {
    const answer = await app.ask('GET', '/openapi.json');
    expect(answer.body).toMatchObject({ openapi: '3.1.0', info: { version: '0.0.0-test' } });
    const { paths } = answer.body as { paths: Record<string, object> };
    expect(Object.keys(paths).sort()).toEqual([
      '/automation',
      '/buttons',
      '/changes',
      '/changes/stream',
      '/devices',
      '/devices/{id}',
      '/drafts',
      '/drafts/{id}',
      '/health',
      '/health/automation',
      '/hello',
      '/hooks/{name}',
      '/lists',
      '/lists/{file}',
      '/lists/{name}',
      '/mails',
      '/mails/{id}/resolution',
      '/mutations',
      '/pairing-codes',
      '/pairings',
      '/recipes',
      '/recipes/{id}/enable',
      '/recipes/{id}/enrolment',
      '/recipes/{id}/held',
      '/recipes/{id}/inputs',
      '/recipes/{id}/preview',
      '/recipes/{id}/retries',
      '/recipes/{id}/simulations',
      '/recipes/{id}/state',
      '/recipes/{id}/timeline',
      '/recipes/{id}/why-not',
      '/runs',
      '/runs/{id}',
      '/runs/{id}/{act}',
      '/segments',
      '/segments/check',
      '/segments/{slug}',
      '/segments/{slug}/members',
      '/simulations/{id}',
    ]);
  });

  it('has a page to read it that runs nothing from elsewhere', async () => {
    const page = await app.fetch('/docs');
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; /);
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      expect(link).toMatch(/^\/docs\//);
      expect((await app.fetch(link)).status).toBe(200);
    }
  });
});
