/** One entry of the list of whom never to capture. */
import { z } from 'zod';

export const neverRuleSchema = z.object({
  kind: z.enum(['address', 'domain', 'list']),
  /** `dana@globex.test`, `globex.test` or the List-Id `dev.lists.globex.test`; in lower case, domains in ASCII. */
  value: z.string().min(1).max(320),
});
export type NeverRule = z.infer<typeof neverRuleSchema>;
