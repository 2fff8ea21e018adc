/** What a person says about a mail in doubt: that it arrived, or that it shall be sent once more. The engine never decides that. */
import type { Channel } from '../channels/define-channel.ts';
import type { ByHand, Handling } from '../runner/by-hand.ts';
import { handLine, type Person } from '../runner/person.ts';
import { tellOnly } from '../runner/run-rows.ts';
import { timeText } from '../schedule/clock.ts';
import { inUnit, type Unit } from '../unit.ts';
import { GIVEN_UP_AFTER_MS, moveRow, type LedgerRow } from './ledger.ts';
import { settleMail } from './settle-mail.ts';

export type Decision = 'sent' | 'send-again';

export interface Resolving extends Handling {
  channels: ReadonlyMap<string, Channel>;
}

export async function resolveMail(
  { core, versions, channels }: Resolving,
  id: string,
  decision: Decision,
  by: Person,
): Promise<ByHand> {
  const known = await core.db
    .selectFrom('ledger')
    .leftJoin('runs', 'runs.id', 'ledger.run_id')
    .select('runs.recipe_hash')
    .where('ledger.id', '=', id)
    .executeTakeFirst();
  if (known === undefined) return undefined;
  if (known.recipe_hash !== null) await versions.load([known.recipe_hash]);
  return inUnit(core, async (unit): Promise<ByHand> => {
    const row = await unit.tx.selectFrom('ledger').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const channel = channels.get(row.channel);
    if (channel === undefined) return { refused: `there is no channel ${row.channel} any more` };
    if (decision === 'send-again') return (await sendAgain(unit, row, by, versions)) ? { done: true } : notInDoubt(row);
    const end = { state: 'sent', answer: `${by.name} says that it arrived`, by } as const;
    const isMine = await settleMail(unit, { versions, channel }, row, ['in-doubt'], end);
    return isMine ? { done: true } : notInDoubt(row);
  });
}

const notInDoubt = ({ state }: LedgerRow) => ({ refused: `it is not in doubt: it is ${state}` });

/** The Message-ID stays, so that whoever got the first one may know the second. */
async function sendAgain(unit: Unit, row: LedgerRow, by: Person, versions: Handling['versions']): Promise<boolean> {
  const { tx, core, commits } = unit;
  const now = core.clock.now();
  const isMine = await moveRow(tx, row.id, ['in-doubt'], 'planned', {
    next_attempt_at: timeText(now),
    not_after: timeText(now + GIVEN_UP_AFTER_MS),
    settled_at: null,
    asked_by: by.deviceId,
  });
  if (!isMine) return false;
  commits.planned(row.id);
  if (row.run_id === null) return true;
  const run = await tx.selectFrom('runs').selectAll().where('id', '=', row.run_id).executeTakeFirst();
  if (run === undefined) return true;
  const text = `${by.name} had the mail to ${row.recipient} sent once more, though it may have arrived`;
  const lines = [handLine(by, { step: row.step ?? 'mail', outcome: 'retrying', text }, { ledgerId: row.id })];
  await tellOnly(unit, run, { lines, recipe: versions.get(run.recipe_hash) });
  return true;
}
