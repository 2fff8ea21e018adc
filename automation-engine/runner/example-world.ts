/**
 * A small engine for one example: an in-memory database, the real runner and intake, a clock that is moved by hand, a channel that
 * remembers. What happens in an example happens by mutations, as it does in life.
 */
import type { EventType, NewEvent } from '../../shared/model/event.ts';
import { createHybridClock } from '../../shared/model/hybrid-clock.ts';
import { createIds, type Id } from '../../shared/model/ids.ts';
import type { Kind } from '../../shared/model/kinds.ts';
import type { FieldPath, FieldValue } from '../../shared/model/record.ts';
import { recordingChannels } from '../channels/recording.ts';
import type { Core } from '../core.ts';
import { appendEvent } from '../event-log/append.ts';
import { lastSeq } from '../event-log/read.ts';
import { createSignals } from '../event-log/signals.ts';
import { applyInTransaction } from '../intake/apply.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import { hashRecipe } from '../recipe-language/canonical.ts';
import type { Example, Recipe } from '../recipe-language/recipe.ts';
import { scopeKinds, type ScopeKind } from '../recipe-language/scope.ts';
import { timeText } from '../schedule/clock.ts';
import { createFakeClock, type FakeClock } from '../schedule/fake-clock.ts';
import { engineIdOf } from '../storage/meta.ts';
import { openStorage, type Storage } from '../storage/open.ts';
import { fieldsOf } from './given-records.ts';
import { createRepeatableChance } from './repeatable-chance.ts';
import type { ActiveRecipe, MailTemplate } from './recipe-source.ts';
import { createRunner } from './runner.ts';
import { standInsFor } from './stand-in.ts';
import { segmentsAskedBy } from './world-of.ts';
import { readTyped } from '../records/read.ts';

export interface ExampleParts {
  blocks: Blocks;
  mailTemplates: ReadonlyMap<string, MailTemplate>;
  /** An empty database; by default a new one, in memory. */
  storage?: Storage;
  /** By default nothing is said. */
  log?: Core['log'];
}

/** Examples live in UTC, so that they mean the same everywhere. */
const ZONE = 'UTC';
/** A Monday morning, for examples in which nothing happens but time. */
const NO_EVENTS_START = Date.parse('2026-01-05T08:00:00Z');
const BEFORE_MS = 60_000;

const silent = () => {};
const SILENT: Core['log'] = { debug: silent, info: silent, warn: silent, error: silent };

async function makeCore(
  start: number,
  storage: Storage,
  log = SILENT,
): Promise<Core & { clock: FakeClock; close(): Promise<void> }> {
  const clock = createFakeClock(start);
  const random = createRepeatableChance('');
  const newId = createIds({ now: clock.now, random });
  const engineId = await engineIdOf(storage.db, newId);
  return {
    db: storage.db,
    clock,
    random,
    newId,
    engineId,
    stamps: createHybridClock({ now: clock.now, device: engineId }),
    signals: createSignals(),
    log,
    close: () => storage.close(),
  };
}

export interface ExampleWorld {
  core: Core;
  /** Plays the example to its end. */
  play(): Promise<void>;
  close(): Promise<void>;
}

export async function makeWorld(
  recipe: Recipe,
  example: Example,
  { blocks, mailTemplates, storage, log }: ExampleParts,
): Promise<ExampleWorld> {
  const times = example.events.map((event) => Date.parse(event.at));
  const start = times.length === 0 ? NO_EVENTS_START : Math.min(...times) - BEFORE_MS;
  const core = await makeCore(start, storage ?? (await openStorage(':memory:')), log);
  const { clock } = core;
  const active: ActiveRecipe = { recipe, hash: hashRecipe(recipe), enabledAfterSeq: 0, inputs: example.inputs };
  const others = standInsFor(recipe);
  const runner = createRunner(core, {
    library: { active: () => [active, ...others], versionByHash: () => recipe, mailTemplates },
    blocks,
    channels: recordingChannels(),
    ownerZone: ZONE,
    mailFrom: { name: 'Larder', address: 'me@larder.example' },
    heartbeat: false,
  });
  const stage = createStage(core, recipe, example);
  return {
    core,
    async play() {
      await stage.setUp();
      active.enabledAfterSeq = await lastSeq(core.db);
      await runner.start();
      await runner.settle();
      const ordered = example.events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
      for (const event of ordered) {
        await clock.moveTo(Date.parse(event.at), () => runner.settle());
        await stage.happen(event);
        await runner.settle();
      }
      await clock.moveTo(clock.now() + example.advanceMs, () => runner.settle());
    },
    async close() {
      await runner.stop();
      await core.close();
    },
  };
}

