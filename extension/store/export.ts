/** Everything that the person has here, as one JSON document. */
import { kinds, type Kind } from '../../shared/model/kinds.ts';
import { tableOf } from './db.ts';
import { readFact } from './device.ts';
import { fromRow } from './rows.ts';
import { timeOf, type Store } from './store.ts';

const CHUNK = 2_000;

/** The parts of the document, in order; joined they are JSON. Given in parts so that a large store needs no second copy in memory. */
export async function* exportParts(store: Store): AsyncGenerator<string> {
  const [own, never] = await Promise.all([readFact(store, 'own'), readFact(store, 'never')]);
  yield `{"product":"larder","exportedAt":${JSON.stringify(timeOf(store))},"own":${JSON.stringify(own?.addresses ?? [])},"never":${JSON.stringify(never?.rules ?? [])},"records":[`;
  let separator = '\n';
  for (const kind of Object.keys(kinds).filter((name): name is Kind => Object.hasOwn(kinds, name))) {
    let after = '';
    for (;;) {
      const rows = await tableOf(store.db, kind).where('id').above(after).limit(CHUNK).toArray();
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
      for (const row of rows) {
        yield separator + JSON.stringify(fromRow(kind, row));
        separator = ',\n';
      }
    }
  }
  yield '],"waiting":[';
  separator = '\n';
  for (const row of await store.db.outbox.toArray()) {
    yield separator + JSON.stringify({ state: row.state, mutation: row.mutation, refused: row.refused });
    separator = ',\n';
  }
  yield ']}\n';
}
