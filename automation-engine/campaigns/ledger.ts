/**
 * The send ledger: one row per mail that somebody is to get, whatever asks for it. A row goes
 *
 *     (draft ->) planned -> claimed -> sending -> sent | failed | in-doubt
 *                   ^----------+----------'        (draft, planned and claimed may also end as skipped or failed)
 *
 * and each move names the state it starts from, so it has one winner. `sending` is on the disk before the final dot leaves. After a
 * crash, claimed is harmless and planned again; sending is in doubt and never sent again by itself. So: never a second automatic copy,
 * and at most one row in doubt per open connection.
 */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { OutgoingMail } from '../channels/define-channel.ts';
import type { Core, Tx } from '../core.ts';
import { timeText } from '../schedule/clock.ts';
import { ALL_STOPPED, type Database, type Row } from '../storage/schema.ts';
import { inUnit, type Unit } from '../unit.ts';

export type LedgerState = 'draft' | 'planned' | 'claimed' | 'sending' | 'sent' | 'failed' | 'skipped' | 'in-doubt';
export type LedgerRow = Row<'ledger'>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A mail that could not be handed over for so long is given up: a restored backup must not send last year's mail. */
export const GIVEN_UP_AFTER_MS = 72 * HOUR;
const BACK_OFF = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR];

/** How long to wait after so many attempts without success. */
export const backOff = (attempts: number): number =>
  BACK_OFF[Math.min(Math.max(attempts, 1), BACK_OFF.length) - 1] ?? HOUR;

const partySchema = z.object({ name: z.string().optional(), address: z.string() });
const messageSchema = z.object({
  messageId: z.string(),
  from: partySchema,
  to: partySchema,
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
  date: z.string(),
  headers: z.record(z.string(), z.string()),
  purpose: z.enum(['service', 'marketing']),
}) satisfies z.ZodType<OutgoingMail & { purpose: string }>;
/** A mail and what it is for. */
export type LedgerMail = z.infer<typeof messageSchema>;

export const mailOf = (row: Pick<LedgerRow, 'message_json'>): LedgerMail =>
  messageSchema.parse(JSON.parse(row.message_json));

/** The occurrence of a step in a run; taking the step again, after a crash or a retry, gives the same key. */
export const runKey = (run: { recipeId: string; runId: string; step: string; visit: number }): string =>
  `recipe:${run.recipeId}:run:${run.runId}:step:${run.step}#${run.visit}`;

export interface PlannedMail {
  key: string;
  runId?: string;
  step?: string;
  contactId?: string;
  channel: string;
  /** Without an address the mail waits for a sender to be configured. */
  from: LedgerMail['from'];
  to: LedgerMail['to'];
  subject: string;
  text: string;
  html?: string;
  purpose: LedgerMail['purpose'];
  /** Who goes first where a cap lets only some through: 0 to 100, 50 without it. */
  priority?: number;
  /** Waits for a person's yes: see drafts.ts. */
  isDraft?: boolean;
}

