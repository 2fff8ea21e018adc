/** Whether somebody is stored already, before a draft is saved: one person against a store of any size. */
import { isSharedMailbox } from './address-aliases.ts';
import { defaultModel } from './default-weights.ts';
import { explainPair, type Reason } from './explain.ts';
import type { Value } from './field-values.ts';
import { BlockIndex } from './match-blocks.ts';
import { compareCells, DIFFERS, NEAR, type Cell } from './match-fields.ts';
import { cellsOf, type Posting, type Question } from './match-keys.ts';
import { dedupeRecords } from './match-records.ts';
import { makeTable, ValuePool, type Table } from './match-table.ts';
import { personFields, recordOf, type Person } from './person-records.ts';

/** The stored people, ready to be asked. */
export interface PeopleIndex<P extends Person> {
  people: readonly P[];
  table: Table;
  blocks: BlockIndex;
  pool: ValuePool;
}

export interface Duplicate<P extends Person> {
  person: P;
  /** `exact`: the same mailbox, phone or profile, and nothing that speaks against it. `near`: likely by all fields together. */
  kind: 'exact' | 'near';
  /** 0 to 1. */
  probability: number;
  reasons: Reason[];
}

/** Indexes people once; asking takes little time afterwards, however many there are. */
export function indexPeople<P extends Person>(people: readonly P[]): PeopleIndex<P> {
  const pool = new ValuePool();
  const table = makeTable(personFields, people.map(recordOf), pool);
  pool.close();
  return { people, table, blocks: new BlockIndex(personFields, table.rows), pool };
}

const NAME = personFields.findIndex(({ kind }) => kind === 'name');
const IDENTIFIES = personFields.flatMap(({ kind }, at) =>
  kind === 'email' || kind === 'phone' || kind === 'link' ? [at] : [],
);
/** Phones and mailboxes can be shared: these need a name that does not contradict. */
const PHONE = personFields.findIndex(({ kind }) => kind === 'phone');
const FOUND_MAX = 10;

/**
 * The stored people whom a candidate may be: the exact ones first, then by probability.
 * @param least near matches below this probability are left out
 */
export function findDuplicates<P extends Person>(
  candidate: Person,
  { people, table, blocks, pool }: PeopleIndex<P>,
  least = 0.5,
): Duplicate<P>[] {
  const row = recordOf(candidate).map((written, at) => pool.peek(personFields[at]?.kind ?? 'text', written));
  const holders = IDENTIFIES.flatMap((field) => blocks.holdersOf(field, row[field] ?? []));
  const others = [...new Set([...holders, ...blocks.candidatesFor(row)])].flatMap((at): Other<P>[] => {
    const person = people[at];
    return person === undefined ? [] : [{ person, row: table.rows[at] ?? [] }];
  });
  return compareWith(row, others, table, people.length, (_, probability) => probability >= least);
}

/** More people of one full name than this, and the name alone says nothing. */
const NAMESAKES_MAX = 3;

/**
 * The same, asked of a store that files people under their `matchKeys`.
 * @param postings who has each key of the question
 * @param stored how many people there are
 * @param people those whom `likeliest` named
 * @param namesakes whether a rare full name is enough, though all fields together say no
 */
export function judgeLikeliest<P extends Person>(
  { row, pool }: Question,
  postings: readonly Posting[],
  stored: number,
  people: readonly P[],
  { least = 0.5, namesakes = false }: { least?: number; namesakes?: boolean } = {},
): Duplicate<P>[] {
  const counts = personFields.map(() => new Map<Value, number>());
  for (const { key, ids } of postings) if (key.isWhole) counts[key.field]?.set(key.value, ids.length);
  const table: Table = { fields: personFields, rows: [], counts, filled: personFields.map(() => stored) };
  const isRare = (name: Value) => name.words.length > 1 && (counts[NAME]?.get(name) ?? 0) <= NAMESAKES_MAX;
  const [name] = namesakes ? (row[NAME] ?? []).filter(isRare) : [];
  return compareWith(
    row,
    people.map((person) => ({ person, row: cellsOf(person, pool) })),
    table,
    stored,
    (theirs, probability) => probability >= least || (name !== undefined && theirs[NAME]?.includes(name) === true),
  );
}

interface Other<P extends Person> {
  person: P;
  row: readonly Cell[];
}

function compareWith<P extends Person>(
  row: readonly Cell[],
  others: readonly Other<P>[],
  table: Table,
  stored: number,
  isNear: (theirs: readonly Cell[], probability: number) => boolean,
): Duplicate<P>[] {
  const model = defaultModel(stored);
  const found: (Duplicate<P> & { logit: number })[] = [];
  for (const { person, row: theirs } of others) {
    const isExact = identifies(row, theirs, table);
    const { probability, logit, reasons } = explainPair(model, table, row, theirs);
    if (!isExact && !isNear(theirs, probability)) continue;
    found.push({ person, kind: isExact ? 'exact' : 'near', probability, reasons, logit });
  }
  return found
    .sort((a, b) => Number(b.kind === 'exact') - Number(a.kind === 'exact') || b.logit - a.logit)
    .slice(0, FOUND_MAX)
    .map(({ logit: _, ...duplicate }) => duplicate);
}

/** Whether two people share something that is one person's alone. */
function identifies(a: readonly Cell[], b: readonly Cell[], table: Table): boolean {
  const name = compareCells('name', a[NAME] ?? [], b[NAME] ?? []);
  const shared = (field: number) => (a[field] ?? []).filter((value) => (b[field] ?? []).includes(value));
  return IDENTIFIES.some((field) => {
    const values = shared(field);
    if (field !== PHONE) return values.some(({ text }) => name >= NEAR || !isSharedMailbox(text));
    // Who has a number together with others is told by the name.
    const isOwn = values.some((value) => (table.counts[PHONE]?.get(value) ?? 0) <= 2);
    return values.length > 0 && (name >= NEAR || (isOwn && name !== DIFFERS));
  });
}

/** Groups of people who are one, by their numbers: for an import before it is saved, or for all that is stored. */
export const groupDuplicates = (people: readonly Person[]): number[][] =>
  dedupeRecords(personFields, people.map(recordOf)).clusters;
