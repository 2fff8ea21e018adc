/** How far recipes are behind what devices pushed. */
import type { Kysely } from 'kysely';
import { lastSeq, readCursor } from '../event-log/read.ts';
import type { Database } from '../storage/schema.ts';

/** The reader of the event log that lets events start and end runs. */
export const MATCHER = 'matcher';
/** More events than this are not left waiting to be matched: devices keep what they have until some are worked off. */
export const BACKLOG_MAX = 100_000;

/** Events that were recorded and not matched yet. */
export const backlogOf = async (db: Kysely<Database>): Promise<number> =>
  (await lastSeq(db)) - (await readCursor(db, MATCHER));
