/**
 * What the extension and the engine say to each other, over HTTP with JSON bodies. Both sides parse with these schemas.
 *
 * A device says its protocol in the header `larder-protocol`; an engine that does not speak it answers 426 with its range, and the
 * device tells the person which side to update. Every error body is a `Problem`.
 */
import { z } from 'zod';
import { idSchema } from './ids.ts';
import { mutationSchema } from './mutation.ts';
import { lineSchema, slugSchema, timeSchema } from './record.ts';

/** The protocol spoken by this code. Raise it when an older peer could misunderstand. */
export const PROTOCOL = 1;
export const PROTOCOL_HEADER = 'larder-protocol';
/** The port that the engine listens on, unless it is told otherwise. */
export const ENGINE_PORT = 7420;
/** The most mutations in one push, and changes in one pull. */
export const BATCH_MAX = 500;

export const roles = ['owner', 'manager', 'seller', 'viewer', 'partner'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** Every error answer: what went wrong, for a person, and a code for a program. */
export const problemSchema = z.object({
  code: z.enum([
    'bad-request',
    'unauthorised',
    'forbidden',
    'foreign-origin',
    'foreign-host',
    'not-found',
    'conflict',
    'protocol',
    'too-large',
    'too-many',
    'storage-full',
    'storage-read-only',
    'unavailable',
    'internal',
  ]),
  /** A sentence that says what happened and what to do. */
  message: z.string(),
  /** Where, what was expected, what was found. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** With code `protocol`: what the engine speaks, so that the device can tell which side is to be updated. */
  protocol: z.object({ min: z.number().int(), max: z.number().int() }).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** GET /hello: the handshake; needs no token. */
export const helloSchema = z.object({
  product: z.literal('larder'),
  engineId: idSchema,
  version: z.string(),
  protocol: z.object({ min: z.number().int(), max: z.number().int() }),
  time: timeSchema,
});
export type Hello = z.infer<typeof helloSchema>;

/** POST /pairings: a code that the engine showed, for a token of the device's own. */
export const pairRequestSchema = z.object({
  code: z.string().min(4).max(32),
  deviceName: z.string().min(1).max(100),
});
export type PairRequest = z.infer<typeof pairRequestSchema>;
export const pairedSchema = z.object({
  deviceId: idSchema,
  /** Shown once; the engine keeps only its hash. */
  token: z.string(),
  role: roleSchema,
  engineId: idSchema,
});
export type Paired = z.infer<typeof pairedSchema>;

/**
 * POST /mutations. Each is parsed by itself, so one that is malformed is refused alone. The answer has one result per mutation,
 * in the order sent; a push may be repeated as a whole.
 */
export const pushRequestSchema = z.object({ mutations: z.array(z.unknown()).max(BATCH_MAX) });
export type PushRequest = z.infer<typeof pushRequestSchema>;
export const pushResultSchema = z.discriminatedUnion('status', [
  /** Durable; `seq` is its place in the change feed. */
  z.object({ status: z.literal('accepted'), id: idSchema, seq: z.number().int() }),
  z.object({
    status: z.literal('refused'),
    /** Missing when the mutation had none that could be read; its place in the answer tells then. */
    id: z.string().optional(),
    reason: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })),
  }),
]);
export type PushResult = z.infer<typeof pushResultSchema>;
export const pushAnswerSchema = z.object({ results: z.array(pushResultSchema) });
export type PushAnswer = z.infer<typeof pushAnswerSchema>;

/** GET /changes?after=SEQ&limit=N: accepted mutations in order. `next` is the cursor of the following pull. */
export const changeSchema = z.object({ seq: z.number().int(), mutation: mutationSchema });
export type Change = z.infer<typeof changeSchema>;
export const changesSchema = z.object({ changes: z.array(changeSchema), next: z.number().int(), more: z.boolean() });
export type Changes = z.infer<typeof changesSchema>;

/**
 * GET /changes/stream?after=SEQ: the same as server-sent events: `event: change`, `id: SEQ`, `data: Change`. A comment line every
 * 15 seconds keeps it open. It carries the token in a header, so it is read with fetch, not with EventSource.
 */
export const STREAM_EVENT = 'change';

/** What an input can be set to. Spelled out: a schema that holds itself cannot be written into the API document. */
export const inputValueSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** What a person can set for a recipe: `value` is what counts now. A value is asked for by the type's own means: a list of tags, a date … */
export const recipeInputSchema = z.object({
  name: z.string(),
  type: z.string(),
  label: z.string(),
  value: inputValueSchema,
  default: inputValueSchema,
  options: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
});

