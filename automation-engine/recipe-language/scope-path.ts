/** Names with dots in between, such as `contact.email`, and what stands there in what a run sees. */
import { z } from 'zod';
import type { Scope, ScopeRecord, ScopeValue } from './scope.ts';

export const scopePathSchema = z.string().regex(/^[a-z][\w-]*(?:\.[\w-]+){0,5}$/i, 'a name such as contact.email');

const isMap = (value: ScopeValue | undefined): value is ScopeRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Own fields only: what a record inherits is none of its fields. */
export function valueAt(scope: Scope, path: string): ScopeValue | undefined {
  let value: ScopeValue | undefined = scope;
  for (const part of path.split('.')) value = isMap(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  return value;
}
