/**
 * The condition of a live segment: whether a contact is in, on which fields that hangs, and when time alone may change it. Time is asked
 * with daysSince and hoursSince only, compared with a number: so the moment of the next change is known, and nobody has to look every day.
 */
import type { Contact } from '../../shared/model/contact.ts';
import { timeText } from '../schedule/clock.ts';
import { compileCondition } from './conditions.ts';
import { liftCondition } from './lift.ts';
import { compilePredicate, PERHAPS, timeOf, YES, type Data, type Predicate } from './predicate.ts';
import { contactScope } from './scope.ts';

/** A field that is no field: it follows from the interactions. */
export const LAST_INTERACTION = 'lastInteractionAt';

/** What the rule looks at. */
export interface Looked {
  contact: Contact;
  /** ISO 8601; `undefined` when there was no interaction yet. */
  lastInteractionAt: string | undefined;
  /** Unix milliseconds. */
  now: number;
}

export interface SegmentRule {
  predicate: Predicate;
  /** The names of the fields that it hangs on; all of them when it looks at the contact as a whole. */
  fields: ReadonlySet<string> | 'all';
  isIn(looked: Looked): boolean;
  /** When the answer may be another one although nothing was changed (Unix milliseconds); `undefined` when never. */
  nextChange(looked: Looked): number | undefined;
}

export function readSegmentRule(condition: string): { rule: SegmentRule } | { problem: string } {
  const compiled = compileCondition(condition);
  if ('problem' in compiled) return compiled;
  const { uses, isMet } = compiled.condition;
  const stranger = uses.names.find(({ path }) => path[0] !== 'contact');
  if (stranger !== undefined)
    return { problem: `a segment looks at its contacts alone, not at "${stranger.path.join('.')}"` };
  const predicate = liftCondition(condition, {});
  const times = sincesOf(predicate);
  if (uses.calls.filter(({ name }) => /since|until/i.test(name)).length > times.length)
    return { problem: 'in a segment time stands alone: daysSince(contact.lastInteractionAt) > 30' };
  const paths = uses.names.map(({ path: [, field], only }) => field ?? only);
  const hasAll = paths.includes(undefined) || paths.includes('updatedAt');
  const fields = hasAll ? 'all' : new Set(paths.filter((field) => field !== undefined).flatMap(fieldsBehind));
  const test = compilePredicate(predicate);
  return {
    rule: {
      predicate,
      fields,
      isIn(looked) {
        const answer = test(dataOf(looked));
        if (answer !== PERHAPS) return answer === YES;
        const last = looked.lastInteractionAt;
        const contact = contactScope(looked.contact);
        if (last !== undefined) contact[LAST_INTERACTION] = last;
        return isMet({ contact, now: timeText(looked.now) });
      },
      nextChange(looked) {
        if (times.length === 0) return undefined;
        const data = dataOf(looked);
        const turns = times.flatMap(({ attribute, unitMs, value }) => {
          const at = timeOf(attribute.read(data));
          // The whole number of units is compared: it is `value` between these two moments.
          return at === undefined ? [] : [at + value * unitMs, at + (value + 1) * unitMs];
        });
        const later = turns.filter((turn) => turn > looked.now);
        return later.length === 0 ? undefined : Math.min(...later);
      },
    },
  };
}

const dataOf = ({ contact, lastInteractionAt, now }: Looked): Data => ({
  contact: { ...contact, lastInteractionAt },
  now,
});

/** `email` is read from `primaryEmail` or `emails`. */
const fieldsBehind = (field: string): string[] =>
  field === 'email' ? ['emails', 'primaryEmail'] : field === 'phone' ? ['phones', 'primaryPhone'] : [field];

type Since = Extract<Predicate, { op: 'since' }>;

function sincesOf(predicate: Predicate): Since[] {
  if (predicate.op === 'since') return [predicate];
  if (predicate.op === 'not') return sincesOf(predicate.part);
  return predicate.op === 'and' || predicate.op === 'or' ? predicate.parts.flatMap(sincesOf) : [];
}
