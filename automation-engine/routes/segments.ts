/** Named sets of contacts: which there are, who is in them; they are made and deleted here, and recipes use them. */
import { createRoute, z } from '@hono/zod-openapi';
import { PAGE_MAX } from '../../shared/model/automation.ts';
import { idSchema } from '../../shared/model/ids.ts';
import { slugSchema, type FieldPath, type FieldValue } from '../../shared/model/record.ts';
import {
  conditionCheckedSchema,
  conditionSchema,
  memberPageSchema,
  newSegmentSchema,
  segmentListSchema,
  type SegmentSummary,
} from '../../shared/model/segment-calls.ts';
import type { AppParts, Caller } from '../app-parts.ts';
import { requireRole } from '../guards/caller.ts';
import { acceptMutations } from '../intake/accept.ts';
import { ProblemError } from '../problems.ts';
import { checkSegment } from '../recipe-language/check-segment.ts';
import { leftOverMembers } from '../records/left-over-members.ts';
import { listMembers, listSegments } from '../records/segment-list.ts';
import { letOthersWork, timeText } from '../schedule/clock.ts';
import { answers, BY_TOKEN, jsonBody } from './answers.ts';
import { newRoutes } from './new-routes.ts';

const params = z.object({ slug: slugSchema });

const list = createRoute({
  method: 'get',
  path: '/segments',
  summary: 'All segments, with how many are in each',
  security: BY_TOKEN,
  responses: answers(segmentListSchema, 'By name; of those that are being built, how far they are.'),
});

const members = createRoute({
  method: 'get',
  path: '/segments/{slug}/members',
  summary: 'Who is in a segment',
  security: BY_TOKEN,
  request: {
    params,
    query: z.object({
      after: idSchema.optional(),
      limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
    }),
  },
  responses: answers(memberPageSchema, 'Page by page.'),
});

const check = createRoute({
  method: 'post',
  path: '/segments/check',
  summary: 'What is wrong with a condition, and where',
  security: BY_TOKEN,
  request: jsonBody(conditionSchema),
  responses: answers(conditionCheckedSchema, 'Nothing is wrong with it when there are no problems.'),
});

const make = createRoute({
  method: 'post',
  path: '/segments',
  summary: 'Make a segment; for owners and managers',
  security: BY_TOKEN,
  request: jsonBody(newSegmentSchema),
  responses: answers(segmentListSchema, 'All segments. Who is in a live one is found out meanwhile.'),
});

const remove = createRoute({
  method: 'delete',
  path: '/segments/{slug}',
  summary: 'Delete a segment that no recipe needs; for owners and managers',
  security: BY_TOKEN,
  request: { params },
  responses: answers(segmentListSchema, 'The segments that are left.'),
});

export const segmentRoutes = (parts: AppParts) => {
  const { core, desk } = parts;
  const summaries = async (): Promise<SegmentSummary[]> => {
    const usersOf = (await desk?.())?.segmentUsers() ?? new Map<string, string[]>();
    return (await listSegments(core.db)).map(({ ids: _, ...segment }) => {
      const [wrong] = segment.condition === undefined ? [] : checkSegment(segment.condition);
      return {
        ...segment,
        usedBy: usersOf.get(segment.slug) ?? [],
        ...(wrong === undefined ? {} : { problem: wrong.message }),
      };
    });
  };
  return newRoutes()
    .openapi(list, async (c) => c.json({ segments: await summaries() }, 200))
    .openapi(check, (c) => c.json({ problems: checkSegment(c.req.valid('json').condition) }, 200))
    .openapi(members, async (c) => {
      const { slug } = c.req.valid('param');
      if (!(await listSegments(core.db)).some((one) => one.slug === slug)) throw noSuchSegment(slug);
      return c.json(await listMembers(core.db, slug, c.req.valid('query')), 200);
    })
    .openapi(make, async (c) => {
      const caller = requireRole(c, 'owner', 'manager');
      const segment = c.req.valid('json');
      const issues = (segment.condition === undefined ? [] : checkSegment(segment.condition)).map(
        ({ message, hint }) => ({ path: 'condition', message: hint === undefined ? message : `${message} (${hint})` }),
      );
      if (issues.length > 0)
        throw new ProblemError(409, { code: 'conflict', message: 'the condition cannot be used', issues });
      if ((await listSegments(core.db)).some(({ slug }) => slug === segment.slug))
        throw new ProblemError(409, {
          code: 'conflict',
          message: `there is a segment called "${segment.slug}" already`,
        });
      await takeOut(parts, caller, segment.slug);
      await change(parts, caller, core.newId(), segment);
      core.log.info({ segment: segment.slug, deviceId: caller.deviceId }, 'made a segment');
      return c.json({ segments: await summaries() }, 200);
    })
    .openapi(remove, async (c) => {
      const caller = requireRole(c, 'owner', 'manager');
      const { slug } = c.req.valid('param');
      const found = (await listSegments(core.db)).find((one) => one.slug === slug);
      if (found === undefined) throw noSuchSegment(slug);
      const users = (await desk?.())?.segmentUsers().get(slug) ?? [];
      if (users.length > 0)
        throw new ProblemError(409, {
          code: 'conflict',
          message: `recipes that are on need this segment: ${users.join(', ')}. Switch them off first`,
        });
      for (const id of found.ids) await change(parts, caller, id, { deletedAt: timeText(core.clock.now()) });
      core.log.info({ segment: slug, deviceId: caller.deviceId }, 'deleted a segment');
      return c.json({ segments: await summaries() }, 200);
    });
};

const TAKEN_AT_ONCE = 500;

/** A new segment has nobody of a deleted one of its name. Without a segment of that name this is no news to recipes. */
async function takeOut({ core }: AppParts, caller: Caller, slug: string): Promise<void> {
  const ids = await leftOverMembers(core.db, slug);
  for (let at = 0; at < ids.length; at += TAKEN_AT_ONCE) {
    const mutations = ids.slice(at, at + TAKEN_AT_ONCE).map((recordId) => {
      const fields = { [`segments/${slug}`]: null };
      return { id: core.newId(), kind: 'contact', recordId, fields, stamp: core.stamps.tick() };
    });
    await acceptMutations(core, caller, mutations);
    await letOthersWork();
  }
}

/** As a device would, so that it comes to all of them. */
async function change(
  { core }: AppParts,
  caller: Caller,
  recordId: string,
  fields: Record<FieldPath, FieldValue | undefined>,
): Promise<void> {
  const mutation = { id: core.newId(), kind: 'segment', recordId, fields, stamp: core.stamps.tick() };
  const [result] = await acceptMutations(core, caller, [mutation]);
  if (result?.status === 'refused')
    throw new ProblemError(409, { code: 'conflict', message: result.reason, issues: result.issues });
}

const noSuchSegment = (slug: string) =>
  new ProblemError(404, { code: 'not-found', message: `there is no segment "${slug}"` });
