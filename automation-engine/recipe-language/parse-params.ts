/** Checks the parameters of a step: by the action's schema, with inputs at their defaults and texts by themselves. */
import { z } from 'zod';
import type { Action } from '../actions/define-action.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import { didYouMean } from './closest.ts';
import { checkTextAt } from './names.ts';
import { isMapping, namesInRun, type ParseContext } from './parse-context.ts';
import { describe } from './shape-problems.ts';
import { inputNamed, isTemplate } from './texts.ts';
import type { Path } from './yaml-source.ts';

/** The parameter that names a mail template, in any action that has it. */
const TEMPLATE_PARAM = 'template';

export const jsonMapSchema = z.record(z.string(), z.json());

/** The parameters as written, or nothing when they were no mapping. */
export function readParams(
  context: ParseContext,
  action: Action,
  value: unknown,
  path: Path,
): Record<string, FieldValue> | undefined {
  const { report } = context;
  const written = value ?? {};
  if (!isMapping(written)) {
    report.add(path, `expected the parameters as a mapping, found ${describe(value)}`, {
      hint: `such as ${JSON.stringify(action.sample)}`,
    });
    return undefined;
  }
  const sample = new Map(Object.entries(isMapping(action.sample) ? action.sample : {}));
  const candidate: Record<string, unknown> = {};
  /** Parameters whose final value is not known yet. */
  const open = new Set<string>();
  for (const [param, given] of Object.entries(written)) {
    const at = [...path, param];
    candidate[param] = given;
    if (typeof given !== 'string') continue;
    const input = inputNamed(given);
    if (input !== undefined) candidate[param] = inputValue(context, input, param, at);
    else if (action.texts.includes(param) && isTemplate(given)) {
      checkTextAt(report, at, given, namesInRun(context));
      candidate[param] = sample.get(param) ?? 'text';
      open.add(param);
    } else if (isTemplate(given)) {
      report.add(at, `"${param}" is no text that is rendered`, { hint: 'write a value, or inputs.NAME' });
      candidate[param] = undefined;
    } else if (param === TEMPLATE_PARAM) checkTemplateName(context, given, at);
    if (candidate[param] !== undefined) continue;
    // What is wrong with it was reported; the rest is checked as if it were right.
    candidate[param] = sample.get(param) ?? 'text';
    open.add(param);
  }
  report.check(action.params, candidate, path, open);
  const json = jsonMapSchema.safeParse(written);
  return json.success ? json.data : undefined;
}

function inputValue(context: ParseContext, name: string, param: string, at: Path): unknown {
  const { report, inputs, inputNames } = context;
  if (!inputNames.has(name)) {
    report.add(at, `there is no input called "${name}"`, {
      hint: didYouMean(name, inputNames) ?? 'declare it under "inputs"',
    });
    return undefined;
  }
  const input = inputs.get(name);
  if (param === TEMPLATE_PARAM && input !== undefined && input.type !== 'mail-template') {
    report.add(at, `the input "${name}" is a ${input.type}, not a mail-template`);
  }
  return input?.default;
}

export function checkTemplateName({ report, mailTemplates }: ParseContext, name: string, at: Path): void {
  if (mailTemplates.has(name)) return;
  report.add(at, `there is no mail template called "${name}"`, {
    hint:
      didYouMean(name, mailTemplates.keys()) ??
      `make the file mail-templates/${name.slice(0, 64)}.yaml with title, about, subject and text`,
  });
}
