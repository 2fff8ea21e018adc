/**
 * Frequency caps: how many mails one address may get over a channel, whatever wants to send them. A mail over a cap waits until it may go;
 * where only some may go, those of recipes with a higher priority go first. Service mails answer what somebody asked for: they neither wait
 * nor count. Asked while a row is claimed, in the same transaction, so that two mails never take the last place together.
 */
import type { Kysely } from 'kysely';
import type { Versions } from '../runner/versions.ts';
import { timeText } from '../schedule/clock.ts';
import type { Database } from '../storage/schema.ts';
import type { Unit } from '../unit.ts';
import { dueRivals, GIVEN_UP_AFTER_MS, mailOf, type Gate, type LedgerRow } from './ledger.ts';
import { putOff, type Held } from './put-off.ts';
import { capText, type Cap } from './read-caps.ts';

/** Whoever waits for a mail of higher priority looks again soon: it may not be sent after all. */
const LOOK_AGAIN_MS = 60_000;
const LOOKED_AT_MAX = 1_000;

/** A gate for rows that are claimed; a row that must wait is put off, and its run says why. */
export const createCapGate =
  (caps: readonly Cap[], versions: Versions): Gate =>
  async (unit, row) => {
    if (caps.length === 0 || mailOf(row).purpose === 'service') return true;
    const held = await heldBy(unit, row, caps);
    if (held === undefined) return true;
    // The wait is not the mail's fault: it is given up only so long after it.
    const notAfter = Math.max(Date.parse(row.not_after), held.until + GIVEN_UP_AFTER_MS);
    await putOff(unit, versions, row, { ...held, kind: 'cap', notAfter });
    return false;
  };

type Addressee = Pick<LedgerRow, 'recipient' | 'channel'>;

async function heldBy({ tx, core }: Unit, row: LedgerRow, caps: readonly Cap[]): Promise<Held | undefined> {
  const now = core.clock.now();
  const own = caps.filter(({ channel }) => channel === row.channel);
  const times = await sendTimes(tx, row, own, now);
  const full = fullBy(row, own, times, now);
  if (full !== undefined) return full;
  const rivals = (await dueRivals(tx, row, now)).filter((one) => mailOf(one).purpose !== 'service').length;
  const tight = own.find(({ count, perMs }) => within(times, perMs, now).length + rivals >= count);
  if (tight === undefined) return undefined;
  const reason = `${row.recipient} may get ${capText(tight)}, and a mail of higher priority goes first`;
  return { until: now + LOOK_AGAIN_MS, reason };
}

/** The cap that an address is at longest, whatever else is to be sent. */
export async function fullCap(
  db: Kysely<Database>,
  to: Addressee,
  caps: readonly Cap[],
  now: number,
): Promise<Held | undefined> {
  const own = caps.filter(({ channel }) => channel === to.channel);
  return own.length === 0 ? undefined : fullBy(to, own, await sendTimes(db, to, own, now), now);
}

const within = (times: readonly number[], perMs: number, now: number): number[] =>
  times.filter((at) => at > now - perMs);

function fullBy(
  { recipient }: Addressee,
  caps: readonly Cap[],
  times: readonly number[],
  now: number,
): Held | undefined {
  let held: Held | undefined;
  for (const cap of caps) {
    const counted = within(times, cap.perMs, now);
    const first = counted[counted.length - cap.count];
    if (first === undefined || first + cap.perMs <= (held?.until ?? 0)) continue;
    held = { until: first + cap.perMs, reason: `${recipient} may get ${capText(cap)}, and got ${counted.length}` };
  }
  return held;
}

/** When mails that count went to the address, the oldest first; those that may still go count as just sent. */
async function sendTimes(db: Kysely<Database>, row: Addressee, caps: readonly Cap[], now: number): Promise<number[]> {
  const longest = Math.max(...caps.map(({ perMs }) => perMs));
  const others = await db
    .selectFrom('ledger')
    .select(['settled_at', 'message_json'])
    .where('recipient', '=', row.recipient)
    .where('channel', '=', row.channel)
    .where('state', 'in', ['claimed', 'sending', 'sent', 'in-doubt'])
    .where((where) => where.or([where('settled_at', 'is', null), where('settled_at', '>', timeText(now - longest))]))
    .orderBy('settled_at', 'desc')
    .limit(LOOKED_AT_MAX)
    .execute();
  return others
    .filter((one) => mailOf(one).purpose !== 'service')
    .map((one) => (one.settled_at === null ? now : Date.parse(one.settled_at)))
    .sort((a, b) => a - b);
}
