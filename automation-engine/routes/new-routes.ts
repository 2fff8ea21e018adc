/** An empty set of routes: what a request of the wrong form gets is the same everywhere. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../app-parts.ts';
import { invalidRequest } from '../problems.ts';

export const newRoutes = () =>
  new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error);
    },
  });