type Data = Record<string, FieldValue>;
const isData = (value: FieldValue | undefined): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is there at the beginning, and what happens then. */
function createStage(core: Core, recipe: Recipe, example: Example) {
  const device = core.newId();
  const stamps = createHybridClock({ now: core.clock.now, device });
  const ids = new Map<ScopeKind, Id>();
  const given = (kind: ScopeKind): Data => {
    const record = example.given[kind];
    return isData(record) ? record : {};
  };
  const now = () => timeText(core.clock.now());

  async function write(kind: Kind, recordId: Id, fields: Record<FieldPath, FieldValue>): Promise<void> {
    if (Object.keys(fields).length === 0) return;
    const mutation = { id: core.newId(), kind, recordId, fields, stamp: stamps.tick() };
    const applied = await core.db.transaction().execute((tx) =>
      applyInTransaction(tx, core, {
        author: { deviceId: device, role: 'owner' },
        mutation,
        cause: { deviceId: device, depth: 0 },
      }),
    );
    core.signals.emit('changes-accepted', { seq: applied.seq });
    const last = applied.eventSeqs.at(-1);
    if (last !== undefined) core.signals.emit('events-recorded', { seq: last });
  }

  /** New records belong to the contact, and the contact to the company, unless the example says otherwise. */
  async function create(kind: ScopeKind, record: Data): Promise<void> {
    const id = core.newId();
    const belongs: Data = {};
    const [contactId, companyId] = [ids.get('contact'), ids.get('company')];
    if (kind !== 'contact' && kind !== 'company' && contactId !== undefined) belongs['contactId'] = contactId;
    if (kind === 'contact' && companyId !== undefined) belongs['companyId'] = companyId;
    if (kind === 'interaction' || kind === 'note') belongs['at'] = now();
    ids.set(kind, id);
    await write(kind, id, { ...belongs, ...fieldsOf(kind, record, now()) });
  }

  async function change(kind: ScopeKind, fields: Record<FieldPath, FieldValue>): Promise<void> {
    if (!ids.has(kind)) await create(kind, given(kind));
    await write(kind, ids.get(kind) ?? core.newId(), fields);
  }

  async function append(type: EventType, data: Data, id: Id = core.newId()): Promise<void> {
    const contactId = ids.get('contact');
    // parse.ts checked the names against the event's own schema.
    const event = {
      id,
      type,
      at: now(),
      // What an example says happened follows from nothing: played as the past, it is to happen again as it was said.
      cause: { deviceId: device, depth: 0 },
      data,
      ...(contactId === undefined ? {} : { contactId }),
    } as NewEvent;
    const seq = await core.db.transaction().execute((tx) => appendEvent(tx, core, event));
    core.signals.emit('events-recorded', { seq });
  }

  /** What only the engine can say about an event that it makes for one trigger; an example may say otherwise. */
  async function due(type: 'date.due' | 'silence.due' | 'button.pressed', data: Data): Promise<void> {
    const [noun] = type.split('.');
    const trigger = Math.max(
      0,
      recipe.triggers.findIndex((use) => use.trigger === noun),
    );
    const { date = '', on = String(date).split('.')[0] } = recipe.triggers[trigger]?.params ?? {};
    const kind = scopeKinds.find((known) => known === on) ?? 'contact';
    if (!ids.has(kind)) await create(kind, given(kind));
    if (type !== 'button.pressed' && (await wasRecorded(type))) return undefined;
    const base = { recipeId: recipe.id, trigger };
    if (type === 'silence.due')
      return append(type, { ...base, since: now(), dueAt: now(), ...(await carried(['contact'])), ...data });
    const records = await carried(['contact', 'company', 'deal', 'task', 'interaction']);
    const about = { ...base, recordId: ids.get(kind) ?? '', ...records };
    const own: Data =
      type === 'date.due' ? { field: date, value: now(), dueAt: now(), zone: ZONE } : { press: core.newId() };
    return append(type, { ...about, ...own, ...data });
  }

  /** Those of these records that are there, as an event carries them. */
  async function carried(wanted: readonly ScopeKind[]): Promise<Data> {
    const records: Data = {};
    for (const kind of wanted) {
      const id = ids.get(kind);
      const record = id === undefined ? undefined : await readTyped(core.db, kind, id);
      if (record !== undefined) records[kind] = JSON.parse(JSON.stringify(record)) as FieldValue;
    }
    return records;
  }

  /** Whether the engine recorded it by itself, because its time came. */
  async function wasRecorded(type: EventType, at = now()): Promise<boolean> {
    const fired = await core.db
      .selectFrom('events')
      .select('at')
      .where('type', '=', type)
      .where('at', '=', timeText(Date.parse(at)))
      .execute();
    return fired.length > 0;
  }

  async function schedule(at: string): Promise<void> {
    if (!(await wasRecorded('schedule.due', at)))
      await append('schedule.due', { recipeId: recipe.id, dueAt: now(), zone: ZONE });
  }

  return {
    async setUp(): Promise<void> {
      // Who is in them is what the example says of its contact: given: { contact: { segments: [buyers] } }
      for (const slug of segmentsAskedBy(recipe)) await write('segment', core.newId(), { slug });
      const made = new Set(
        example.events.filter(({ type }) => type.endsWith('.created')).map(({ type }) => type.split('.')[0]),
      );
      for (const kind of ['company', 'contact', ...scopeKinds] as const) {
        if (example.given[kind] !== undefined && !made.has(kind) && !ids.has(kind)) await create(kind, given(kind));
      }
    },
    async happen({ type, at, data }: Example['events'][number]): Promise<void> {
      switch (type as EventType) {
        case 'contact.created':
        case 'company.created':
        case 'task.created':
        case 'deal.created': {
          const kind = type.split('.')[0] as ScopeKind;
          return create(kind, { ...given(kind), ...data });
        }
        case 'interaction.logged':
          return create('interaction', data);
        case 'note.added':
          return create('note', data);
        case 'contact.updated':
        case 'company.updated': {
          const { changed: _, ...fields } = data;
          const kind = type.split('.')[0] as ScopeKind;
          return change(kind, fieldsOf(kind, fields, now()));
        }
        case 'contact.deleted':
          return change('contact', { deletedAt: now() });
        case 'contact.merged':
          return append('contact.merged', { merged: core.newId(), ...(await carried(['contact'])), ...data });
        case 'contact.tag-added':
        case 'contact.tag-removed':
          return change('contact', { [`tags/${String(data['tag'])}`]: type === 'contact.tag-added' ? true : null });
        case 'contact.detail-changed': {
          const { field = 'title', from = '', to = '' } = data;
          const path = field === 'phones' ? `phones/${String(to)}` : String(field);
          return change('contact', { [`suggestions/${path}`]: { from, to, at: now(), evidence: [] } });
        }
        case 'contact.unsubscribed':
          return change('contact', {
            'consent/email:marketing': { state: 'withdrawn', at: now(), how: 'as the example says' },
          });
        case 'task.completed':
          return change('task', { ...fieldsOf('task', data, now()), doneAt: now() });
        case 'deal.stage-changed': {
          const { from, to, ...fields } = data;
          if (from !== undefined) await change('deal', { stage: from });
          return change('deal', { ...fieldsOf('deal', fields, now()), stage: to ?? null, stageSince: now() });
        }
        case 'mail.sent':
        case 'mail.failed':
        case 'mail.in-doubt': {
          const mail = {
            ledgerId: core.newId(),
            recipient: '',
            subject: '',
            messageId: '<example@larder.example>',
            ...data,
          };
          return append(type as EventType, { mail, ...(await carried(['contact'])) });
        }
        case 'schedule.due':
          return schedule(at);
        case 'date.due':
        case 'silence.due':
        case 'button.pressed':
          return due(type as 'date.due' | 'silence.due' | 'button.pressed', data);
        case 'segment.entered':
        case 'segment.left':
          if (!ids.has('contact')) await create('contact', given('contact'));
          return append(type as EventType, { ...(await carried(['contact'])), ...data });
        case 'webhook.received':
          return append('webhook.received', {
            delivery: core.newId(),
            body: {},
            ...(await carried(['contact'])),
            ...data,
          });
        case 'recipe.broken':
          return append('recipe.broken', { recipe: 'another-recipe', reason: 'as the example says', ...data });
        case 'recipe.requested':
          throw new Error('an example shows what starts a recipe by itself; leave recipe.requested out');
      }
    },
  };
}
