/** Why nobody can be enrolled into a recipe, or not yet. */
import type { Kysely } from 'kysely';
import type { Blocks } from '../../recipe-language/blocks.ts';
import type { Recipe, TriggerUse } from '../../recipe-language/recipe.ts';
import type { Database } from '../../storage/schema.ts';

/** By this trigger; `undefined` when somebody can be enrolled by it. What is decided, and why: see candidates.ts. */
export function nobodyBy({ trigger, params }: TriggerUse, blocks: Blocks): string | undefined {
  const block = blocks.triggers.get(trigger);
  if (block?.timetable !== undefined) return 'a timetable starts it at its times, for nobody who was there before';
  if (block?.webhook !== undefined) return 'a call to its webhook starts it, and calls are not made up for';
  if (block?.button !== undefined) return 'a person who presses its button starts it';
  const date = block?.recordDate?.(params);
  if (date?.missed === 'skip') return 'it skips dates that came while it was off';
  if (date?.kind === 'company') return 'a date on a company starts it for no contact';
  const isLeft = block?.segment !== undefined && block.eventTypes(params).includes('segment.left');
  return isLeft ? 'it starts when somebody leaves a segment, and who left before is over' : undefined;
}

/** At all, or because who is in a segment is not known; `undefined` when somebody can be. */
export async function whyNobody(
  db: Kysely<Database>,
  { recipe, blocks }: { recipe: Recipe; blocks: Blocks },
): Promise<string | undefined> {
  const reasons = recipe.triggers.map((use) => nobodyBy(use, blocks));
  if (!reasons.includes(undefined))
    return `nobody can be enrolled into "${recipe.id}": ${[...new Set(reasons)].join('; ')}`;
  for (const { trigger, params } of recipe.triggers) {
    const slug = blocks.triggers.get(trigger)?.segment?.(params);
    if (slug === undefined) continue;
    const row = await db.selectFrom('segments').select('built_to').where('slug', '=', slug).executeTakeFirst();
    if (row === undefined) return `there is no segment "${slug}"`;
    if (row.built_to !== null) return `the segment "${slug}" is new and still being filled: try again in a moment`;
  }
  return undefined;
}
