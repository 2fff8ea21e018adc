/** Why a recipe does not run for a contact. */
import { createRoute, z } from '@hono/zod-openapi';
import { whyNotSchema } from '../../shared/model/automation.ts';
import { idSchema } from '../../shared/model/ids.ts';
import { slugSchema } from '../../shared/model/record.ts';
import type { AppParts } from '../app-parts.ts';
import { ProblemError } from '../problems.ts';
import { contactsWithAddress } from '../records/read.ts';
import { answers, BY_TOKEN } from './answers.ts';
import { deskOf } from './by-hand.ts';
import { newRoutes } from './new-routes.ts';

const querySchema = z
  .object({
    contactId: idSchema.optional(),
    address: z.string().max(320).optional().openapi({ description: 'The mail address of one contact, instead.' }),
  })
  .refine(({ contactId, address }) => (contactId === undefined) !== (address === undefined), {
    path: ['contactId'],
    message: 'say who it is about: contactId or address',
  });

const whyNot = createRoute({
  method: 'get',
  path: '/recipes/{id}/why-not',
  summary: 'Why a recipe does not run for a contact, or what came of it',
  security: BY_TOKEN,
  request: { params: z.object({ id: slugSchema }), query: querySchema },
  responses: answers(
    whyNotSchema,
    'Every reason that there is, each with what was wanted and seen, since when and until when.',
  ),
});

export const whyNotRoutes = (parts: AppParts) =>
  newRoutes().openapi(whyNot, async (c) => {
    const { id } = c.req.valid('param');
    const { contactId, address = '' } = c.req.valid('query');
    const answer = await (await deskOf(parts)).whyNot(id, contactId ?? (await idOf(parts, address)));
    if (answer === undefined)
      throw new ProblemError(404, { code: 'not-found', message: `there is no recipe "${id}", or no such contact` });
    return c.json(answer, 200);
  });

async function idOf({ core }: AppParts, address: string): Promise<string> {
  const [one, ...more] = await contactsWithAddress(core.db, address);
  if (one === undefined)
    throw new ProblemError(404, { code: 'not-found', message: `nobody has the address ${address}` });
  if (more.length === 0) return one.id;
  const ids = [one, ...more].map(({ id }) => id).join(' or ');
  throw new ProblemError(409, { code: 'conflict', message: `several contacts have this address: give an id, ${ids}` });
}
