/** What screens ask the engine about segments: it alone knows who is in them. */
import {
  conditionCheckedSchema,
  memberPageSchema,
  segmentListSchema,
  type NewSegment,
} from '../../shared/model/segment-calls.ts';
import { ask, type Connection } from './ask-engine.ts';

const at = (slug: string, more = '') => `/segments/${encodeURIComponent(slug)}${more}`;

export const listSegments = (connection: Connection) => ask(connection, 'GET', '/segments', segmentListSchema, {});

/** @param after the `next` of the page before */
export const listMembers = (connection: Connection, slug: string, after?: string) =>
  ask(connection, 'GET', at(slug, `/members${after === undefined ? '' : `?after=${after}`}`), memberPageSchema, {});

export const checkCondition = (connection: Connection, condition: string) =>
  ask(connection, 'POST', '/segments/check', conditionCheckedSchema, { body: { condition } });

/** The answer has all segments. */
export const makeSegment = (connection: Connection, segment: NewSegment) =>
  ask(connection, 'POST', '/segments', segmentListSchema, { body: segment });

/** The answer has those that are left. */
export const deleteSegment = (connection: Connection, slug: string) =>
  ask(connection, 'DELETE', at(slug), segmentListSchema, {});