/** GET /recipes, PUT /recipes/:id/state and PUT /recipes/:id/inputs. */
export const recipeSummarySchema = z.object({
  id: slugSchema,
  version: z.string(),
  title: z.string(),
  about: z.string(),
  enabled: z.boolean(),
  inputs: z.array(recipeInputSchema).optional(),
  /** When and why the engine itself switched it off. */
  broken: z.object({ at: timeSchema, reason: z.string() }).optional(),
  /** How it and recipes that are on can set each other off for ever. */
  loops: z.array(z.string()).optional(),
  /** How many of its runs wait for a person's yes: see guards.ts. */
  held: z.int().optional(),
  /** How many of its runs reached a goal, of those that ended; for recipes that have goals. */
  goals: z.object({ reached: z.int(), ended: z.int() }).optional(),
  /** Why it can't run, when it can't. */
  problems: z.array(z.object({ path: z.string(), line: z.number().int().optional(), message: z.string() })),
});
export type RecipeSummary = z.infer<typeof recipeSummarySchema>;
export const recipeListSchema = z.object({ recipes: z.array(recipeSummarySchema) });
export const recipeStateSchema = z.object({ enabled: z.boolean() });
/** By name; `null` brings the default back, and what is left out stays. Runs under way keep the values that they began with. */
export const recipeInputsSchema = z.object({ inputs: z.record(z.string().max(40), inputValueSchema.nullable()) });

/** GET /runs?contactId=ID and GET /runs/:id: the whole trace, which the change feed carries only in short. */
export const traceLineSchema = z.object({
  n: z.number().int(),
  at: timeSchema,
  /** Where in the recipe: `steps[1].then[0]`. */
  step: z.string(),
  kind: z.string(),
  outcome: z.enum(['done', 'skipped', 'waiting', 'retrying', 'in-doubt', 'failed']),
  /** What the step asked for, what it found, and what it did, for a person to read. */
  wanted: z.string().optional(),
  seen: z.string().optional(),
  text: z.string(),
  /** Rendered texts and the like. */
  data: z.json().optional(),
});
export type TraceLine = z.infer<typeof traceLineSchema>;
export const runDetailSchema = z.object({
  id: idSchema,
  recipeId: slugSchema,
  recipeVersion: z.string(),
  contactId: idSchema.optional(),
  state: z.string(),
  startedAt: timeSchema,
  endedAt: timeSchema.optional(),
  wakesAt: timeSchema.optional(),
  reason: z.string().optional(),
  /** What a waiting run does then: an action, the kind of a step, or `end`; missing where that depends on what comes. */
  next: z.string().optional(),
  trace: z.array(traceLineSchema),
});
export type RunDetail = z.infer<typeof runDetailSchema>;
export const runListSchema = z.object({ runs: z.array(runDetailSchema.omit({ trace: true, next: true })) });

/** POST /runs: starts a recipe by hand; recipes with a timetable need no contact. The answer names the run. */
export const runRequestSchema = z.object({ recipeId: slugSchema, contactId: idSchema.optional() });
export type RunRequest = z.infer<typeof runRequestSchema>;
/** GET /hooks/:name: the path at which a webhook is called, with its key. POST names the delivery that was recorded. */
export const hookAddressSchema = z.object({ path: z.string() });
export const hookReceivedSchema = z.object({ delivery: z.string() });

/** GET /buttons: what recipes put on cards. */
export const recipeButtonSchema = z.object({
  recipeId: slugSchema,
  /** The place of its trigger in the recipe. */
  trigger: z.number().int().nonnegative(),
  /** The recipe's. */
  title: z.string(),
  label: z.string(),
  on: z.enum(['contact', 'company', 'deal', 'task', 'interaction']),
});
export type RecipeButton = z.infer<typeof recipeButtonSchema>;
export const buttonListSchema = z.object({ buttons: z.array(recipeButtonSchema) });
/** POST /buttons: `press` is made by the device, so that a press that is sent again is the same one. */
export const pressSchema = recipeButtonSchema
  .pick({ recipeId: true, trigger: true })
  .extend({ recordId: idSchema, press: idSchema });

export const runRequestedSchema = z.object({ runId: idSchema });

/** GET /drafts: mails that wait for a yes. PUT /drafts/:id decides: they go as they are, changed, or not at all, or are changed and wait on. */
export const draftSchema = z.object({
  id: idSchema,
  recipeId: slugSchema,
  runId: idSchema,
  contactId: idSchema.optional(),
  to: z.object({ name: z.string().optional(), address: z.string() }),
  subject: z.string(),
  text: z.string(),
  createdAt: timeSchema,
});
export type Draft = z.infer<typeof draftSchema>;
export const draftListSchema = z.object({ drafts: z.array(draftSchema) });
const draftWords = {
  subject: lineSchema.min(1).optional(),
  text: z.string().trim().min(1).max(100_000).optional(),
};
export const draftDecisionSchema = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('approve'), ...draftWords }),
  z.object({ decision: z.literal('keep'), ...draftWords }),
  z.object({ decision: z.literal('discard') }),
]);
export type DraftDecision = z.infer<typeof draftDecisionSchema>;

/** GET /lists: what recipes put into lists. GET /lists/:name.csv is the file. */
export const listSummarySchema = z.object({ name: slugSchema, rows: z.number().int(), changedAt: timeSchema });
export const listListSchema = z.object({ lists: z.array(listSummarySchema) });
