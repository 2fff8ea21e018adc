/** What comes from outside of the records: calls to webhooks, and buttons that people press. Each is recorded once, however often it is sent. */
import { createHash } from 'node:crypto';
import type { EventType, NewEvent } from '../../shared/model/event.ts';
import { idFrom, type Id } from '../../shared/model/ids.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import type { Core } from '../core.ts';
import { contactsWithAddress } from '../records/read.ts';
import { timeText } from '../schedule/clock.ts';
import type { ButtonKind } from '../triggers/define-trigger.ts';
import { inUnit, type Unit } from '../unit.ts';
import { carriedFor } from './carried.ts';

export interface HookCall {
  /** The name of the webhook. */
  webhook: string;
  /** What the caller names this delivery. */
  delivery: string;
  /** Hostile until a recipe has looked at it. */
  body: Record<string, FieldValue>;
  /** Where in the body the contact's mail address stands. */
  emailPath: readonly string[];
}

/** Records a call; the contact is whoever has the address that it names, the one known for longest if several share it. */
export function receiveCall(core: Core, { webhook, delivery, body, emailPath }: HookCall): Promise<void> {
  const address = textAt(body, emailPath);
  return inUnit(core, async (unit) => {
    const [contact] = address === undefined ? [] : await contactsWithAddress(unit.tx, address);
    const carried = contact === undefined ? undefined : await carriedFor(unit, 'contact', contact.id);
    const known = carried?.snapshots.contact;
    await appendOnce(unit, `hook ${webhook} ${delivery}`, {
      type: 'webhook.received',
      ...(carried?.contactId === undefined ? {} : { contactId: carried.contactId }),
      cause: { depth: 0 },
      data: { webhook, delivery, body, ...(known === undefined ? {} : { contact: known }) },
    });
  });
}

export interface Press {
  recipeId: string;
  /** The trigger's place in its recipe. */
  trigger: number;
  on: ButtonKind;
  recordId: Id;
  press: Id;
  deviceId: Id;
}

/** Records that a button was pressed; `false` when the record is not there. */
export function pressButton(core: Core, { on, deviceId, ...pressed }: Press): Promise<boolean> {
  return inUnit(core, async (unit) => {
    const carried = await carriedFor(unit, on, pressed.recordId);
    if (carried === undefined) return false;
    await appendOnce(unit, `press ${pressed.press}`, {
      type: 'button.pressed',
      ...(carried.contactId === undefined ? {} : { contactId: carried.contactId }),
      cause: { deviceId, depth: 0 },
      data: { ...pressed, ...carried.snapshots },
    });
    return true;
  });
}

/** The event's id is made of its name, so what is sent again changes nothing. */
async function appendOnce<T extends EventType>(
  unit: Unit,
  name: string,
  event: Omit<NewEvent<T>, 'id' | 'at'>,
): Promise<void> {
  const id = idFrom(0, createHash('sha256').update(name).digest());
  const known = await unit.tx.selectFrom('events').select('seq').where('id', '=', id).executeTakeFirst();
  if (known !== undefined) return;
  unit.commits.recorded([unit.events.append({ ...event, id, at: timeText(unit.core.clock.now()) })]);
}

function textAt(body: FieldValue, path: readonly string[]): string | undefined {
  let value: FieldValue | undefined = body;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
      return undefined;
    value = value[name];
  }
  return typeof value === 'string' && value.length <= ADDRESS_MAX ? value.trim() : undefined;
}
/** RFC 5321, section 4.5.3.1. */
const ADDRESS_MAX = 320;
