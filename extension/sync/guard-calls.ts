/** The switch for all recipes at once, as screens ask for it. */
import { automationStateSchema } from '../../shared/model/guards.ts';
import { ask, type Connection } from './ask-engine.ts';

export const readSwitch = (connection: Connection) => ask(connection, 'GET', '/automation', automationStateSchema, {});

export const setRunning = (connection: Connection, running: boolean) =>
  ask(connection, 'PUT', '/automation', automationStateSchema, { body: { running } });
