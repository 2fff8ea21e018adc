/** What screens ask the engine about runs and their mails, and what people decide about them. */
import { z } from 'zod';
import {
  automationHealthSchema,
  mailPageSchema,
  retriedSchema,
  runPageSchema,
  type MailShow,
  type RunShow,
} from '../../shared/model/automation.ts';
import { runDetailSchema } from '../../shared/model/wire.ts';
import { ask, type Connection } from './ask-engine.ts';

/** What waits, failed or is in doubt, in numbers. */
export const readHealth = (connection: Connection) =>
  ask(connection, 'GET', '/health/automation', automationHealthSchema, {});

const PAGE = 25;
const pageOf = (path: string, show: string, after?: string) =>
  `${path}?${new URLSearchParams({ show, limit: String(PAGE), ...(after === undefined ? {} : { after }) }).toString()}`;

export const readRun = (connection: Connection, runId: string) =>
  ask(connection, 'GET', `/runs/${runId}`, runDetailSchema, {});

/** @param after the `next` of the page before */
export const listRuns = (connection: Connection, show: RunShow, after?: string) =>
  ask(connection, 'GET', pageOf('/runs', show, after), runPageSchema, {});

/** @param after the `next` of the page before */
export const listMails = (connection: Connection, show: MailShow, after?: string) =>
  ask(connection, 'GET', pageOf('/mails', show, after), mailPageSchema, {});

export type RunAct = 'retry' | 'skip' | 'stop';
/** Takes a failed step again, skips the step that the run stands on, or stops it. */
export const actOnRun = (connection: Connection, runId: string, act: RunAct) =>
  ask(connection, 'POST', `/runs/${runId}/${act}`, runDetailSchema, {});

export const retryAll = (connection: Connection, recipeId: string) =>
  ask(connection, 'POST', `/recipes/${encodeURIComponent(recipeId)}/retries`, retriedSchema, {});

/** Says what became of a mail in doubt, or has it sent once more. */
export const resolveMail = (connection: Connection, mailId: string, as: 'sent' | 'send-again') =>
  ask(connection, 'POST', `/mails/${mailId}/resolution`, z.unknown(), { body: { as } });
