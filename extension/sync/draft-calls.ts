/** What screens ask the engine about mails that wait for a yes, and what people decide about them. */
import { draftListSchema, type DraftDecision } from '../../shared/model/wire.ts';
import { ask, type Connection } from './ask-engine.ts';

/** @param contactId only those to this contact */
export const listDrafts = (connection: Connection, contactId?: string) =>
  ask(connection, 'GET', contactId === undefined ? '/drafts' : `/drafts?contactId=${contactId}`, draftListSchema, {});

/** The answer has the drafts that still wait. */
export const decideDraft = (connection: Connection, draftId: string, decision: DraftDecision) =>
  ask(connection, 'PUT', `/drafts/${draftId}`, draftListSchema, { body: decision });
