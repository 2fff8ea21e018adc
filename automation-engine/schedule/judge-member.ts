/** Whether a contact is in a segment, and when to ask again. */
import { isGone } from '../../shared/model/contact.ts';
import type { Membership } from '../records/segment-store.ts';
import type { Looked, SegmentRule } from '../recipe-language/segment-rule.ts';

/** @param rule a static segment has none: its contacts say themselves that they are in it */
export function judgeMember(segment: string, rule: SegmentRule | undefined, looked: Looked): Membership {
  const { contact } = looked;
  const about = { segment, contactId: contact.id };
  if (isGone(contact)) return { ...about, isIn: false, nextChange: undefined };
  if (rule === undefined) return { ...about, isIn: contact.segments[segment] === true, nextChange: undefined };
  return { ...about, isIn: rule.isIn(looked), nextChange: rule.nextChange(looked) };
}
