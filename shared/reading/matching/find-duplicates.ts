/** Whether somebody is stored already, before a draft is saved: one person against a store of any size. */
import { isSharedMailbox } from './address-aliases.ts';
import { defaultModel } from './default-weights.ts';
import { explainPair, type Reason } from './explain.ts';
import { BlockIndex } from './match-blocks.ts';
import { compareCells, DIFFERS, NEAR, type Cell } from './match-fields.ts';
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
  const model = defaultModel(people.length);
  const holders = new Set(IDENTIFIES.flatMap((field) => blocks.holdersOf(field, row[field] ?? [])));
  const found: (Duplicate<P> & { logit: number })[] = [];
  for (const at of new Set([...holders, ...blocks.candidatesFor(row)])) {
    const person = people[at];
    const theirs = table.rows[at];
    if (person === undefined || theirs === undefined) continue;
    const isExact = holders.has(at) && identifies(row, theirs, table);
    const { probability, logit, reasons } = explainPair(model, table, row, theirs);
    if (!isExact && probability < least) continue;
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