/** Plans a mail and returns its row's id; planning a key again gives the row that it has. */
export async function planMail(tx: Tx, core: Core, plan: PlannedMail): Promise<string> {
  const now = core.clock.now();
  const id = core.newId();
  const mail: LedgerMail = {
    messageId: `<${core.newId()}@${plan.from.address.split('@')[1] ?? 'larder.invalid'}>`,
    from: plan.from,
    to: plan.to,
    subject: plan.subject,
    text: plan.text,
    ...(plan.html === undefined ? {} : { html: plan.html }),
    // Whole seconds, as a Date header has them: the interaction's id is made of it, here and by whoever reads the mail.
    date: timeText(now - (now % 1_000)),
    headers: {},
    purpose: plan.purpose,
  };
  await tx
    .insertInto('ledger')
    .values({
      id,
      key: plan.key,
      run_id: plan.runId ?? null,
      step: plan.step ?? null,
      contact_id: plan.contactId ?? null,
      channel: plan.channel,
      recipient: plan.to.address,
      message_id: mail.messageId,
      message_json: JSON.stringify(mail),
      priority: plan.priority ?? 50,
      state: plan.isDraft === true ? 'draft' : 'planned',
      attempts: 0,
      next_attempt_at: plan.isDraft === true ? null : timeText(now),
      not_after: timeText(now + GIVEN_UP_AFTER_MS),
      reason: null,
      created_at: timeText(now),
      settled_at: null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const row = await tx.selectFrom('ledger').select('id').where('key', '=', plan.key).executeTakeFirstOrThrow();
  return row.id;
}

/** Moves a row, if it is in one of the states it may start from; `false` when somebody else moved it. */
export async function moveRow(
  db: Kysely<Database>,
  id: string,
  from: readonly LedgerState[],
  to: LedgerState,
  also: Partial<
    Pick<LedgerRow, 'attempts' | 'next_attempt_at' | 'not_after' | 'reason' | 'settled_at' | 'asked_by'>
  > = {},
): Promise<boolean> {
  const result = await db
    .updateTable('ledger')
    .set({ state: to, ...also })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Rows whose recipe is switched off stay where they are, and all of them while everything is: the person said stop. */
const sendable = (db: Kysely<Database>) =>
  db
    .selectFrom('ledger')
    .where('ledger.state', '=', 'planned')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('meta').select('name').where('name', '=', ALL_STOPPED))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('runs')
            .innerJoin('recipe_settings', 'recipe_settings.recipe_id', 'runs.recipe_id')
            .select('runs.id')
            .whereRef('runs.id', '=', 'ledger.run_id')
            .where('recipe_settings.enabled', '=', 0),
        ),
      ),
    );

/** Whether a row may be claimed now; what keeps it back puts it off. */
export type Gate = (unit: Unit, row: LedgerRow) => Promise<boolean>;

export interface Due {
  channel: string;
  /** ISO 8601: what is due later stays. */
  until: string;
  limit: number;
}

/** Takes rows that are due, the oldest first: they are the caller's to send. */
export async function claimDue(core: Core, { channel, until, limit }: Due, gate?: Gate): Promise<LedgerRow[]> {
  const claim = async (tx: Tx, mayGo: (row: LedgerRow) => Promise<boolean>): Promise<LedgerRow[]> => {
    const rows = await sendable(tx)
      .selectAll('ledger')
      .where('ledger.channel', '=', channel)
      .where('ledger.next_attempt_at', '<=', until)
      .orderBy('ledger.next_attempt_at')
      .orderBy('ledger.id')
      .limit(limit)
      .execute();
    const claimed: LedgerRow[] = [];
    for (const row of rows) {
      if ((await mayGo(row)) && (await moveRow(tx, row.id, ['planned'], 'claimed')))
        claimed.push({ ...row, state: 'claimed' });
    }
    return claimed;
  };
  if (gate === undefined) return core.db.transaction().execute((tx) => claim(tx, () => Promise.resolve(true)));
  return inUnit(core, (unit) => claim(unit.tx, (row) => gate(unit, row)));
}

/** Due rows for the same address that go before this one. */
export const dueRivals = (db: Kysely<Database>, row: LedgerRow, now: number): Promise<LedgerRow[]> =>
  sendable(db)
    .selectAll('ledger')
    .where('ledger.recipient', '=', row.recipient)
    .where('ledger.channel', '=', row.channel)
    .where('ledger.next_attempt_at', '<=', timeText(now))
    .where('ledger.priority', '>', row.priority)
    .limit(100)
    .execute();

/** The versions that the runs of due rows are pinned to. */
export async function versionsOfDue(core: Core, channel: string): Promise<string[]> {
  const rows = await sendable(core.db)
    .innerJoin('runs as waiting', 'waiting.id', 'ledger.run_id')
    .select('waiting.recipe_hash as hash')
    .distinct()
    .where('ledger.channel', '=', channel)
    .where('ledger.next_attempt_at', '<=', timeText(core.clock.now()))
    .execute();
  return rows.map(({ hash }) => hash);
}

/** When the next planned row is due (Unix milliseconds). */
export async function nextAttempt(db: Kysely<Database>, channel: string): Promise<number | undefined> {
  const row = await sendable(db)
    .select('ledger.next_attempt_at as at')
    .where('ledger.channel', '=', channel)
    .where('ledger.next_attempt_at', 'is not', null)
    .orderBy('ledger.next_attempt_at')
    .limit(1)
    .executeTakeFirst();
  return row?.at == null ? undefined : Date.parse(row.at);
}
