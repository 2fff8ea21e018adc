/** Who is stored twice: everybody compared with whom the match keys name, in pieces, so that it can be stopped and the page stays quick. */
import { judgeLikeliest, type Duplicate } from '../../shared/reading/matching/find-duplicates.ts';
import { KEY_COMMON, likeliest, questionOf } from '../../shared/reading/matching/match-keys.ts';
import { areTwo, asStored, type Stored } from './duplicates.ts';
import { fromRow, type ContactRow } from './rows.ts';
import type { Store } from './store.ts';

export interface Pair {
  one: Stored;
  other: Duplicate<Stored>;
}
export interface Doubles {
  pairs: readonly Pair[];
  /** There may be more: it was stopped, or found as many as one can look through. */
  isPart: boolean;
}
export interface Progress {
  phase: 'reading' | 'comparing';
  done: number;
  of: number;
}
interface Options {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

const READ_PIECE = 1_000;
const COMPARE_PIECE = 100;
const PAIRS_MAX = 200;

/** Each pair once, the surest first. */
export async function findDoubles(store: Store, { signal, onProgress }: Options = {}): Promise<Doubles> {
  const { ids, holders } = await readKeys(store, signal, onProgress);
  const pairs: Pair[] = [];
  let at = 0;
  for (; at < ids.length && pairs.length < PAIRS_MAX && signal?.aborted !== true; at += COMPARE_PIECE) {
    pairs.push(...(await compareSome(store, ids.slice(at, at + COMPARE_PIECE), holders, ids.length)));
    onProgress?.({ phase: 'comparing', done: Math.min(at + COMPARE_PIECE, ids.length), of: ids.length });
  }
  const sure = ({ other }: Pair) => Number(other.kind === 'exact') + other.probability;
  return {
    pairs: pairs.sort((a, b) => sure(b) - sure(a)).slice(0, PAIRS_MAX),
    isPart: signal?.aborted === true || at < ids.length || pairs.length > PAIRS_MAX,
  };
}

type Holders = ReadonlyMap<string, readonly string[]>;

async function readKeys({ db }: Store, signal: AbortSignal | undefined, onProgress: Options['onProgress']) {
  const ids: string[] = [];
  const holders = new Map<string, string[]>();
  const of = await db.contacts.count();
  let rows: ContactRow[] = [];
  let done = 0;
  do {
    const after = rows.at(-1)?.id ?? '';
    rows = await db.contacts.where('id').above(after).limit(READ_PIECE).toArray();
    for (const { id, gone, matchKeys } of rows) {
      if (gone === 1) continue;
      ids.push(id);
      for (const key of matchKeys) {
        const known = holders.get(key);
        if (known === undefined) holders.set(key, [id]);
        else if (known.length <= KEY_COMMON) known.push(id);
      }
    }
    done += rows.length;
    onProgress?.({ phase: 'reading', done, of });
  } while (rows.length === READ_PIECE && signal?.aborted !== true);
  return { ids, holders };
}

/** The pairs of some people with those whose ids come after theirs. */
async function compareSome({ db }: Store, some: readonly string[], holders: Holders, stored: number): Promise<Pair[]> {
  const read = async (ids: readonly string[]) => {
    const rows = await db.contacts.bulkGet([...ids]);
    return rows.flatMap((row) => (row === undefined || row.gone === 1 ? [] : asStored(fromRow('contact', row))));
  };
  const asked = (await read(some)).map((one) => {
    const question = questionOf(one);
    const postings = question.keys.map((key) => ({ key, ids: holders.get(key.key) ?? [] }));
    return { one, question, postings, others: likeliest(postings, stored).filter((id) => id > one.contact.id) };
  });
  const others = await read([...new Set(asked.flatMap((each) => each.others))]);
  const byId = new Map(others.map((other) => [other.contact.id, other]));
  return asked.flatMap(({ one, question, postings, others: named }) => {
    const people = named.flatMap((id) => byId.get(id) ?? []).filter(({ contact }) => !areTwo(one.contact, contact));
    return judgeLikeliest(question, postings, stored, people).map((other): Pair => ({ one, other }));
  });
}
