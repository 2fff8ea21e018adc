/**
 * Rows: a record as it is stored (values and stamps by field path) and the keys that its table is searched by. Keys are made from the
 * record alone, so they can be made anew at any time.
 */
import type { Kind, RecordByKind } from '../../shared/model/kinds.ts';
import { readRecord } from '../../shared/model/mutation.ts';
import type { RecordState } from '../../shared/model/record.ts';
import { matchKeys } from '../../shared/reading/matching/match-keys.ts';
import { personOfContact } from '../../shared/reading/matching/person-records.ts';

export interface RowBase {
  id: string;
  values: RecordState['values'];
  stamps: RecordState['stamps'];
}
export interface ContactRow extends RowBase {
  /** The name in lower case, for the list in alphabetical order. */
  nameKey?: string;
  /** When it changed, for the list with the latest first. */
  changedKey?: string;
  /** What a search finds it by, each by its beginning. */
  words: string[];
  emailKeys: string[];
  phoneKeys: string[];
  tagKeys: string[];
  /** What finds those who may be the same person. */
  matchKeys: string[];
  companyId?: string;
  /** Set for those that are deleted or merged into another. */
  gone?: 1;
  mergedInto?: string;
}
export interface CompanyRow extends RowBase {
  nameKey?: string;
  domain?: string;
}
export interface InteractionRow extends RowBase {
  contactId?: string;
  at?: string;
  messageId?: string;
  threadId?: string;
}
export interface TaskRow extends RowBase {
  contactId?: string;
  /** 1 for open, 0 for done; missing when deleted. IndexedDB takes no booleans as keys. */
  open?: 0 | 1;
  due: string;
}
export interface NoteRow extends RowBase {
  contactId?: string;
  at?: string;
}
export interface TagRow extends RowBase {
  slug?: string;
}
export interface DealRow extends RowBase {
  contactId?: string;
}
export interface SegmentRow extends RowBase {
  slug?: string;
}
export interface RunRow extends RowBase {
  contactId?: string;
  startedAt?: string;
  recipeId?: string;
  state?: string;
}
export interface NotificationRow extends RowBase {
  unread?: 0 | 1;
  at: string;
}
export interface RowByKind {
  contact: ContactRow;
  company: CompanyRow;
  interaction: InteractionRow;
  task: TaskRow;
  note: NoteRow;
  tag: TagRow;
  deal: DealRow;
  segment: SegmentRow;
  run: RunRow;
  notification: NotificationRow;
}
export type AnyRow = RowByKind[Kind];

/** After every date: where tasks without one go. */
export const NO_DUE = '9999';

type Keys = { [K in Kind]: (record: RecordByKind[K]) => Omit<RowByKind[K], keyof RowBase> };

/** The keys of each kind; a deleted record keeps its row, and none of the keys that lists are made from. */
const keys: Keys = {
  contact: (contact) => {
    const none = { words: [], emailKeys: [], phoneKeys: [], tagKeys: [], matchKeys: [], gone: 1 as const };
    if (contact.deletedAt !== undefined) return none;
    if (contact.mergedInto !== undefined) return { ...none, mergedInto: contact.mergedInto };
    // Sorted: the order of entries is that of their arrival, which differs from device to device.
    const emails = Object.keys(contact.emails).sort();
    return {
      nameKey: fold(contact.name ?? emails[0] ?? ''),
      changedKey: contact.updatedAt,
      words: wordsOf([contact.name, contact.companyName, contact.title, ...emails]),
      emailKeys: emails,
      phoneKeys: Object.keys(contact.phones).sort(),
      tagKeys: Object.keys(contact.tags).sort(),
      matchKeys: matchKeys(personOfContact(contact)),
      companyId: contact.companyId,
    };
  },
  company: (company) =>
    company.deletedAt === undefined ? { nameKey: fold(company.name ?? ''), domain: company.domain } : {},
  interaction: (interaction) =>
    interaction.deletedAt === undefined
      ? {
          contactId: interaction.contactId,
          at: interaction.at ?? interaction.createdAt,
          messageId: interaction.messageId,
          threadId: interaction.threadId,
        }
      : {},
  task: (task) =>
    task.deletedAt === undefined
      ? { contactId: task.contactId, open: task.doneAt === undefined ? 1 : 0, due: task.dueAt ?? NO_DUE }
      : { due: NO_DUE },
  note: (note) => (note.deletedAt === undefined ? { contactId: note.contactId, at: note.at ?? note.createdAt } : {}),
  tag: (tag) => ({ slug: tag.slug }),
  deal: (deal) => (deal.deletedAt === undefined ? { contactId: deal.contactId } : {}),
  segment: (segment) => (segment.deletedAt === undefined ? { slug: segment.slug } : {}),
  run: (run) =>
    run.deletedAt === undefined
      ? {
          contactId: run.contactId,
          startedAt: run.startedAt ?? run.createdAt,
          recipeId: run.recipeId,
          state: run.state,
        }
      : {},
  notification: (notification) => ({
    unread: notification.deletedAt === undefined && notification.readAt === undefined ? 1 : 0,
    at: notification.at ?? notification.createdAt,
  }),
};

/** The row of a record's state. */
export function toRow<K extends Kind>(kind: K, state: RecordState): RowByKind[K] {
  const found: object = keys[kind](readRecord(kind, state));
  const row: Record<string, unknown> = { id: state.id, values: state.values, stamps: state.stamps };
  // An index takes no `undefined`: a key without a value must be missing.
  for (const [name, value] of Object.entries(found)) if (value !== undefined) row[name] = value;
  // Built from the keys of this very kind.
  return row as unknown as RowByKind[K];
}

/** The record in a row. */
export function fromRow<K extends Kind>(kind: K, row: RowBase): RecordByKind[K] {
  return readRecord(kind, stateOf(kind, row));
}

/** The state in a row, as mutations change it. */
export function stateOf(kind: Kind, row: RowBase): RecordState {
  return { kind, id: row.id, values: row.values, stamps: row.stamps };
}

/** Lower case, without accents: "Åsa" is found by "asa". */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim();
}

/** The words of some texts, folded, each once. */
export function wordsOf(texts: readonly (string | undefined)[]): string[] {
  const words = texts.flatMap((text) => (text === undefined ? [] : fold(text).split(/[^\p{L}\p{N}]+/u)));
  return [...new Set(words.filter((word) => word !== ''))].slice(0, 40);
}
