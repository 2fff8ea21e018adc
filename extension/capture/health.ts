/** Whether an adapter still sees what it should: webmails change without notice, and a reader that finds nothing must say so. */
import type { Draft } from '../../shared/model/draft.ts';
import type { MessageCheck } from './define-adapter.ts';

export type Health = NonNullable<Draft['health']>;

const PARTS = ['sender', 'subject', 'body', 'id'] as const;

/** @param check the adapter's self-test; `undefined` when it sees no open message, though there is one */
export function judge(adapter: string, check: MessageCheck | undefined): Health {
  const missing = PARTS.filter((part) => check?.[part] !== true);
  return { adapter, state: missing.length === 0 ? 'green' : 'amber', missing };
}

/** Whether the second reader sees more of the message, and who sent it. */
export function isBetter(second: MessageCheck | undefined, first: MessageCheck | undefined): boolean {
  return second?.sender === true && count(second) > count(first);
}

/** Who sent it and what they wrote weigh more than the rest. */
const count = (check: MessageCheck | undefined) =>
  check === undefined
    ? 0
    : (check.sender ? 3 : 0) + (check.body ? 2 : 0) + (check.subject ? 1 : 0) + (check.id ? 0.5 : 0);
