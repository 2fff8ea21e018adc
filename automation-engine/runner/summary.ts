/** What devices see of a run: a record of kind `run`, written by mutations like everything else that syncs. */
import type { FieldPath, FieldValue } from '../../shared/model/record.ts';
import type { TraceLine } from '../../shared/model/wire.ts';
import { oneLine } from '../actions/define-action.ts';
import { applyFitting } from '../intake/apply.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import type { Unit } from '../unit.ts';
import { SHOWN_STATES } from './run-store.ts';
import type { RunRow } from './run-writes.ts';

const stateOf = (state: string): string => SHOWN_STATES[state] ?? state;
const fieldOfLine = (n: number): FieldPath => `lines/${String(n).padStart(3, '0')}`;

/** One mutation for everything that changed: the head as it is now, and the lines that are new. */
export async function writeSummary(
  unit: Unit,
  run: RunRow,
  recipe: Pick<Recipe, 'title' | 'version'> | undefined,
  lines: readonly TraceLine[],
): Promise<void> {
  const fields: Record<FieldPath, FieldValue> = {
    recipeId: run.recipe_id,
    recipeTitle: oneLine(recipe?.title ?? run.recipe_id),
    recipeVersion: recipe?.version ?? '',
    contactId: run.contact_id,
    state: stateOf(run.state),
    startedAt: run.started_at,
    endedAt: run.ended_at,
    wakesAt: run.wake_at,
    reason: run.reason === null ? null : oneLine(run.reason),
  };
  for (const { n, at, kind, outcome, text } of lines)
    fields[fieldOfLine(n)] = { at, step: oneLine(kind), outcome, text: oneLine(text) };
  const { core } = unit;
  await applyFitting(unit, {
    author: { deviceId: core.engineId, role: 'engine' },
    mutation: { id: core.newId(), kind: 'run', recordId: run.id, fields, stamp: core.stamps.tick() },
    cause: { runId: run.id, depth: run.depth + 1 },
  });
}
