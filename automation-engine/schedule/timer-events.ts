/** The events that timers record: each carries the record that it is about, with its contact and company. */
import { createHash } from 'node:crypto';
import type { NewEvent } from '../../shared/model/event.ts';
import { idFrom } from '../../shared/model/ids.ts';
import type { Kind } from '../../shared/model/kinds.ts';
import { snapshotOf, type Snapshot } from '../intake/derive-events.ts';
import type { Row } from '../storage/schema.ts';
import type { Unit } from '../unit.ts';
import type { TimerRule } from './timer-rules.ts';

/** Made of what it stands for: a time fires once, whenever the engine is killed. */
export function timerEventId(row: Row<'timers'>): string {
  const name = `${row.recipe_id} ${row.trigger_index} ${row.record_id} ${row.due_at}`;
  return idFrom(Date.parse(row.due_at), createHash('sha256').update(name).digest());
}

/** The event of a timer; nothing for a record that is gone. */
export async function timerEvent(unit: Unit, rule: TimerRule, row: Row<'timers'>): Promise<NewEvent | undefined> {
  const { records } = unit;
  const carried = async (kind: Kind, recordId: unknown): Promise<Snapshot | undefined> => {
    const isThere = typeof recordId === 'string' && (await records.typed(kind, recordId)) !== undefined;
    const state = isThere ? await records.state(kind, recordId) : undefined;
    return state && snapshotOf(kind, state);
  };
  const about = await carried(rule.kind, row.record_id);
  if (about === undefined) return undefined;
  const contact = rule.kind === 'contact' ? about : await carried('contact', about['contactId']);
  const base = { recipeId: row.recipe_id, trigger: row.trigger_index, dueAt: row.due_at };
  const event = {
    id: timerEventId(row),
    at: row.due_at,
    cause: { depth: 0 },
    ...(contact === undefined ? {} : { contactId: contact.id }),
  };
  if (rule.silence !== undefined)
    return { ...event, type: 'silence.due', data: { ...base, since: row.value, contact: about } };
  const company =
    rule.kind === 'company' ? undefined : await carried('company', about['companyId'] ?? contact?.['companyId']);
  return {
    ...event,
    type: 'date.due',
    data: {
      ...base,
      field: rule.field,
      value: row.value,
      zone: row.zone,
      recordId: row.record_id,
      ...(contact === undefined ? {} : { contact }),
      ...(company === undefined ? {} : { company }),
      [rule.kind]: about,
    },
  };
}
