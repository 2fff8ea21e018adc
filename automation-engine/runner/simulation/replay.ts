/** Plays what was set aside again, in its order and at its times, into an engine whose clock is moved by hand. */
import { sql, type Kysely } from 'kysely';
import type { Cause, EventData, EventType, NewEvent } from '../../../shared/model/event.ts';
import type { Mutation } from '../../../shared/model/mutation.ts';
import type { Core } from '../../core.ts';
import { apply, type ApplyRequest } from '../../intake/apply.ts';
import { MutationRefused } from '../../intake/refusal.ts';
import { letOthersWork } from '../../schedule/clock.ts';
import type { FakeClock } from '../../schedule/fake-clock.ts';
import { inUnit, type Unit } from '../../unit.ts';
import type { Runner } from '../runner.ts';
import { translate } from './made.ts';
import type { PastDatabase, SetAside } from './past.ts';

const PAGE = 500;

type ChangeItem = SetAside['played_changes'];
type EventItem = SetAside['played_events'];
type Item = { change: ChangeItem; event?: never } | { event: EventItem; change?: never };

export interface Replay {
  core: Core & { clock: FakeClock };
  runner: Runner;
  /** Unix milliseconds: where the clock stops. */
  until: number;
  signal?: AbortSignal | undefined;
  /** From 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
}

/** What could not be played. */
export interface Gaps {
  /** What people did to things that were not made this time. */
  orphans: number;
  /** Changes that the engine would not accept any more. */
  refused: number;
}

/** @throws the signal's reason, when it is called off */
export async function replay(playing: Replay): Promise<Gaps> {
  const { core, runner, until, signal, onProgress } = playing;
  const db = core.db.withTables<SetAside>();
  const gaps: Gaps = { orphans: 0, refused: 0 };
  const from = core.clock.now();
  const settle = async () => {
    signal?.throwIfAborted();
    await runner.settle();
  };
  for await (const group of groups(db)) {
    const at = Date.parse(group.at);
    if (at > until) break;
    await core.clock.moveTo(at, settle);
    await arrive(db, group.at);
    const due: (ApplyRequest | NewEvent)[] = [];
    for (const item of group.items) {
      const one = item.change === undefined ? await readEvent(db, item.event) : await readChange(core, db, item.change);
      if (one === undefined) gaps.orphans++;
      else due.push(one);
    }
    await inUnit(core, async (unit) => {
      for (const one of due) {
        if ('mutation' in one) gaps.refused += (await accepts(unit, one)) ? 0 : 1;
        else unit.commits.recorded([unit.events.append(one)]);
      }
    });
    await settle();
    // Whoever calls it off must be heard: the rest never waits for anything outside.
    await letOthersWork();
    onProgress?.((at - from) / (until - from));
  }
  await core.clock.moveTo(until, settle);
  return gaps;
}

/** What happened together: at one time, with nothing that a run did in between. */
interface Group {
  at: string;
  items: Item[];
}

async function* groups(db: Kysely<PastDatabase>): AsyncGenerator<Group> {
  let group: Group | undefined;
  let lastSeq = 0;
  for await (const item of items(db)) {
    const { at, seq } = item.change ?? item.event;
    const isNext = item.change !== undefined && seq === lastSeq + 1;
    if (group !== undefined && (group.at !== at || !isNext || group.items.length >= PAGE)) {
      yield group;
      group = undefined;
    }
    group ??= { at, items: [] };
    group.items.push(item);
    lastSeq = item.change === undefined ? -1 : seq;
  }
  if (group !== undefined) yield group;
}

async function* items(db: Kysely<PastDatabase>): AsyncGenerator<Item> {
  const changes = pages((after) =>
    db.selectFrom('played_changes').selectAll().where('seq', '>', after).orderBy('seq').limit(PAGE).execute(),
  );
  const events = pages((after) =>
    db
      .selectFrom('played_events')
      .selectAll()
      .where('is_played', '=', 1)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE)
      .execute(),
  );
  let change = (await changes.next()).value;
  let event = (await events.next()).value;
  while (change !== undefined || event !== undefined) {
    if (change !== undefined && (event === undefined || change.at <= event.at)) {
      yield { change };
      change = (await changes.next()).value;
    } else if (event !== undefined) {
      yield { event };
      event = (await events.next()).value;
    }
  }
}

