/** What a run remembers between its steps. */
import { z } from 'zod';
import type { RunRow } from './run-writes.ts';

const contextSchema = z.object({
  /** The values of the recipe's inputs when it started. */
  inputs: z.record(z.string(), z.json()),
  /** The step whose wait was begun. */
  waitsAt: z.string().optional(),
  /** The event that ends the wait before its time. */
  waitsFor: z.object({ event: z.string(), if: z.string().optional() }).optional(),
  /** The event that did. */
  came: z.object({ type: z.string(), at: z.string() }).optional(),
  /** What became of named steps, by name. */
  steps: z.record(z.string(), z.record(z.string(), z.json())).optional(),
  /** The lists that are gone through, by the path of their step. */
  lists: z.record(z.string(), z.array(z.json())).optional(),
  /** How many mails it planned so far: each is one of its own. */
  mails: z.int().optional(),
  /** The newer version that it was asked about, and stayed with its own. */
  keptFrom: z.string().optional(),
});
export type RunContext = z.infer<typeof contextSchema>;

export const writeContext = (context: RunContext): string => JSON.stringify(context);
export const readContext = (run: Pick<RunRow, 'context_json'>): RunContext =>
  contextSchema.parse(JSON.parse(run.context_json));
