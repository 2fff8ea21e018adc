/**
 * What it costs to have a million contacts. `segmentMillionMs`: from the moment at which a live segment is made until it holds its contacts,
 * on the wall, with the engine at work as always. `eventCostRatio1mTo10k`: the processor time of one event from push to match, with a
 * million contacts and with ten thousand; six more live segments, some of them with time in their conditions, are kept up to date on the way.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { acceptMutations } from '../../../automation-engine/intake/accept.ts';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { createRunner } from '../../../automation-engine/runner/runner.ts';
import { openStorage } from '../../../automation-engine/storage/open.ts';
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import type { Mutation } from '../../../shared/model/mutation.ts';
import { makeCore } from '../../automation-engine/make-core.ts';
import { defineMeasure } from './define-measure.ts';
import { makeRecipes } from './matching/make-recipes.ts';
import { createDice, tags } from './matching/words.ts';
import { contactId, fillContacts } from './stage/fill-contacts.ts';

const MILLION = 1_000_000;
const EVENTS = 2_000;
const PUSH = 100;
const ROUNDS = 8;

export default defineMeasure({
  keys: ['segmentMillionMs', 'segmentMillionMembers', 'eventCostRatio1mTo10k', 'eventCost1mUs'],
  async run() {
    const small = await open(10_000);
    const large = await open(MILLION);
    const costs = { small: [] as number[], large: [] as number[] };
    // In turns, and the best of each: so neither a busy machine nor code that is not warm yet counts for one of them alone.
    for (let round = 0; round < ROUNDS; round++) {
      costs.small.push(await small.eventUs());
      costs.large.push(await large.eventUs());
    }
    await small.close();
    await large.close();
    const largeUs = Math.min(...costs.large);
    return {
      segmentMillionMs: large.segmentMs,
      segmentMillionMembers: large.members,
      eventCostRatio1mTo10k: Math.round((largeUs / Math.min(...costs.small)) * 100) / 100,
      eventCost1mUs: Math.round(largeUs),
    };
  },
});

interface Opened {
  segmentMs: number;
  members: number;
  /** The processor time of one event, in microseconds, over a round of them. */
  eventUs(): Promise<number>;
  close(): Promise<void>;
}

/** An engine with so many contacts and its live segments. */
async function open(contacts: number): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'larder-bench-'));
  const file = join(folder, 'larder.db');
  await (await openStorage(file)).close();
  const database = new DatabaseSync(file);
  fillContacts(database, contacts);
  database.close();
  const core = await makeCore({ storage: await openStorage(file) });
  const pick = createDice(3);
  const numbers = Array.from({ length: contacts }, (_, n) => n);
  const anybody = () => contactId(pick(numbers));
  const blocks = await loadBlocks();
  const recipes = makeRecipes(1_000, blocks);
  const runner = createRunner(core, {
    library: { active: () => recipes, versionByHash: () => undefined, mailTemplates: new Map() },
    blocks,
    channels: new Map(),
    ownerZone: 'UTC',
    heartbeat: false,
  });
  const device = core.newId();
  const stamps = createHybridClock({ now: core.clock.now, device });
  const change = (kind: Mutation['kind'], fields: Mutation['fields'], recordId = core.newId()): Mutation => ({
    id: core.newId(),
    kind,
    recordId,
    fields,
    stamp: stamps.tick(),
  });
  const push = async (mutations: Mutation[]) => {
    await acceptMutations(core, { deviceId: device, role: 'owner' }, mutations);
    await runner.settle();
  };
  await runner.start();
  await runner.settle();

  const begin = performance.now();
  await push([change('segment', { slug: 'first', condition: 'contact.language == "sv" && !contact.doNotContact' })]);
  const segmentMs = Math.round(performance.now() - begin);
  const { count } = await core.db
    .selectFrom('segment_members')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  for (let n = 0; n < 6; n++) {
    const time = n % 4 === 0 ? ' && daysSince(contact.lastInteractionAt) > 30' : '';
    await push([change('segment', { slug: `more-${n}`, condition: `hasTag(contact, "${pick(tags)}")${time}` })]);
  }
  return {
    segmentMs,
    members: count,
    async eventUs() {
      const before = process.cpuUsage();
      for (let n = 0; n < EVENTS; n += PUSH) {
        await push(
          Array.from({ length: PUSH }, (_, at) =>
            at % 2 === 0
              ? change('contact', { [`tags/${pick(tags)}`]: true }, anybody())
              : change('interaction', { contactId: anybody(), channel: 'email', direction: 'in', subject: 'Hello' }),
          ),
        );
      }
      const { user, system } = process.cpuUsage(before);
      return (user + system) / EVENTS;
    },
    async close() {
      await runner.stop();
      await core.close();
      rmSync(folder, { recursive: true });
    },
  };
}
