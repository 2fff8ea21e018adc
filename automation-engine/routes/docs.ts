/**
 * The API for people who write programs: /openapi.json, and /docs to read it. The reader (Swagger UI) comes from our own disk; the page
 * may run nothing else and send nothing anywhere.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { mutationSchema } from '../../shared/model/mutation.ts';
import { traceLineSchema } from '../../shared/model/wire.ts';
import type { AppEnv, AppParts } from '../app-parts.ts';
import { newRoutes } from './new-routes.ts';

const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** Swagger UI sets style attributes and shows images from data: addresses; nothing else is let in. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Larder: the engine's API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/** The page is for reading: a token never has to be typed into it. */
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', supportedSubmitMethods: [], validatorUrl: null });
`;

/** @param describe makes the document; it is asked once */
export function docRoutes({ version }: Pick<AppParts, 'version'>, describe: (head: ApiHead) => object) {
  let document: object | undefined;
  const routes = newRoutes();
  routes.get('/openapi.json', (c) => c.json((document ??= describe(headOf(version)))));
  routes.get('/docs', (c) => page(c, PAGE, 'text/html; charset=utf-8'));
  routes.get('/docs/start.js', (c) => page(c, START, 'text/javascript; charset=utf-8'));
  for (const [name, type] of Object.entries(ASSETS)) {
    routes.get(`/docs/${name}`, async (c) => page(c, await readFile(assetPath(name)), type));
  }
  return routes;
}

// A type, not an interface: OpenAPI objects are open to x-… members, and only a type can be taken for one.
type ApiHead = {
  openapi: string;
  info: { title: string; version: string; description: string; license: { name: string } };
};

const headOf = (version: string): ApiHead => ({
  openapi: '3.1.0',
  info: {
    title: 'Larder automation engine',
    version,
    license: { name: 'MIT' },
    description:
      'What the browser extension and the engine say to each other. Every request but /hello and /pairings carries a device’s token; ' +
      'every error answer is a Problem.',
  },
});

// Any JSON value contains JSON values, and the generator of the document would follow that for ever.
for (const anyJson of [mutationSchema.shape.fields.valueType, traceLineSchema.shape.data.unwrap()]) {
  z.globalRegistry.add(anyJson, {
    type: ['string', 'number', 'boolean', 'object', 'array', 'null'],
    description: 'Any JSON value',
  });
}

const assetPath = (name: string) =>
  join(dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')), name);

function page(c: Context<AppEnv>, body: string | Uint8Array, type: string): Response {
  c.header('content-type', type);
  c.header('content-security-policy', POLICY);
  return c.body(typeof body === 'string' ? body : new Uint8Array(body));
}
