/**
 * Keeps segments up to date. It follows the change feed: a contact is asked again by those segments alone that hang on a field that was
 * changed, and, where time counts, at the moment at which time may change the answer. Those who are found when
 * a new segment is filled were in it before anyone asked, so they are no news and set no recipe off.
 */
import { isGone, type Contact } from '../../shared/model/contact.ts';
import type { Cause } from '../../shared/model/event.ts';
import type { Mutation } from '../../shared/model/mutation.ts';
import { splitPath } from '../../shared/model/record.ts';
import type { Core } from '../core.ts';
import { causesOf, moveCursor, readCursor } from '../event-log/read.ts';
import { changesOf } from '../records/changes.ts';
import { typedOf } from '../records/record-view.ts';
import {
  lastInteractionsOf,
  membersAmong,
  noteInteractions,
  pairKey,
  segmentConditions,
  writeMemberships,
  type Membership,
} from '../records/segment-store.ts';
import { LAST_INTERACTION, readSegmentRule, type Looked, type SegmentRule } from '../recipe-language/segment-rule.ts';
import { inUnit, type Unit } from '../unit.ts';
import { buildPiece } from './build-segment.ts';
import { letOthersWork, timeText } from './clock.ts';
import { judgeMember } from './judge-member.ts';

const CURSOR = 'segments';
const BATCH = 500;
const FOLLOWED = ['contact', 'interaction', 'segment'] as const;
/** Changes to these are changes to all memberships. */
const GOING = ['deletedAt', 'mergedInto'];

interface KnownSegment {
  /** A static one has none: its contacts say themselves that they are in it. */
  rule: SegmentRule | undefined;
  isReady: boolean;
}

/** For asking whether a contact is in a segment without looking at its members. */
export interface Memberships {
  /** `undefined` when there is no such segment. */
  isIn(segment: string, looked: Looked): boolean | undefined;
}

export interface Segments extends Memberships {
  /** Reads the segments anew, when one was changed. */
  load(): Promise<void>;
  /** One batch of changes; `false` when there were none. */
  follow(): Promise<boolean>;
  /** One batch of memberships that time may have changed; `false` when none is due. */
  wake(): Promise<boolean>;
  /** One piece of the contacts for a new segment; `false` when all segments are ready. */
  build(): Promise<boolean>;
  /** When time changes something next (Unix milliseconds). */
  nextAt(): Promise<number | undefined>;
}

