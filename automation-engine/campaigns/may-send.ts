/** Asks at the moment of sending whether this mail may still go to this person. What was allowed when it was planned does not count. */
import type { Kysely } from 'kysely';
import { readRecord } from '../../shared/model/mutation.ts';
import { readState } from '../records/read.ts';
import type { Channel } from '../channels/define-channel.ts';
import type { Database } from '../storage/schema.ts';
import type { LedgerMail, LedgerRow } from './ledger.ts';

/** Why the mail must not be sent, for a person to read; `undefined` when it may. */
export async function reasonNotToSend(
  db: Kysely<Database>,
  row: LedgerRow,
  mail: LedgerMail,
  to: Channel['writesTo'],
): Promise<string | undefined> {
  return (to === 'people' ? await reasonOfPerson(db, row, mail) : undefined) ?? (await reasonOfRun(db, row));
}

async function reasonOfRun(db: Kysely<Database>, row: LedgerRow): Promise<string | undefined> {
  // What a person had sent once more is nothing to its run, which went on.
  if (row.run_id === null || row.asked_by !== null) return undefined;
  const run = await db.selectFrom('runs').select('state').where('id', '=', row.run_id).executeTakeFirst();
  return run === undefined || run.state === 'sending' ? undefined : 'the run ended before it was sent';
}

/** Why this person must not get such a mail. */
export async function reasonOfPerson(
  db: Kysely<Database>,
  row: Pick<LedgerRow, 'recipient' | 'contact_id'>,
  mail: Pick<LedgerMail, 'purpose'>,
): Promise<string | undefined> {
  const suppression = await db
    .selectFrom('suppressions')
    .select('reason')
    .where('address', '=', row.recipient.toLowerCase())
    .executeTakeFirst();
  if (suppression !== undefined) return `${row.recipient} must not be written to: ${suppression.reason}`;
  if (row.contact_id !== null) {
    const state = await readState(db, 'contact', row.contact_id);
    const contact = state === undefined ? undefined : readRecord('contact', state);
    if (contact?.deletedAt !== undefined) return 'the contact was deleted';
    if (contact?.mergedInto !== undefined) return 'the contact was merged into another';
    if (contact?.doNotContact === true) return `${contact.name ?? row.recipient} must not be contacted`;
    const consent = contact?.consent[`email:${mail.purpose}`];
    if (consent?.state === 'withdrawn')
      return `${contact?.name ?? row.recipient} withdrew consent to ${mail.purpose} mail on ${consent.at.slice(0, 10)}`;
  }
  return undefined;
}
