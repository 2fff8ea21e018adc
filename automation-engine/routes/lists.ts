/** The lists that recipes fill, as CSV files. Whoever takes people's data out of the house must be an owner or a manager. */
import { createRoute, z } from '@hono/zod-openapi';
import { slugSchema } from '../../shared/model/record.ts';
import { listListSchema } from '../../shared/model/wire.ts';
import type { AppParts } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { ProblemError } from '../problems.ts';
import { csvText } from '../records/csv-text.ts';
import { clearList, listLists, readList } from '../records/lists.ts';
import { answers, BY_TOKEN, problemAnswer } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const list = createRoute({
  method: 'get',
  path: '/lists',
  summary: 'The lists that recipes put contacts into',
  security: BY_TOKEN,
  responses: answers(listListSchema, 'By name.'),
});

const csv = createRoute({
  method: 'get',
  path: '/lists/{file}',
  summary: 'A list as a CSV file, safe to open in a spreadsheet; for owners and managers',
  security: BY_TOKEN,
  request: { params: z.object({ file: z.string().regex(/^[a-z0-9-]+\.csv$/) }) },
  responses: {
    200: {
      description: 'Without contacts who are gone or must not be contacted.',
      content: { 'text/csv': { schema: z.string() } },
    },
    default: problemAnswer,
  },
});

const clear = createRoute({
  method: 'delete',
  path: '/lists/{name}',
  summary: 'Throw a list away; for owners and managers',
  security: BY_TOKEN,
  request: { params: z.object({ name: slugSchema }) },
  responses: answers(listListSchema, 'The lists that are left.'),
});

export const listRoutes = ({ core }: AppParts) =>
  newRoutes()
    .openapi(list, async (c) => {
      requireRole(c, 'owner', 'manager');
      return c.json({ lists: await listLists(core.db) }, 200);
    })
    .openapi(csv, async (c) => {
      const { deviceId } = requireRole(c, 'owner', 'manager');
      const { file } = c.req.valid('param');
      const name = file.replace(/\.csv$/, '');
      const rows = await readList(core.db, name);
      if (rows === undefined) throw noSuchList(name);
      core.log.info({ list: name, rows: rows.length, deviceId }, 'exported a list');
      c.header('content-disposition', `attachment; filename="${file}"`);
      c.header('content-type', 'text/csv; charset=utf-8');
      return c.body(csvText(rows), 200);
    })
    .openapi(clear, async (c) => {
      const { deviceId } = requireRole(c, 'owner', 'manager');
      const { name } = c.req.valid('param');
      if (!(await clearList(core.db, name))) throw noSuchList(name);
      core.log.info({ list: name, deviceId }, 'cleared a list');
      return c.json({ lists: await listLists(core.db) }, 200);
    });

const noSuchList = (name: string) =>
  new ProblemError(404, { code: 'not-found', message: `there is no list "${name}", or nobody is in it` });
