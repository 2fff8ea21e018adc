/** Commits transaction after transaction until it is killed: see kill-contract.ts. */
import { writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Storage } from '../../../automation-engine/storage/open.ts';

const [module = '', place = ''] = process.argv.slice(2);
const { openStorage } = (await import(pathToFileURL(module).href)) as {
  openStorage: (place: string) => Promise<Storage>;
};
const { db } = await openStorage(place);
const AT = '2026-03-06T10:00:00.000Z';

const known = await db.selectFrom('cursors').select('seq').where('name', '=', 'writer').executeTakeFirst();
for (let n = (known?.seq ?? 0) + 1; ; n++) {
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('changes')
      .values({ mutation_id: String(n), device_id: 'd', accepted_at: AT, mutation_json: '{}' })
      .execute();
    await tx
      .insertInto('events')
      .values({
        id: String(n),
        type: 'note.added',
        contact_id: null,
        at: AT,
        recorded_at: AT,
        cause_json: '{}',
        data_json: '{}',
      })
      .execute();
    await tx
      .insertInto('cursors')
      .values({ name: 'writer', seq: n })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq: n }))
      .execute();
  });
  writeSync(1, `${n}\n`);
}
