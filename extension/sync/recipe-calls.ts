/** What the screens about recipes ask the engine. It alone knows recipes; nothing is kept here. */
import { timelineSchema, whyNotSchema } from '../../shared/model/automation.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import { buttonListSchema, pressSchema, recipeListSchema, recipeSummarySchema } from '../../shared/model/wire.ts';
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

export const readTimeline = (connection: Connection, id: string) =>
  ask(connection, 'GET', at(id, '/timeline'), timelineSchema, {});

/** The buttons that recipes put on cards. */
export const listButtons = (connection: Connection) => ask(connection, 'GET', '/buttons', buttonListSchema, {});

/** @param pressed.press made here, so that a press that is sent again is the same one */
export const pressButton = (
  connection: Connection,
  pressed: { recipeId: string; trigger: number; recordId: string; press: string },
) => ask(connection, 'POST', '/buttons', pressSchema, { body: pressed });
