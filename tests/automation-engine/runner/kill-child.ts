/**
 * The process that the kill test kills: the real runner on a database file, with mail to a server of the parent. It is told where to die:
 * `node kill-child.ts FILE SMTP-URL CONTACTS BOUNDARY`. It says `ack ID` when a contact's mutation is durable, and `idle` when no run is
 * under way.
 */
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import { createIds } from '../../../shared/model/ids.ts';
import type { Channel } from '../../../automation-engine/channels/define-channel.ts';
import createSmtpChannel from '../../../automation-engine/channels/smtp.ts';
import type { Core } from '../../../automation-engine/core.ts';
import { createSignals } from '../../../automation-engine/event-log/signals.ts';
import { applyInTransaction } from '../../../automation-engine/intake/apply.ts';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { hashRecipe } from '../../../automation-engine/recipe-language/canonical.ts';
import { parseRecipe } from '../../../automation-engine/recipe-language/parse.ts';
import { createRunner } from '../../../automation-engine/runner/runner.ts';
import { UNDER_WAY } from '../../../automation-engine/runner/entries.ts';
import { systemClock } from '../../../automation-engine/schedule/clock.ts';
import { engineIdOf, lastStamp } from '../../../automation-engine/storage/meta.ts';
import { openStorage } from '../../../automation-engine/storage/open.ts';

const [, , file = '', smtpUrl = '', contacts = '0', boundary = 'none'] = process.argv;

const RECIPE = `
id: follow-up
version: 1.0.0
title: Follow up
about: Tags, writes, waits and notes.
capabilities: [add-tag, send-mail, log-note]
trigger: { event: contact.created }
steps:
  - add-tag: { tag: met }
  - send-mail: { subject: 'Hello {{ contact.name }}', text: Good to meet you. }
  - wait: { for: 1s }
  - log-note: { text: 'Wrote to {{ contact.name }}' }
`;

const die = () => process.kill(process.pid, 'SIGKILL');
const at = (name: string) => {
  if (boundary === name) die();
};

/** The named boundaries around one mail, without a word about them in the product. */
function mined(channel: Channel): Channel {
  return {
    ...channel,
    unavailable() {
      at('after-claim');
      return channel.unavailable();
    },
    async send(mail, beforeHandOver, signal) {
      const handOver = async () => {
        at('after-354');
        await beforeHandOver();
        at('before-dot');
      };
      const outcome = await channel.send(mail, handOver, signal);
      at('after-250-before-commit');
      return outcome;
    },
  };
}

async function makeCore(): Promise<Core> {
  const { db } = await openStorage(file);
  const random: Core['random'] = (bytes) => crypto.getRandomValues(bytes);
  const newId = createIds({ now: systemClock.now, random });
  const engineId = await engineIdOf(db, newId);
  const last = await lastStamp(db);
  const complain = (details: object, message: string) => console.error(message, details);
  return {
    db,
    clock: systemClock,
    random,
    newId,
    engineId,
    stamps: createHybridClock({ now: systemClock.now, device: engineId, ...(last === undefined ? {} : { last }) }),
    signals: createSignals(),
    log: { debug() {}, info() {}, warn() {}, error: complain },
  };
}

const core = await makeCore();
const blocks = await loadBlocks();
const parsed = parseRecipe(RECIPE, { blocks, mailTemplates: new Map() });
if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
const { recipe } = parsed;
const hash = hashRecipe(recipe);
core.signals.on('mail-planned', () => at('before-claim'));
core.signals.on('mail-settled', () => at('after-commit'));
core.signals.on('run-moved', ({ state }) => at(`run-${state}`));
const runner = createRunner(core, {
  library: {
    active: () => [{ recipe, hash, enabledAfterSeq: 0, inputs: {} }],
    versionByHash: () => recipe,
    mailTemplates: new Map(),
  },
  blocks,
  channels: new Map([['email', mined(createSmtpChannel(smtpUrl, { clock: systemClock, connectTimeoutMs: 5_000 }))]]),
  ownerZone: 'UTC',
  mailFrom: { address: 'lars@larder.example' },
});
await runner.start();
console.log('started');

const device = core.newId();
for (let n = 0; n < Number(contacts); n++) {
  const id = core.newId();
  const address = `${id}@globex.example`;
  const fields = { name: `Dana ${id.slice(-6)}`, [`emails/${address}`]: {}, primaryEmail: address };
  const mutation = { id: core.newId(), kind: 'contact' as const, recordId: id, fields, stamp: core.stamps.tick() };
  const applied = await core.db
    .transaction()
    .execute((tx) =>
      applyInTransaction(tx, core, { author: { deviceId: device, role: 'owner' }, mutation, cause: { depth: 0 } }),
    );
  console.log(`ack ${id}`);
  core.signals.emit('events-recorded', { seq: applied.eventSeqs.at(-1) ?? 0 });
  await new Promise((resolve) => setImmediate(resolve));
}
console.log('fed');

async function isIdle(): Promise<boolean> {
  await runner.settle();
  const left = await core.db.selectFrom('runs').select('id').where('state', 'in', UNDER_WAY).limit(1).execute();
  return left.length === 0;
}
const look = async (): Promise<void> => {
  if (await isIdle()) {
    console.log('idle');
    await runner.stop();
    process.exit(0);
  }
};
setInterval(() => void look(), 50);
