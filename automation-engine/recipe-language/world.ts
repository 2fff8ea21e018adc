/** What a condition can ask of the world besides the records in its scope. The runner answers; evaluating itself looks nothing up. */
import type { ScopeValue } from './scope.ts';

export interface World {
  /** IANA zone of the engine's owner: for days and hours where a condition names no zone. */
  zone: string;
  /** Whether the contact is in the segment now. @throws Error when there is no such segment: the answer is unknown then. */
  inSegment(contactId: string, segmentId: string): boolean;
  /** When the latest interaction was (ISO 8601 in UTC); `undefined` when there never was one. */
  lastInteractionAt(contactId: string, channel?: string, direction?: string): string | undefined;
}

/** Where nobody can answer: conditions that ask are unknown, which counts as not met. */
export const unknownWorld: World = {
  zone: 'UTC',
  inSegment: () => {
    throw new Error('segments cannot be asked here');
  },
  lastInteractionAt: () => {
    throw new Error('earlier interactions cannot be asked here');
  },
};

/** What the world answered while a condition was asked, by the question: `inSegment(contact, "buyers")`. */
export type Answers = Map<string, ScopeValue>;
