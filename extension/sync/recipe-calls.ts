/** What the screens about recipes ask the engine. It alone knows recipes; nothing is kept here. */
import { z } from 'zod';
import type { FieldValue } from '../../shared/model/record.ts';
import { recipeListSchema, recipeSummarySchema, runDetailSchema } from '../../shared/model/wire.ts';
import { ask, type Connection } from './ask-engine.ts';

const at = (id: string, more = '') => `/recipes/${encodeURIComponent(id)}${more}`;

export const listRecipes = (connection: Connection) => ask(connection, 'GET', '/recipes', recipeListSchema, {});

export const switchRecipe = (connection: Connection, id: string, enabled: boolean) =>
  ask(connection, 'PUT', at(id, '/state'), recipeSummarySchema, { body: { enabled } });

/** `null` brings a default back. */
export const setInputs = (connection: Connection, id: string, inputs: Record<string, FieldValue>) =>
  ask(connection, 'PUT', at(id, '/inputs'), recipeSummarySchema, { body: { inputs } });

export const readRun = (connection: Connection, runId: string) =>
  ask(connection, 'GET', `/runs/${runId}`, runDetailSchema, {});

/** Starts a recipe for a contact, as if the latest event that could have started it happened now. */
export const startRun = (connection: Connection, recipeId: string, contactId: string) =>
  ask(connection, 'POST', '/runs', z.object({ runId: z.string() }), { body: { recipeId, contactId } });
