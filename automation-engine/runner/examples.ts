/** Runs the examples that a recipe carries: the real runner and intake, an in-memory database, a clock that is moved by hand. */
import type { FieldValue } from '../../shared/model/record.ts';
import type { TraceLine } from '../../shared/model/wire.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import type { Recipe } from '../recipe-language/recipe.ts';
import type { MailTemplate } from './recipe-source.ts';

export interface ActionTaken {
  action: string;
  params: Record<string, FieldValue>;
}

export interface ExampleResult {
  title: string;
  passed: boolean;
  /** What was expected and what was found, for a person to read; only when it did not pass. */
  problem?: string;
  expected: ActionTaken[];
  found: ActionTaken[];
  /** The traces of all runs, one after the other. */
  trace: TraceLine[];
}

export async function runExamples(
  _recipe: Recipe,
  _parts: { blocks: Blocks; mailTemplates: ReadonlyMap<string, MailTemplate> },
): Promise<ExampleResult[]> {
  throw new Error('the runner of examples is not written yet');
}
