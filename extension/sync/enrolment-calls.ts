/** Switching a recipe on with a question: whom it would concern already, and what becomes of them. */
import { z } from 'zod';
import { enrolmentSchema, previewSchema, type Enable } from '../../shared/model/enrolment.ts';
import { ask, type Connection } from './ask-engine.ts';

const at = (recipeId: string, what: string) => `/recipes/${encodeURIComponent(recipeId)}/${what}`;

/** Begins a preview, or tells how far it is. */
export const lookAtPreview = (connection: Connection, recipeId: string) =>
  ask(connection, 'GET', at(recipeId, 'preview'), previewSchema, {});

/** Calls it off. */
export const endPreview = (connection: Connection, recipeId: string) =>
  ask(connection, 'DELETE', at(recipeId, 'preview'), z.unknown(), {});

export const enableRecipe = (connection: Connection, recipeId: string, asked: Enable) =>
  ask(connection, 'POST', at(recipeId, 'enable'), enrolmentSchema, { body: asked });

export const readEnrolment = (connection: Connection, recipeId: string) =>
  ask(connection, 'GET', at(recipeId, 'enrolment'), enrolmentSchema, {});

/** Those who wait do not enter. */
export const cancelEnrolment = (connection: Connection, recipeId: string) =>
  ask(connection, 'DELETE', at(recipeId, 'enrolment'), enrolmentSchema, {});