async function* pages<T extends { seq: number }>(read: (after: number) => Promise<T[]>): AsyncGenerator<T, undefined> {
  for (let after = 0; ;) {
    const rows = await read(after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return undefined;
    after = last.seq;
  }
}

/** Mails of other recipes, addresses that must not be written to, and runs that were on their way, as they were at that time. */
async function arrive(db: Kysely<PastDatabase>, at: string): Promise<void> {
  for (const [table, column] of [
    ['ledger', 'settled_at'],
    ['suppressions', 'at'],
  ] as const) {
    const arriving = sql.table(`arriving_${table}`);
    const due = sql`${sql.ref(column)} <= ${at}`;
    await sql`insert or ignore into ${sql.table(table)} select * from ${arriving} where ${due}`.execute(db);
    await sql`delete from ${arriving} where ${due}`.execute(db);
  }
  await sql`update runs set state = ending_runs.state, ended_at = ending_runs.ended_at, reason = ending_runs.reason
    from ending_runs where ending_runs.id = runs.id and ending_runs.ended_at <= ${at} and runs.state = 'waiting'`.execute(
    db,
  );
  await sql`delete from ending_runs where ended_at <= ${at}`.execute(db);
}

async function readChange(core: Core, db: Kysely<PastDatabase>, item: ChangeItem): Promise<ApplyRequest | undefined> {
  const { text, missing } = await translate(db, item.mutation_json);
  const mutation = JSON.parse(text) as Mutation;
  if (missing.has(mutation.recordId)) return undefined;
  const { device_id: deviceId, run_id: runId } = item;
  return {
    author: { deviceId, role: deviceId === core.engineId ? 'engine' : 'owner' },
    mutation,
    cause: runId === null ? { deviceId, depth: 0 } : { runId, depth: (item.depth ?? 0) + 1 },
  };
}

/** What was accepted once is accepted again, unless the rules are others by now. */
async function accepts(unit: Unit, request: ApplyRequest): Promise<boolean> {
  try {
    await apply(unit, request);
    return true;
  } catch (error) {
    if (error instanceof MutationRefused) return false;
    throw error;
  }
}

async function readEvent(db: Kysely<PastDatabase>, item: EventItem): Promise<NewEvent | undefined> {
  const data = JSON.parse((await translate(db, item.data_json)).text) as EventData[EventType];
  if ('ofSeq' in data && data.ofSeq !== undefined) {
    const seq = await placeNow(db, data.ofSeq);
    if (seq === undefined) return undefined;
    data.ofSeq = seq;
  }
  return {
    id: item.id,
    type: item.type as EventType,
    at: item.happened_at,
    ...(item.contact_id === null ? {} : { contactId: item.contact_id }),
    cause: JSON.parse(item.cause_json) as Cause,
    data,
  };
}

/** Where the event is now that was at this place. */
async function placeNow(db: Kysely<PastDatabase>, seq: number): Promise<number | undefined> {
  const was = await db.selectFrom('played_events').selectAll().where('seq', '=', seq).executeTakeFirst();
  if (was === undefined) return seq;
  const same =
    was.mutation_id === null
      ? sql<boolean>`id = ${was.id}`
      : sql<boolean>`type = ${was.type} and contact_id is ${was.contact_id} and json_extract(cause_json, '$.mutationId') = ${was.mutation_id}`;
  return (await db.selectFrom('events').select('seq').where(same).executeTakeFirst())?.seq;
}
