/**
 * What people did to things that a left out run had made (they ticked its task off, they answered its mail) is played on what the same run
 * made this time. Ids are new each time, so both are matched by the run, and by which of its changes it was.
 */
import { sql, type Kysely } from 'kysely';
import { listed } from '../../storage/bulk.ts';
import type { PastDatabase } from './past.ts';

/** The same run in both worlds: one of the same recipe and key that began at about the same time. */
const SAME_START_MS = 60_000;

const IDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export interface Translated {
  text: string;
  /** Ids of things that were not made this time. */
  missing: ReadonlySet<string>;
}

/** The text with the ids of what was made this time. */
export async function translate(db: Kysely<PastDatabase>, text: string): Promise<Translated> {
  const ids = new Set(text.match(IDS));
  const made = await db.selectFrom('made').selectAll().where('real_id', 'in', listed(ids)).execute();
  const missing = new Set<string>();
  let translated = text;
  for (const one of made) {
    const now = await madeNow(db, one);
    if (now === undefined) missing.add(one.real_id);
    else translated = translated.replaceAll(one.real_id, now);
  }
  return { text: translated, missing };
}

interface Made {
  real_id: string;
  run_id: string;
  nth: number;
}

async function madeNow(db: Kysely<PastDatabase>, { real_id, run_id, nth }: Made): Promise<string | undefined> {
  const real = await db.selectFrom('left_out_runs').selectAll().where('id', '=', run_id).executeTakeFirst();
  const was = await db
    .selectFrom('left_out_changes')
    .select('mutation_json')
    .where('run_id', '=', run_id)
    .where('nth', '=', nth)
    .executeTakeFirst();
  if (real === undefined || was === undefined) return undefined;
  const key = await translate(db, real.entry_key);
  const runs = await db
    .selectFrom('runs')
    .select(['id', 'started_at'])
    .where('recipe_id', '=', real.recipe_id)
    .where('entry_key', '=', key.text)
    .execute();
  const away = (run: { started_at: string }) => Math.abs(Date.parse(run.started_at) - Date.parse(real.started_at));
  const [run] = runs.filter((one) => away(one) <= SAME_START_MS).sort((a, b) => away(a) - away(b));
  if (run === undefined) return undefined;
  const is = await db
    .selectFrom('changes')
    .select('mutation_json')
    .where('run_id', '=', run.id)
    .where(sql`json_extract(mutation_json, '$.kind')`, '!=', 'run')
    .orderBy('seq')
    .offset(nth - 1)
    .limit(1)
    .executeTakeFirst();
  return is === undefined ? undefined : sameId(real_id, JSON.parse(was.mutation_json), JSON.parse(is.mutation_json));
}

interface Change {
  kind: string;
  recordId: string;
  fields: Record<string, unknown>;
}

/** The id that stands where `id` stood, if both changes are of one kind. */
function sameId(id: string, was: Change, is: Change): string | undefined {
  if (was.kind !== is.kind) return undefined;
  if (was.recordId === id) return is.recordId;
  return String(is.fields['messageId'] ?? '').match(IDS)?.[0];
}
