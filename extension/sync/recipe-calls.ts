/** What the screens about recipes ask the engine. It alone knows recipes; nothing is kept here. */
import { whyNotSchema } from '../../shared/model/automation.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import { recipeListSchema, recipeSummarySchema } from '../../shared/model/wire.ts';
import { ask, type Connection } from './ask-engine.ts';

const at = (id: string, more = '') => `/recipes/${encodeURIComponent(id)}${more}`;

export const listRecipes = (connection: Connection) => ask(connection, 'GET', '/recipes', recipeListSchema, {});

export const switchRecipe = (connection: Connection, id: string, enabled: boolean) =>
  ask(connection, 'PUT', at(id, '/state'), recipeSummarySchema, { body: { enabled } });

/** `null` brings a default back. */
export const setInputs = (connection: Connection, id: string, inputs: Record<string, FieldValue>) =>
  ask(connection, 'PUT', at(id, '/inputs'), recipeSummarySchema, { body: { inputs } });

export const whyNot = (connection: Connection, id: string, contactId: string) =>
  ask(connection, 'GET', at(id, `/why-not?contactId=${contactId}`), whyNotSchema, {});
