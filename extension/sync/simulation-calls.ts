/** Trying a recipe on the past: begun, looked at until it is done, called off. The engine plays it on a copy, without any effect. */
import { z } from 'zod';
import { simulationBegunSchema, simulationSchema } from '../../shared/model/simulation.ts';
import { ask, type Connection } from './ask-engine.ts';

const PAGE = 25;

/** @param days how far back the log is played */
export const beginSimulation = (connection: Connection, recipeId: string, days: number) =>
  ask(connection, 'POST', `/recipes/${encodeURIComponent(recipeId)}/simulations`, simulationBegunSchema, {
    body: { days },
  });

/** @param after the `next` of the page before */
export const lookAtSimulation = (connection: Connection, id: string, after = 0) =>
  ask(connection, 'GET', `/simulations/${id}?after=${after}&limit=${PAGE}`, simulationSchema, {});

/** Calls it off, or forgets it. */
export const endSimulation = (connection: Connection, id: string) =>
  ask(connection, 'DELETE', `/simulations/${id}`, z.unknown(), {});
