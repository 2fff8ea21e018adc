/** Checks what a recipe declares as its inputs. */
import { inputMisfit } from './check-inputs.ts';
import type { ParseContext } from './parse-context.ts';
import { checkTemplateName } from './parse-params.ts';
import type { RecipeInput } from './recipe.ts';
import type { Path } from './yaml-source.ts';

/** Reports options and limits that do not belong to the type, and a default that does not fit. */
export function checkInput(context: ParseContext, input: RecipeInput, path: Path): void {
  const { report } = context;
  const at = [...path, 'default'];
  const { default: value, options, type } = input;
  if (options !== undefined && type !== 'choice')
    report.add([...path, 'options'], `only a choice has options; this is a ${type}`, { atKey: true });
  for (const limit of ['min', 'max'] as const) {
    if (input[limit] !== undefined && type !== 'number')
      report.add([...path, limit], `only a number has "${limit}"; this is a ${type}`, { atKey: true });
  }
  if (type === 'choice' && options === undefined) {
    report.add(path, '"options" is missing: what there is to choose from', { atKey: true });
    return;
  }
  if (type === 'mail-template' && typeof value === 'string') return checkTemplateName(context, value, at);
  const misfit = inputMisfit(input, value);
  if (misfit !== undefined) report.add(at, misfit.message, { hint: misfit.hint });
}
