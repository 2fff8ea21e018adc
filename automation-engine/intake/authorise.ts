/** Who may change what. Devices are never trusted: the engine asks here for each mutation, whatever the device thinks it may do. */
import { splitPath } from '../../shared/model/record.ts';
import type { Mutation } from '../../shared/model/mutation.ts';
import type { Author } from './author.ts';
import { MutationRefused } from './refusal.ts';

/** Roles that read only. */
const READERS: ReadonlySet<Author['role']> = new Set(['viewer', 'partner']);

/** Why this author may not make this change, or `undefined` when it may. */
export function refusalOf(author: Author, mutation: Pick<Mutation, 'kind' | 'fields'>): MutationRefused | undefined {
  if (author.role === 'engine') return undefined;
  if (READERS.has(author.role)) {
    return new MutationRefused(
      `a ${author.role} may read but not change records; ask an owner to give this device another role`,
    );
  }
  if (mutation.kind === 'run') return new MutationRefused('runs are written by the engine alone');
  if (mutation.kind === 'notification') {
    const issues = Object.keys(mutation.fields)
      .filter((path) => splitPath(path).field !== 'readAt')
      .map((path) => ({ path: `fields.${path}`, message: 'only the engine writes this field of a notification' }));
    if (issues.length > 0) return new MutationRefused('a device may only mark a notification as read', issues);
  }
  return undefined;
}
