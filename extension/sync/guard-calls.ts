/** What keeps recipes in check, as screens ask for it: the switch for all of them, and runs that wait for a yes. */
import { automationStateSchema, heldDecidedSchema, heldSchema } from '../../shared/model/guards.ts';
import { ask, type Connection } from './ask-engine.ts';

export const readSwitch = (connection: Connection) => ask(connection, 'GET', '/automation', automationStateSchema, {});

export const setRunning = (connection: Connection, running: boolean) =>
  ask(connection, 'PUT', '/automation', automationStateSchema, { body: { running } });

const heldOf = (recipeId: string) => `/recipes/${encodeURIComponent(recipeId)}/held`;

export const readHeld = (connection: Connection, recipeId: string) =>
  ask(connection, 'GET', heldOf(recipeId), heldSchema, {});

export const decideHeld = (connection: Connection, recipeId: string, decision: 'release' | 'drop') =>
  ask(connection, 'POST', heldOf(recipeId), heldDecidedSchema, { body: { decision } });
