/**
 * The JSON Schema (draft 7, which editors read) of recipe files, made from the same zod schemas that check them and from the blocks that
 * there are.
 */
import { z } from 'zod';
import { eventTypes } from '../../shared/model/event.ts';
import type { Action } from '../actions/define-action.ts';
import type { Trigger } from '../triggers/define-trigger.ts';
import type { Blocks } from './blocks.ts';
import {
  actionExtrasSchema,
  chooseSchema,
  entrySchema,
  eventWaitSchema,
  exampleSchema,
  exitSchema,
  goalSchema,
  ifSchema,
  inputSchema,
  limitsSchema,
  recipeHeadSchema,
  repeatSchema,
  splitSchema,
  stopSchema,
  waitExtrasSchema,
  waitSchema,
} from './schema.ts';
import { scopeFields, scopeKinds } from './scope.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const INPUT: JsonSchema = {
  type: 'string',
  pattern: '^inputs\\.[a-zA-Z]\\w*$',
  description: 'The value of an input: inputs.NAME',
};
const CONDITION: JsonSchema = { type: 'string', description: 'A CEL expression that is true or false.' };
const EVENT: JsonSchema = { type: 'string', enum: eventTypes };
const ref = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

/** zod's own, without the line that says which draft it is. */
function plain(schema: z.ZodType): JsonSchema {
  const made: JsonSchema = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  delete made.$schema;
  return made;
}

const withProperties = (schema: JsonSchema, properties: JsonSchema['properties']): JsonSchema => ({
  ...schema,
  properties: { ...schema.properties, ...properties },
});

/** A list of mappings, each with steps under `then`. */
function casesOf(list: z.ZodType, then: JsonSchema): JsonSchema {
  const schema = plain(list);
  const { items } = schema;
  const item: JsonSchema = typeof items === 'object' && !Array.isArray(items) ? items : {};
  const asked: JsonSchema['properties'] = item.properties?.['if'] === undefined ? {} : { if: CONDITION };
  return { ...schema, items: withProperties(item, { ...asked, then }) };
}

/** `{ add-tag: { … } }`: one key and what belongs to it. */
const oneKey = (key: string, value: JsonSchema, about: { title: string; about: string }): JsonSchema => ({
  type: 'object',
  title: about.title,
  description: about.about,
  properties: { [key]: value },
  required: [key],
  additionalProperties: false,
});

/** Parameters as they are written: a text is a template, anything else may be an input. */
function writtenParams(action: Action): JsonSchema {
  const schema = plain(action.params);
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]): [string, JsonSchema] => {
    const own: JsonSchema = typeof property === 'object' ? property : {};
    if (!action.texts.includes(name))
      return [
        name,
        { ...(own.description === undefined ? {} : { description: own.description }), anyOf: [own, INPUT] },
      ];
    return [name, { type: 'string', description: `${own.description ?? name} (a Liquid text)` }];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

function triggerSchema(trigger: Trigger): JsonSchema {
  return {
    ...withProperties(plain(trigger.params), { if: CONDITION }),
    title: trigger.title,
    description: trigger.about,
  };
}

export function recipeJsonSchema(blocks: Blocks): JsonSchema {
  const actionNames = [...blocks.actions.keys()];
  const limits = plain(limitsSchema);
  const trigger: JsonSchema = { anyOf: [...blocks.triggers.values()].map(triggerSchema) };
  const steps: JsonSchema = { type: 'array', items: ref('step') };
  const someSteps = { ...steps, minItems: 1 };
  const definitions: Record<string, JsonSchema> = {
    step: {
      anyOf: [
        ...[...blocks.actions].map(([id, action]) =>
          withProperties(oneKey(id, writtenParams(action), action), plain(actionExtrasSchema).properties),
        ),
        withProperties(
          oneKey(
            'wait',
            {
              anyOf: [
                { type: 'string' },
                plain(waitSchema),
                withProperties(plain(eventWaitSchema), { 'for-event': EVENT, if: CONDITION }),
              ],
            },
            { title: 'Wait', about: 'For a time (3d, or inputs.NAME), until a date, for an event, into a window' },
          ),
          { ...plain(waitExtrasSchema).properties, then: steps, else: steps },
        ),
        {
          ...withProperties(plain(ifSchema), { if: CONDITION, then: someSteps, else: steps }),
          title: 'If',
        },
        {
          ...withProperties(plain(chooseSchema), {
            choose: casesOf(chooseSchema.shape.choose, someSteps),
            else: steps,
          }),
          title: 'Choose',
        },
        { ...withProperties(plain(splitSchema), { split: casesOf(splitSchema.shape.split, steps) }), title: 'Split' },
        { ...withProperties(plain(repeatSchema), { steps: someSteps }), title: 'Repeat' },
        { ...plain(stopSchema), title: 'Stop' },
      ],
    },
    trigger,
    capability: {
      anyOf: [
        { type: 'string', enum: actionNames },
        {
          type: 'object',
          properties: Object.fromEntries(actionNames.map((name) => [name, limits])),
          additionalProperties: false,
          minProperties: 1,
          maxProperties: 1,
        },
      ],
    },
    exit: withProperties(plain(exitSchema), { event: EVENT, if: CONDITION }),
    goal: withProperties(plain(goalSchema), { event: EVENT, if: CONDITION }),
    example: withProperties(plain(exampleSchema), {
      given: {
        type: 'object',
        properties: Object.fromEntries(scopeKinds.map((kind) => [kind, recordSchema(scopeFields(kind))])),
        additionalProperties: false,
      },
      events: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            at: { type: 'string', format: 'date-time' },
            ...Object.fromEntries(eventTypes.map((type) => [type, { type: ['object', 'null'] }])),
          },
          required: ['at'],
          additionalProperties: false,
        },
      },
      expect: {
        type: 'array',
        items: {
          type: 'object',
          properties: Object.fromEntries(actionNames.map((name) => [name, { type: ['object', 'null'] }])),
          additionalProperties: false,
        },
      },
    }),
  };
  const oneOrMore = (name: string): JsonSchema => ({ anyOf: [ref(name), { type: 'array', items: ref(name) }] });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Larder recipe',
    ...withProperties(plain(recipeHeadSchema), {
      capabilities: {
        type: 'array',
        items: ref('capability'),
        description: 'The actions that the recipe may use, with their limits.',
      },
      inputs: {
        type: 'object',
        additionalProperties: plain(inputSchema),
        description: 'What the person can set; used as inputs.NAME.',
      },
      trigger: { ...oneOrMore('trigger'), description: 'What starts a run.' },
      entry: plain(entrySchema),
      exit: { ...oneOrMore('exit'), description: 'Events that end a run wherever it stands.' },
      goal: { ...oneOrMore('goal'), description: 'Events by which a run reached what it was for.' },
      steps: { ...steps, minItems: 1, description: 'What a run does, in order.' },
      examples: {
        type: 'array',
        items: ref('example'),
        description: 'What must and what must not happen; larder recipe test runs them.',
      },
    }),
    required: ['id', 'version', 'title', 'about', 'trigger', 'steps'],
    definitions,
  };
}

const recordSchema = (fields: readonly string[]): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(fields.map((field) => [field, {}])),
  additionalProperties: false,
});