export function createSegments(core: Core): Segments {
  let known = new Map<string, KnownSegment>();

  async function load(): Promise<void> {
    const wanted = await segmentConditions(core.db);
    await core.db.transaction().execute(async (tx) => {
      const stored = await tx.selectFrom('segments').selectAll().execute();
      for (const { slug } of stored.filter((row) => !wanted.has(row.slug))) {
        for (const table of ['segment_members', 'segment_timers'] as const)
          await tx.deleteFrom(table).where('segment', '=', slug).execute();
        await tx.deleteFrom('segments').where('slug', '=', slug).execute();
      }
      for (const [slug, condition] of wanted) {
        const row = stored.find((one) => one.slug === slug);
        if (row !== undefined && row.condition === condition) continue;
        await tx
          .insertInto('segments')
          .values({ slug, condition, built_to: '' })
          .onConflict((conflict) => conflict.column('slug').doUpdateSet({ condition, built_to: '' }))
          .execute();
      }
      known = new Map((await tx.selectFrom('segments').selectAll().execute()).map((row) => [row.slug, read(row)]));
    });
  }

  function read(row: { slug: string; condition: string | null; built_to: string | null }): KnownSegment {
    const result = row.condition === null ? undefined : readSegmentRule(row.condition);
    if (result !== undefined && 'problem' in result)
      core.log.warn({ segment: row.slug, problem: result.problem }, 'a segment cannot be read, and is empty');
    const rule = result === undefined ? undefined : 'rule' in result ? result.rule : NOBODY;
    return { rule, isReady: row.built_to === null };
  }

  /**
   * Asks the segments about these contacts, and records who entered and who left.
   * @param mutations what was changed of each contact, if anything was
   */
  async function ask(
    unit: Unit,
    contactIds: Iterable<string>,
    isAsked: IsAsked,
    mutations: readonly string[] = [],
  ): Promise<void> {
    const ids = [...new Set(contactIds)];
    const asked = ids.flatMap((contactId) =>
      [...known].flatMap(([segment, { rule, isReady }]) =>
        isAsked(contactId, segment, rule) ? [{ contactId, segment, rule, isReady }] : [],
      ),
    );
    await unit.records.load(
      'contact',
      asked.map(({ contactId }) => contactId),
    );
    const before = await membersAmong(unit.tx, asked);
    const last = await lastInteractionsOf(unit.tx, new Set(asked.map(({ contactId }) => contactId)));
    const now = core.clock.now();
    const memberships: Membership[] = [];
    const turned: { contact: Contact; membership: Membership }[] = [];
    for (const { contactId, segment, rule, isReady } of asked) {
      const state = await unit.records.state('contact', contactId);
      if (state === undefined) continue;
      const contact = typedOf('contact', state);
      const membership = judgeMember(segment, rule, { contact, lastInteractionAt: last.get(contactId), now });
      memberships.push(membership);
      if (isReady && membership.isIn !== before.has(pairKey(membership)) && !isGone(contact))
        turned.push({ contact, membership });
    }
    await writeMemberships(unit.tx, memberships);
    const causes = await causesOf(
      unit.tx,
      turned.map(({ contact }) => contact.id),
      mutations,
    );
    for (const { contact, membership } of turned)
      tell(unit, membership, contact, causes.get(contact.id) ?? { depth: 0 });
  }

  function tell(unit: Unit, { segment, isIn }: Membership, contact: Contact, cause: Cause): void {
    const seq = unit.events.append({
      id: core.newId(),
      type: isIn ? 'segment.entered' : 'segment.left',
      at: timeText(core.clock.now()),
      contactId: contact.id,
      cause,
      data: { segment, contact: { ...contact, evidence: {} } },
    });
    unit.commits.recorded([seq]);
  }

  return {
    load,
    isIn(segment, looked) {
      const found = known.get(segment);
      return found && judgeMember(segment, found.rule, looked).isIn;
    },
    async follow() {
      const after = await readCursor(core.db, CURSOR);
      const read = await changesOf(core.db, { after, limit: BATCH, kinds: FOLLOWED });
      if (read === undefined) return false;
      const mutations = read.changes.map(({ mutation }) => mutation);
      if (mutations.some(({ kind }) => kind === 'segment')) await load();
      await inUnit(core, async (unit) => {
        const touched = new Map<string, Set<string>>();
        const touch = (id: string, field: string) => touched.set(id, (touched.get(id) ?? new Set()).add(field));
        for (const { kind, recordId, fields } of mutations)
          if (kind === 'contact') for (const path of Object.keys(fields)) touch(recordId, splitPath(path).field);
        for (const id of await hear(unit, mutations)) touch(id, LAST_INTERACTION);
        const isAsked: IsAsked = (id, _, rule) => hangsOn(rule, touched.get(id) ?? new Set());
        await ask(
          unit,
          touched.keys(),
          isAsked,
          mutations.map(({ id }) => id),
        );
        await moveCursor(unit.tx, CURSOR, read.next);
      });
      if (read.isFull) await letOthersWork();
      return true;
    },
    async wake() {
      const due = await core.db
        .selectFrom('segment_timers')
        .selectAll()
        .where('due_at', '<=', timeText(core.clock.now()))
        .orderBy('due_at')
        .limit(BATCH)
        .execute();
      if (due.length === 0) return false;
      const asked = new Set(due.map((row) => `${row.segment} ${row.contact_id}`));
      const isAsked: IsAsked = (id, segment) => asked.has(`${segment} ${id}`);
      await inUnit(core, (unit) =>
        ask(
          unit,
          due.map((row) => row.contact_id),
          isAsked,
        ),
      );
      return true;
    },
    async build() {
      const row = await core.db.selectFrom('segments').selectAll().where('built_to', 'is not', null).executeTakeFirst();
      const segment = row === undefined ? undefined : known.get(row.slug);
      if (row === undefined || segment === undefined) return false;
      const isReady = await inUnit(core, (unit) => buildPiece(unit, row.slug, segment.rule, row.built_to ?? ''));
      if (isReady) segment.isReady = true;
      await letOthersWork();
      return true;
    },
    async nextAt() {
      const row = await core.db
        .selectFrom('segment_timers')
        .select('due_at')
        .orderBy('due_at')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? undefined : Date.parse(row.due_at);
    },
  };
}

/** Nobody is in a segment that can't be read. */
const NOBODY: SegmentRule = {
  predicate: { op: 'fixed', value: false },
  fields: new Set(),
  isIn: () => false,
  nextChange: () => undefined,
};

/** Whether this contact's membership of a segment may be another one now. */
type IsAsked = (contactId: string, segment: string, rule: SegmentRule | undefined) => boolean;

const hangsOn = (rule: SegmentRule | undefined, fields: ReadonlySet<string>): boolean => {
  if (GOING.some((field) => fields.has(field))) return true;
  if (rule === undefined) return fields.has('segments');
  return rule.fields === 'all' || [...fields].some((field) => rule.fields !== 'all' && rule.fields.has(field));
};

/** Keeps the latest interactions; gives the contacts that were heard of. */
async function hear(unit: Unit, mutations: readonly Mutation[]): Promise<Iterable<string>> {
  const ids = mutations.filter(({ kind }) => kind === 'interaction').map(({ recordId }) => recordId);
  await unit.records.load('interaction', ids);
  const latest = new Map<string, string>();
  for (const id of ids) {
    const interaction = await unit.records.typed('interaction', id);
    if (interaction?.contactId === undefined || interaction.runId !== undefined) continue;
    const at = timeText(Date.parse(interaction.at ?? interaction.createdAt));
    if (at > (latest.get(interaction.contactId) ?? '')) latest.set(interaction.contactId, at);
  }
  await noteInteractions(unit.tx, latest);
  return latest.keys();
}
