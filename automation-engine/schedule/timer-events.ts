/** The events that timers record: each carries the record that it is about, with its contact and company. */
import { createHash } from 'node:crypto';
import type { NewEvent } from '../../shared/model/event.ts';
import { idFrom } from '../../shared/model/ids.ts';
import { carriedFor } from '../intake/carried.ts';
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
  const carried = await carriedFor(unit, rule.kind, row.record_id);
  if (carried === undefined) return undefined;
  const { contactId, snapshots } = carried;
  const base = { recipeId: row.recipe_id, trigger: row.trigger_index, dueAt: row.due_at };
  const event = {
    id: timerEventId(row),
    at: row.due_at,
    cause: { depth: 0 },
    ...(contactId === undefined ? {} : { contactId }),
  };
  if (rule.silence !== undefined) {
    const { contact } = snapshots;
    return contact && { ...event, type: 'silence.due', data: { ...base, since: row.value, contact } };
  }
  const about = { field: rule.field, value: row.value, zone: row.zone, recordId: row.record_id };
  return { ...event, type: 'date.due', data: { ...base, ...about, ...snapshots } };
}
