/** What a run remembers between its steps. */
import { z } from 'zod';
import type { RunRow } from './run-writes.ts';

const contextSchema = z.object({
  /** The values of the recipe's inputs when it started. */
  inputs: z.record(z.string(), z.json()),
  /** The step whose wait was begun. */
  waitsAt: z.string().optional(),
});
export type RunContext = z.infer<typeof contextSchema>;

export const writeContext = (context: RunContext): string => JSON.stringify(context);
export const readContext = (run: Pick<RunRow, 'context_json'>): RunContext =>
  contextSchema.parse(JSON.parse(run.context_json));
