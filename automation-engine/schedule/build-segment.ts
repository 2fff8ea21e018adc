/**
 * Fills a new segment in pieces, so that the engine goes on meanwhile. Whom the database can judge by itself is never looked at; the others
 * are asked one by one.
 */
import { sql, type SelectQueryBuilder } from 'kysely';
import { readRecord } from '../../shared/model/mutation.ts';
import { stateOf } from '../records/read.ts';
import { segmentFilter, valuesOf } from '../records/segment-filter.ts';
import { addMemberships, lastInteractionsOf } from '../records/segment-store.ts';
import { attributeOf } from '../recipe-language/attributes.ts';
import type { Predicate } from '../recipe-language/predicate.ts';
import { LAST_INTERACTION, type SegmentRule } from '../recipe-language/segment-rule.ts';
import type { Database } from '../storage/schema.ts';
import type { Unit } from '../unit.ts';
import { judgeMember } from './judge-member.ts';

/** Contacts in one piece: about as long as nothing else may run. Asking them takes several times as long as the database does alone. */
const PIECE = 5_000;
const ASKED_PIECE = 1_000;

/** Fills the segment with the next contacts in the order of their ids; whether these were the last. */
export async function buildPiece(
  unit: Unit,
  slug: string,
  rule: SegmentRule | undefined,
  from: string,
): Promise<boolean> {
  const { tx } = unit;
  const { sure, may, isExact } = segmentFilter(rule?.predicate ?? inStatic(slug));
  const contacts = tx.selectFrom('records').where('kind', '=', 'contact').where('id', '>', from);
  const end = await contacts
    .select('id')
    .orderBy('id')
    .offset((isExact ? PIECE : ASKED_PIECE) - 1)
    .limit(1)
    .executeTakeFirst();
  const to = end?.id ?? null;
  for (const table of ['segment_members', 'segment_timers'] as const) {
    let old = tx.deleteFrom(table).where('segment', '=', slug).where('contact_id', '>', from);
    if (to !== null) old = old.where('contact_id', '<=', to);
    await old.execute();
  }
  const there = (to === null ? contacts : contacts.where('id', '<=', to)).where('deleted', '=', 0);
  await tx
    .insertInto('segment_members')
    .columns(['segment', 'contact_id'])
    .expression(there.select([sql.val(slug).as('segment'), 'id']).where(sure))
    .execute();
  if (rule !== undefined && !isExact)
    await askPiece(unit, slug, rule, there.where(may).where(sql<boolean>`(${sure}) is not true`));
  await tx.updateTable('segments').set({ built_to: to }).where('slug', '=', slug).execute();
  return to === null;
}

/** Asks those contacts whom the database could not judge. */
async function askPiece(
  { tx, core }: Unit,
  slug: string,
  rule: SegmentRule,
  contacts: SelectQueryBuilder<Database, 'records', object>,
): Promise<void> {
  const { fields } = rule;
  const isWhole = fields === 'all';
  const rows = await contacts
    .select(['id', 'kind', isWhole ? 'values_json' : valuesOf(fields).as('values_json'), 'stamps_json'])
    .execute();
  const ids = rows.map(({ id }) => id);
  const last = isWhole || fields.has(LAST_INTERACTION) ? await lastInteractionsOf(tx, ids) : undefined;
  const now = core.clock.now();
  const memberships = rows.map((row) => {
    // Stamps only say when a contact was changed last.
    const state = isWhole ? stateOf(row) : { ...row, values: JSON.parse(row.values_json), stamps: {} };
    return judgeMember(slug, rule, {
      contact: readRecord('contact', state),
      lastInteractionAt: last?.get(row.id),
      now,
    });
  });
  await addMemberships(tx, memberships);
}

function inStatic(slug: string): Predicate {
  const attribute = attributeOf(['contact', 'segments']);
  return attribute === undefined ? { op: 'other' } : { op: 'holds', attribute, value: slug };
}
