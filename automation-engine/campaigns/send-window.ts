/**
 * Mails of a step with hours leave within them, also those that had to wait for something else: for a cap, a server, the engine. The step
 * itself waited for its hours; here they are asked again whenever its mail is due.
 */
import { windowSchema } from '../recipe-language/schema.ts';
import { buildScope } from '../recipe-language/scope.ts';
import { stepAt } from '../runner/position.ts';
import { hoursText, shutNow } from '../runner/take-wait.ts';
import type { Versions } from '../runner/versions.ts';
import type { Unit } from '../unit.ts';
import type { Gate, LedgerRow } from './ledger.ts';
import { putOff, type Held } from './put-off.ts';

export interface Hours {
  /** IANA */
  ownerZone: string;
  holidays: readonly string[];
}

/** A gate for rows that are claimed. What is to be given up is let through to that end. */
export const createWindowGate =
  (hours: Hours, versions: Versions): Gate =>
  async (unit, row) => {
    const now = unit.core.clock.now();
    const notAfter = Date.parse(row.not_after);
    const shut = notAfter < now ? undefined : await shutBy(unit, row, hours, versions);
    if (shut === undefined) return true;
    // The hours that are shut do not count among those after which it is given up.
    await putOff(unit, versions, row, { ...shut, kind: 'window', notAfter: notAfter + shut.until - now });
    return false;
  };

async function shutBy(
  { tx, core, records }: Unit,
  row: LedgerRow,
  { ownerZone, holidays }: Hours,
  versions: Versions,
): Promise<Held | undefined> {
  // What a person had sent once more goes when they said so, and so does a draft.
  if (row.run_id === null || row.step === null || row.asked_by !== null) return undefined;
  const run = await tx.selectFrom('runs').select('recipe_hash').where('id', '=', row.run_id).executeTakeFirst();
  const recipe = run && versions.get(run.recipe_hash);
  const step = recipe && stepAt(recipe, row.step);
  if (recipe === undefined || step?.type !== 'action' || step.action !== 'send-mail') return undefined;
  const window = windowSchema.safeParse(step.params['window']);
  if (!window.success) return undefined;
  const contact = row.contact_id === null ? undefined : await records.typed('contact', row.contact_id);
  const company = contact?.companyId === undefined ? undefined : await records.typed('company', contact.companyId);
  const now = core.clock.now();
  const scope = buildScope({ records: { contact, company }, inputs: {}, now });
  const opensAt = shutNow({ scope, zone: ownerZone, now, holidays, recipe }, window.data)?.opensAt;
  return opensAt === undefined ? undefined : { until: opensAt, reason: `it goes out ${hoursText(window.data)} only` };
}
