/** Carries out what an action planned, in the transaction of the run's transition. */
import type { FieldValue } from '../../shared/model/record.ts';
import type { MutateEffect, SendEffect } from '../actions/define-action.ts';
import { planMail, runKey, type LedgerMail } from '../campaigns/ledger.ts';
import type { Core, Tx } from '../core.ts';
import { applyInTransaction } from '../intake/apply.ts';
import type { Commits } from './commits.ts';
import type { RunRow } from './summary.ts';

/** The record that was written, for the trace. */
export interface Written {
  [name: string]: FieldValue;
  kind: string;
  id: string;
}

/** @throws MutationRefused before anything is written */
export async function mutate(
  tx: Tx,
  core: Core,
  commits: Commits,
  run: RunRow,
  effect: MutateEffect,
): Promise<Written> {
  const recordId = effect.recordId ?? core.newId();
  const { seq, eventSeqs } = await applyInTransaction(tx, core, {
    author: { deviceId: core.engineId, role: 'engine' },
    mutation: { id: core.newId(), kind: effect.kind, recordId, fields: effect.fields, stamp: core.stamps.tick() },
    cause: { runId: run.id, depth: run.depth + 1 },
  });
  commits.changed(seq);
  commits.recorded(eventSeqs);
  return { kind: effect.kind, id: recordId };
}

export interface Sending {
  position: string;
  /** Which mail of the run it is: one that is sent again after it was refused is another one. */
  visit: number;
  /** Of the recipe. */
  priority?: number;
  /** Without one the mail waits until a sender is configured. */
  from: LedgerMail['from'] | undefined;
}

/** Puts the mail into the ledger; from there it is sent (see campaigns/send-mails.ts). */
export async function planSend(
  tx: Tx,
  core: Core,
  commits: Commits,
  run: RunRow,
  effect: SendEffect,
  sending: Sending,
): Promise<string> {
  const { position, visit, from, priority } = sending;
  const ledgerId = await planMail(tx, core, {
    key: runKey({ recipeId: run.recipe_id, runId: run.id, step: position, visit }),
    runId: run.id,
    step: position,
    channel: effect.channel,
    from: from ?? { address: '' },
    to: effect.recipient,
    subject: effect.message.subject,
    text: effect.message.text,
    purpose: effect.purpose,
    ...(priority === undefined ? {} : { priority }),
    ...(run.contact_id === null ? {} : { contactId: run.contact_id }),
    ...(effect.message.html === undefined ? {} : { html: effect.message.html }),
  });
  commits.planned(ledgerId);
  return ledgerId;
}
