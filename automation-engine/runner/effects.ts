/** Carries out what an action planned, in the unit of work of the run's transition. */
import type { FieldValue } from '../../shared/model/record.ts';
import { oneLine, type MutateEffect, type SendEffect } from '../actions/define-action.ts';
import { planMail, runKey, type LedgerMail } from '../campaigns/ledger.ts';
import { apply } from '../intake/apply.ts';
import type { Unit } from '../unit.ts';
import type { RunRow } from './run-writes.ts';

/** The record that was written, for the trace. */
export interface Written {
  [name: string]: FieldValue;
  kind: string;
  id: string;
}

/** @throws MutationRefused before anything is written */
export async function mutate(unit: Unit, run: RunRow, effect: MutateEffect): Promise<Written> {
  const { core, records } = unit;
  const { kind, fields, recordId = core.newId() } = effect;
  if (effect.recordId === undefined) records.isNew(kind, recordId);
  await apply(unit, {
    author: { deviceId: core.engineId, role: 'engine' },
    mutation: { id: core.newId(), kind, recordId, fields, stamp: core.stamps.tick() },
    cause: { runId: run.id, depth: run.depth + 1 },
  });
  return { kind, id: recordId };
}

/** The task by which a person is asked; it has the id of the ledger's row. */
const askingTask = (run: RunRow, { draft = '', message }: SendEffect, id: string): MutateEffect['fields'] => ({
  title: oneLine(draft),
  note: `Larder shows it under Drafts, to be sent, changed or discarded; so do larder draft approve ${id} and larder draft discard ${id}\n\n${message.text}`.slice(
    0,
    20_000,
  ),
  runId: run.id,
  ...(run.contact_id === null ? {} : { contactId: run.contact_id }),
});

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
export async function planSend(unit: Unit, run: RunRow, effect: SendEffect, sending: Sending): Promise<string> {
  const { position, visit, from, priority } = sending;
  const ledgerId = await planMail(unit.tx, unit.core, {
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
    isDraft: effect.draft !== undefined,
  });
  if (effect.draft === undefined) unit.commits.planned(ledgerId);
  else
    await mutate(unit, run, {
      type: 'mutate',
      kind: 'task',
      recordId: ledgerId,
      fields: askingTask(run, effect, ledgerId),
    });
  return ledgerId;
}
