/** Plans an action for a contact called Dana, at a Friday noon in Stockholm. */
import type { z } from 'zod';
import type { Action, Plan } from '../../../automation-engine/actions/define-action.ts';
import type { Scope, ScopeRecord } from '../../../automation-engine/recipe-language/scope.ts';

export const CONTACT = '0198c0de-0000-7000-8000-00000000000a';
export const RUN = '0198c0de-0000-7000-8000-00000000000b';
export const NOON = Date.parse('2026-03-06T11:00:00Z');

export function planFor<S extends z.ZodType>(
  action: Action<S>,
  params: z.input<S>,
  contact: ScopeRecord | null = {},
  records: Scope = {},
): Plan {
  const scope: Scope = {
    run: { id: RUN },
    ...records,
    ...(contact === null
      ? {}
      : { contact: { id: CONTACT, name: 'Dana', email: 'dana@globex.example', tags: [], ...contact } }),
  };
  return action.plan(action.params.parse(params), { scope, now: NOON, zone: 'Europe/Stockholm' });
}
